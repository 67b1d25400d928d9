"""One moment, both times: what was said, how she took it, and which scores changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from simulator.conversation.call import Call, Turn
from simulator.conversation.state import PersonaState
from simulator.grading.scorecard import Score, Scorecard
from simulator.vocabulary import Variable

LEAST_MOVE = 0.005
"""Smaller movements of her state round to nothing."""


@dataclass(frozen=True)
class Take:
    """One way the moment went."""

    line: str
    """The trainee's words."""
    reply: str
    """Hers, until the trainee's next turn."""
    moved: dict[Variable, float]
    """What of her state the moment moved, by how much; nothing that stayed."""


@dataclass(frozen=True)
class Changed:
    """A score that differs; ``None`` is not scored."""

    label: str
    scale: tuple[float, float]
    first: float | None
    again: float | None


@dataclass(frozen=True)
class SideBySide:
    """A call and its branch, at the turn where they part."""

    turn: str
    first: Take
    again: Take
    scores: tuple[Changed, ...]
    totals: tuple[float | None, float | None]


def side_by_side(
    call: Call, card: Scorecard | None, branch: Call, branch_card: Scorecard | None
) -> SideBySide | None:
    """Compare a branch with the call it comes from.

    Returns:
        The comparison; ``None`` if it isn't a branch of this call, or its moment is still to come.
    """
    point = branch.branch_of
    if point is None or point.call != call.id:
        return None
    first, again = _take(call, point.turn), _take(branch, point.turn)
    if first is None or again is None:
        return None
    changed = tuple(_changed(card, branch_card)) if card and branch_card else ()
    totals = (
        card.overall.value if card else None,
        branch_card.overall.value if branch_card else None,
    )
    return SideBySide(point.turn, first, again, changed, totals)


def _take(call: Call, turn_id: str) -> Take | None:
    ids = [turn.id for turn in call.turns]
    if turn_id not in ids:
        return None
    at = ids.index(turn_id)
    answer = tuple(takewhile(lambda turn: not turn.is_trainee, call.turns[at + 1 :]))
    before = _state(tuple(reversed(call.turns[:at])))
    after = _state(tuple(reversed(answer)))
    return Take(
        line=call.turns[at].text,
        reply=" ".join(turn.text for turn in answer if turn.text),
        moved=_moved(before, after) if before and after else {},
    )


def _state(newest_first: tuple[Turn, ...]) -> PersonaState | None:
    return next((turn.state for turn in newest_first if turn.state is not None), None)


def _moved(before: PersonaState, after: PersonaState) -> dict[Variable, float]:
    # Put through to somebody else, there is nothing to compare.
    if before.persona != after.persona:
        return {}
    steps = {each: getattr(after, each.value) - getattr(before, each.value) for each in Variable}
    return {each: step for each, step in steps.items() if abs(step) >= LEAST_MOVE}


def _changed(card: Scorecard, branch_card: Scorecard) -> Iterator[Changed]:
    again = {score.id: score for score in branch_card.scores}
    for score in card.scores:
        other = again.get(score.id)
        if other is not None and other.value != score.value:
            yield _pair(score, other)


def _pair(first: Score, again: Score) -> Changed:
    return Changed(first.label, first.scale, first.value, again.value)


def as_text(found: SideBySide) -> str:
    """The comparison for a terminal."""
    return "\n".join(_lines(found))


def _lines(found: SideBySide) -> Iterator[str]:
    yield f"That moment, both times ({found.turn})"
    for name, take in (("First", found.first), ("Again", found.again)):
        yield f"  {name}: “{' '.join(take.line.split())}”"
        yield f"    She: “{' '.join(take.reply.split())}”"
        yield f"    {moved_in_words(take)}"
    for changed in found.scores:
        yield f"  {changed.label}: {_shown(changed.first)} → {_shown(changed.again)}"
    yield f"  Total: {_shown(found.totals[0])} → {_shown(found.totals[1])}"


def moved_in_words(take: Take) -> str:
    """How her state moved: "Trust +0.10, patience −0.05"."""
    steps = (f"{variable.value} {step:+.2f}" for variable, step in take.moved.items())
    moved = ", ".join(steps).replace("-", "−")
    return f"{moved[:1].upper()}{moved[1:]}" if moved else "Nothing moved her"


def _shown(value: float | None) -> str:
    return "not scored" if value is None else f"{value:g}"
