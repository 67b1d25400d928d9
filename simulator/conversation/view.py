"""A call as readers see it: names, moments and reasons in plain words, for any format of page."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from simulator.conversation.call import PERSONA, Call, Turn, words_in
from simulator.conversation.plain import lines_of, one_line
from simulator.conversation.state import Move, PersonaState, StateChange
from simulator.vocabulary import Variable

WORDS_A_MINUTE = 160.0
"""How fast a turn without times is taken to be spoken, as the clock of a typed call does."""
GAP_S = 0.6
"""The pause before such a turn, in seconds, as that clock charges."""
SHORTEST_S = 0.5
"""No turn lasts less, in seconds, so that a silence can be seen."""
SILENCE = "(silence)"


class Section(NamedTuple):
    """A part of a page besides the call itself, such as what a grader says."""

    title: str
    lines: tuple[str, ...]


class Moment(NamedTuple):
    """A turn on the call's clock, in seconds."""

    turn: Turn
    start_s: float
    end_s: float
    estimated: bool
    """The start or the end is a guess from the number of words."""


class TurnView(NamedTuple):
    """One turn; the texts are clean and not escaped."""

    speaker: str
    trainee: bool
    at: str
    lines: tuple[str, ...]
    cut: bool
    """The speaker was interrupted."""
    move: str | None
    state: str | None
    changes: tuple[str, ...]


class CallView(NamedTuple):
    """The whole call; the texts are clean and not escaped."""

    title: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    """The outcome first."""
    turns: tuple[TurnView, ...]


def moments(call: Call) -> tuple[Moment, ...]:
    """Every turn with its place on the clock; where times are missing they are estimated."""
    return tuple(_moments(call))


def _moments(call: Call) -> Iterator[Moment]:
    clock = 0.0
    for turn in call.turns:
        start = max(0.0, clock if turn.start_s is None else turn.start_s)
        spoken = max(SHORTEST_S, words_in(turn.text) * 60.0 / WORDS_A_MINUTE)
        end = turn.end_s if turn.end_s is not None and turn.end_s > start else start + spoken
        yield Moment(turn, start, end, turn.start_s is None or turn.end_s != end)
        clock = end + GAP_S


def view(call: Call, sections: Iterable[Section] = ()) -> CallView:
    """The call in plain words, with more sections below its outcome."""
    outcome = Section("Outcome", (_outcome(call),))
    return CallView(
        title=_named(call.scenario.id) if call.scenario else "A call",
        facts=tuple((label, one_line(str(value))) for label, value in _facts(call) if value),
        sections=(outcome, *(_cleaned(section) for section in sections)),
        turns=tuple(_turn(call, moment) for moment in moments(call)),
    )


def speaker(call: Call, turn: Turn) -> str:
    """Who speaks, as a name."""
    if turn.speaker != PERSONA:
        return _named(turn.speaker)
    known = turn.persona or (call.persona.id if call.persona else None)
    return _named(known or turn.speaker)


def text_of(turn: Turn) -> tuple[str, ...]:
    """The lines that were heard; a silence is said to be one."""
    return lines_of(turn.text) or (SILENCE,)


def _facts(call: Call) -> Iterator[tuple[str, object]]:
    yield "With", _named(call.persona.id) if call.persona else None
    yield "Channel", call.channel
    yield "Difficulty", call.difficulty
    yield "Started", call.started_at and f"{call.started_at:%Y-%m-%d %H:%M %Z}"
    yield "Worded by", call.model and (call.model.name or call.model.realiser)


def _outcome(call: Call) -> str:
    if call.outcome is None:
        return "The call has no outcome yet."
    minutes = call.outcome.minutes_granted
    granted = f" ({minutes} minutes granted)" if minutes else ""
    reached = "Reached" if call.outcome.reached else "Not reached"
    return f"{reached}: {one_line(call.outcome.label)}{granted}"


def _turn(call: Call, moment: Moment) -> TurnView:
    turn, state = moment.turn, moment.turn.state
    return TurnView(
        speaker=speaker(call, turn),
        trainee=turn.is_trainee,
        at=("about " if moment.estimated else "") + clock_text(moment.start_s),
        lines=text_of(turn),
        cut=turn.interrupted,
        move=_move(turn.move) if turn.move else None,
        state=_state(state) if state else None,
        changes=tuple(_change(change) for change in state.changes) if state else (),
    )


def clock_text(seconds: float) -> str:
    """``m:ss``, or ``h:mm:ss`` from one hour on."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _cleaned(section: Section) -> Section:
    return Section(one_line(section.title), tuple(one_line(line) for line in section.lines))


def _move(move: Move) -> str:
    return one_line(f"{move.kind.replace('_', ' ')}: {move.reason}")


def _state(state: PersonaState) -> str:
    shares = (f"{name} {getattr(state, name):.0%}" for name in Variable)
    return ", ".join(shares)


def _change(change: StateChange) -> str:
    quote = f" “{change.quote}”" if change.quote else ""
    return one_line(f"{change.variable} {change.by:+.2f}: {change.because}{quote}")


def _named(identifier: str) -> str:
    words = one_line(identifier).replace("-", " ").replace("_", " ").split()
    return " ".join(word[:1].upper() + word[1:] for word in words) or "Someone"
