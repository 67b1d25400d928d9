"""The debrief: how it felt, what worked, the one thing to work on, and what it all rests on."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from simulator.authoring.cast import Cast
from simulator.authoring.scenario import Outcome
from simulator.conversation.call import Call
from simulator.errors import CallError, UserError
from simulator.grading import timeline
from simulator.grading.baseline import Change, changes
from simulator.grading.chain import grade_async
from simulator.grading.level import RECENT, feedback, level_of
from simulator.grading.review import subjects
from simulator.grading.scorecard import Score, Scorecard
from simulator.grading.side_by_side import SideBySide, side_by_side
from simulator.grading.trace import TraceRow, figure, sentence, trace
from simulator.storage.reviews import Filed
from simulator.storage.store import KeptCard, Past
from simulator.vocabulary import Level
from simulator.voice.tapes import found
from simulator.web.exports import FORMS
from simulator.web.home import ago
from simulator.web.house import House
from simulator.web.markup import CHANNELS, DIFFICULTIES, render
from simulator.web.playback import places
from simulator.web.shown import how_it_ended, shown_turn, stage_lines

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

HARD = 2
"""From this intensity on the after-care is shown before any figure."""
CHECKS = "checks"
"""The name of the grader whose scores are answered yes or no."""

ENDINGS = {
    "granted": "The other side said yes.",
    "farewell": "The call came to its end.",
    "hung_up": "The other side ended the call. It happens, and it can be learnt from.",
    "left": "You ended the call.",
    "stopped": "You stopped the exercise. That is always allowed, and not counted as failed.",
}


class MovedRow(NamedTuple):
    """One line of the table that says what moved."""

    turn: int
    what: str
    why: str
    quote: str | None
    turn_id: str | None


class Debrief(NamedTuple):
    """The parts of the page, ready to be put in their places."""

    head: str
    top: str
    rest: str
    transcript: str
    plot: "Figure | None"
    timeline: "Figure | None"


async def debrief_page(
    house: House, call_id: str, now: datetime, dark: bool, card_number: int | None = None
) -> Debrief:
    """Grade the call unless that was done before, and lay it all out.

    Args:
        house: the server's rooms.
        call_id: which call.
        now: for "yesterday" and the like.
        dark: the page's theme.
        card_number: which of its scorecards; the newest by its own rubric if none.

    Raises:
        UserError: there is no such call, or the store fails.
    """
    call = await asyncio.to_thread(house.store.call, call_id)
    cast = await asyncio.to_thread(_cast, house, call)
    grade = await _grade(house, call, cast, card_number)
    rows = trace(call)
    return Debrief(
        head=_head(call, cast, now),
        top=_top(call, cast, grade, traced=bool(rows)),
        rest=_rest(call, grade, rows),
        transcript=_transcript(call, cast, recorded(house, call)),
        plot=_plot(rows, dark) if rows else None,
        timeline=timeline.figure(call, "dark" if dark else "light"),
    )


def _plot(rows: Sequence[TraceRow], dark: bool) -> "Figure":
    drawn = figure(rows, "dark" if dark else "light")
    drawn.update_xaxes(dtick=max(1, len(rows) // 10))
    return drawn.update_layout(margin={"l": 36, "r": 12, "t": 48, "b": 44})


def _cast(house: House, call: Call) -> Cast | None:
    if call.scenario is None:
        return None
    try:
        return house.catalogue.cast(call.scenario.id)
    except UserError:
        return None


class Grade(NamedTuple):
    """What is known of a call's grade."""

    kept: KeptCard | None
    ungraded: str | None = None
    """Why there is none, if it should be there."""
    cards: tuple[KeptCard, ...] = ()
    disputes: tuple[Filed, ...] = ()
    level: Level = Level.NOVICE
    both: SideBySide | None = None
    """A branch's moment beside the first time."""
    changed: Mapping[str, Change] = {}
    """Pacing beside the learner's own earlier calls."""

    @property
    def card(self) -> Scorecard | None:
        """The scorecard that is shown."""
        return self.kept.card if self.kept else None


async def _grade(house: House, call: Call, cast: Cast | None, number: int | None) -> Grade:
    if not call.ended and call.scenario is not None:
        return Grade(None)
    try:
        cards = await _cards(house, call, cast)
    except UserError as error:
        return Grade(None, f"This call could not be graded: {error}")
    kept = _chosen(cards, cast, number)
    disputes = await asyncio.to_thread(house.store.reviews.disputes, call_id=str(call.id))
    both = await asyncio.to_thread(_both, house, call, kept.card)
    history = await asyncio.to_thread(house.store.history)
    level = house.settings.level or level_of([past.card for past in history[:RECENT]])
    return Grade(kept, None, cards, disputes, level, both, _changed(call, kept.card, history))


async def _cards(house: House, call: Call, cast: Cast | None) -> tuple[KeptCard, ...]:
    stored = await asyncio.to_thread(house.store.kept_cards, str(call.id))
    if stored:
        return stored
    card = await grade_async(call, cast)
    await asyncio.to_thread(house.store.put_scorecard, card)
    return await asyncio.to_thread(house.store.kept_cards, str(call.id))


def _chosen(cards: Sequence[KeptCard], cast: Cast | None, number: int | None) -> KeptCard:
    """The card asked for, or the newest by the scenario's own rubric, or the newest."""
    own = cast.scenario.rubric.id if cast else None
    asked = (kept for kept in cards if kept.number == number)
    usual = (kept for kept in cards if kept.card.rubric == own)
    return next(asked, None) or next(usual, None) or cards[0]


def _changed(call: Call, card: Scorecard, history: Sequence[Past]) -> Mapping[str, Change]:
    """Pacing beside that of the calls before this one; of all others if it isn't among them."""
    ids = [past.call for past in history]
    earlier = history[ids.index(str(call.id)) + 1 :] if call.id in ids else history
    return changes(card.pacing, [past.card.pacing for past in earlier])


def _both(house: House, call: Call, card: Scorecard) -> SideBySide | None:
    if call.branch_of is None:
        return None
    try:
        first = house.store.call(call.branch_of.call)
    except CallError:  # deleted meanwhile
        return None
    cards = house.store.scorecards(call.branch_of.call)
    same = next((one for one in cards if one.rubric == card.rubric), None)
    return side_by_side(first, same, call, card)


def _head(call: Call, cast: Cast | None, now: datetime) -> str:
    title = cast.scenario.title if cast else "A call"
    return render("debrief_head.html", title=title, subtitle=_subtitle(call, cast, now))


def _top(call: Call, cast: Cast | None, grade: Grade, *, traced: bool) -> str:
    scenario = cast.scenario if cast else None
    hard = cast is not None and any(p.intensity >= HARD for p in cast.personas.values())
    return render(
        "debrief_top.html",
        call=call,
        card=grade.card,
        told=feedback(grade.card, grade.level) if grade.card else None,
        ungraded=grade.ungraded,
        both=grade.both,
        branchable=cast is not None and call.seed is not None,
        care=scenario.after_care if scenario and hard else None,
        outcome=call.outcome,
        ended=ENDINGS[how_it_ended(call)] if call.outcome else "",
        ladder=_ladder(scenario.outcomes if scenario else (), call),
        no_strength=_no_strength(call),
        traced=traced,
        whom=cast.first.name if cast else "the other party",
    )


def _subtitle(call: Call, cast: Cast | None, now: datetime) -> str:
    parts = [f"With {cast.first.name}" if cast else None]
    parts.append(CHANNELS[call.channel] if call.channel else None)
    parts.append(DIFFICULTIES[call.difficulty].lower() if call.difficulty else None)
    parts.append(ago(call.started_at, now))
    parts.append(f"seed {call.seed}" if call.seed is not None else None)
    return " · ".join(part for part in parts if part)


def _ladder(rungs: Sequence[Outcome], call: Call) -> tuple[Outcome, ...]:
    on_it = call.outcome is not None and any(rung.id == call.outcome.id for rung in rungs)
    return tuple(rungs) if on_it else ()


def _no_strength(call: Call) -> str:
    if not any(turn.text.strip() for turn in call.trainee_turns()):
        return "You opened the door. Next time, say one sentence, and see what comes."
    return "You had the conversation, and few people rehearse the hard ones."


def _rest(call: Call, grade: Grade, rows: Sequence[TraceRow]) -> str:
    card = grade.card
    scores = card.scores if card else ()
    return render(
        "debrief_rest.html",
        call=call,
        card=card,
        kept=grade.kept,
        changed=grade.changed,
        cards=grade.cards,
        disputes=grade.disputes,
        subjects=subjects(card) if card else (),
        heard=timeline.as_text(call),
        moved=[row for step in rows for row in _moved(step)],
        checks=[score for score in scores if _is_check(score)],
        scores=[score for score in scores if not _is_check(score)],
        exports=[(form, FORMS[form].label) for form in FORMS],
        scenario_id=call.scenario.id if call.scenario else None,
    )


def _is_check(score: Score) -> bool:
    return score.grader.name == CHECKS


def _moved(row: TraceRow) -> list[MovedRow]:
    return [
        MovedRow(
            turn=row.number,
            what=sentence(step).partition(":")[0],
            why=step.because,
            quote=step.quote,
            turn_id=row.after,
        )
        for step in row.changes
    ]


def recorded(house: House, call: Call) -> bool:
    """Whether there is a recording to be played."""
    try:
        return found(house.settings, str(call.id)) is not None
    except (CallError, OSError):
        return False


def _transcript(call: Call, cast: Cast | None, playable: bool) -> str:
    stage = stage_lines(call, cast) if cast else ()
    words = {turn.id: json.dumps(places(turn)) for turn in call.turns if turn.words}
    starts = {turn.id: turn.start_s for turn in call.turns if turn.start_s is not None}
    return render(
        "debrief_side.html",
        turns=[*stage, *(shown_turn(turn, cast) for turn in call.turns)],
        call=call,
        playable=playable,
        words=words if playable else {},
        starts=starts if playable else {},
    )
