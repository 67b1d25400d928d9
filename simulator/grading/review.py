"""What humans say of a grade: values beside the machine's, disputes, and the gold they make."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from math import fsum
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from simulator.conversation.appraisal import Recorded
from simulator.conversation.plain import one_line
from simulator.errors import UsageError
from simulator.grading.checks import BLOCKING
from simulator.grading.overall import BLOCKED_SHARE
from simulator.grading.scorecard import Grader, Overall, Override, Quote, Scorecard

MOST_WHY = 2_000
"""Characters of a reason."""
MOST_NAME = 100
"""Characters of a name."""
YES_NO = (0.0, 1.0)
LEARNER = "the learner"
"""Who disagrees, if she gives no name."""

Why = Annotated[str, Field(min_length=1, max_length=MOST_WHY)]
Name = Annotated[str, Field(min_length=1, max_length=MOST_NAME)]


class Subject(NamedTuple):
    """Something on a scorecard that a human may judge otherwise."""

    id: str
    label: str
    machine: float | None
    scale: tuple[float, float]
    grader: Grader
    evidence: tuple[Quote, ...]
    override: Override | None


class About(Recorded):
    """Which score of which call by which rubric, and what the machine gave."""

    call: str
    rubric: str
    score: str
    label: str
    scale: tuple[float, float]
    machine: float | None
    grader: Grader


class Ruling(Recorded):
    """An override with what it is about; as stored."""

    about: About
    override: Override


class Decision(Recorded):
    """What the instructor made of a dispute."""

    verdict: Literal["upheld", "changed"]
    """Upheld: the machine's value stands.  Changed: ``value`` stands beside it."""
    value: float | None
    why: Why
    by: Name
    at: datetime


class Dispute(Recorded):
    """The learner's disagreement with one score."""

    about: About
    why: Why
    by: Name
    at: datetime
    decision: Decision | None = None


class GoldRating(Recorded):
    """A human's considered value for one score: what graders are compared with."""

    about: About
    value: float
    by: str
    at: datetime
    evidence: tuple[Quote, ...] = ()
    """Words of the call; kept here only where somebody asked for them."""


def subjects(card: Scorecard) -> tuple[Subject, ...]:
    """All that can be judged otherwise: every score, and every blocking error (1 it stands)."""
    scores = (
        Subject(s.id, s.label, s.value, s.scale, s.grader, s.evidence, s.override)
        for s in card.scores
    )
    errors = (
        Subject(blocking_id(e.id), e.label, 1.0, YES_NO, BLOCKING, e.evidence, e.override)
        for e in card.blocking
    )
    return (*scores, *errors)


def blocking_id(error: str) -> str:
    """How a blocking error is named among the scores."""
    return f"blocking.{error}"


def subject(card: Scorecard, score: str) -> Subject:
    """The score of that id.

    Raises:
        UsageError: the scorecard has none; the remedy lists those it has.
    """
    known = {one.id: one for one in subjects(card)}
    if score not in known:
        names = ", ".join(known)
        raise UsageError(f"the scorecard has no score {score[:80]!r}", f"name one of: {names}")
    return known[score]


def about(card: Scorecard, score: str) -> About:
    """The reference to a score of a stored call's scorecard (errors as for ``subject``)."""
    found = subject(card, score)
    return About(
        call=str(card.call),
        rubric=card.rubric,
        score=found.id,
        label=found.label,
        scale=found.scale,
        machine=found.machine,
        grader=found.grader,
    )


def ruling(card: Scorecard, score: str, value: float, why: str, by: str, at: datetime) -> Ruling:
    """A human's value for a score.

    Raises:
        UsageError: there is no such score, the value is off its scale, or a word is missing.
    """
    which = about(card, score)
    _on_scale(which, value)
    override = Override(value=value, why=_reason(why), by=_name(by), at=at)
    return Ruling(about=which, override=override)


def dispute(card: Scorecard, score: str, why: str, by: str, at: datetime) -> Dispute:
    """The learner's disagreement (errors as for ``ruling``)."""
    return Dispute(about=about(card, score), why=_reason(why), by=_name(by), at=at)


def decided(open_one: Dispute, value: float | None, why: str, by: str, at: datetime) -> Dispute:
    """The dispute with its decision.

    Args:
        open_one: not yet decided.
        value: what stands beside the machine's value; ``None`` upholds that one.
        why: the reason, for the learner.
        by: who decides.
        at: when.

    Raises:
        UsageError: it is decided already, the value is off the scale, there is no machine's value
            to uphold, or a word is missing.
    """
    if open_one.decision is not None:
        raise UsageError("this dispute is decided already", "set another value by an override")
    if value is None and open_one.about.machine is None:
        raise UsageError("there is no value to uphold: it was not scored", "give a value")
    if value is not None:
        _on_scale(open_one.about, value)
    verdict: Literal["upheld", "changed"] = "upheld" if value is None else "changed"
    made = Decision(verdict=verdict, value=value, why=_reason(why), by=_name(by), at=at)
    return open_one.model_copy(update={"decision": made})


def gold_of(settled: Dispute) -> GoldRating:
    """What a decided dispute adds to the gold set.

    Raises:
        ValueError: it is not decided.
    """
    decision = settled.decision
    value = settled.about.machine if decision is None or decision.value is None else decision.value
    if decision is None or value is None:
        raise ValueError("only a decided dispute is gold")
    return GoldRating(about=settled.about, value=value, by=decision.by, at=decision.at)


def with_overrides(card: Scorecard, rulings: Iterable[Ruling]) -> Scorecard:
    """The card with the newest human value beside each score it is about, and their total."""
    mine = [one for one in rulings if one.about.rubric == card.rubric]
    newest = {one.about.score: one.override for one in sorted(mine, key=lambda r: r.override.at)}
    if not newest:
        return bare(card)
    marked = card.model_copy(
        update={
            "scores": tuple(
                score.model_copy(update={"override": newest.get(score.id)}) for score in card.scores
            ),
            "blocking": tuple(
                error.model_copy(update={"override": newest.get(blocking_id(error.id))})
                for error in card.blocking
            ),
        }
    )
    return marked.model_copy(update={"reviewed": _total(marked)})


def told(override: Override) -> str:
    """An override in one line, the same wherever it is shown."""
    who, when = one_line(override.by), f"{override.at:%Y-%m-%d}"
    return f"{who} says {override.value:g} ({when}): {one_line(override.why)}"


def bare(card: Scorecard) -> Scorecard:
    """The card as the machine gave it."""
    if not any(one.override for one in subjects(card)):
        return card
    scores = tuple(score.model_copy(update={"override": None}) for score in card.scores)
    errors = tuple(error.model_copy(update={"override": None}) for error in card.blocking)
    return card.model_copy(update={"scores": scores, "blocking": errors, "reviewed": None})


def _total(card: Scorecard) -> Overall:
    """The weighted mean once more, with the humans' values; no total stays no total."""
    shares = list(_shares(card))
    if card.overall.value is None or not shares:
        return Overall(value=None, how="No total, with or without the values that people set.")
    points = 100 * fsum(share * weight for share, weight in shares) / fsum(w for _, w in shares)
    how = "The same sum with the values that people set in place of the machine's."
    if any(error.override is None or error.override.value > 0 for error in card.blocking):
        points *= BLOCKED_SHARE
        how += f" An error that fails the call leaves {BLOCKED_SHARE:.0%} of it."
    return Overall(value=round(points, 1), how=how)


def _shares(card: Scorecard) -> Iterator[tuple[float, float]]:
    """Each counted score as a share of its scale, with its weight."""
    for score in card.scores:
        value = score.override.value if score.override else score.value
        if score.weight > 0 and value is not None:
            low, high = score.scale
            yield (value - low) / (high - low), score.weight


def _on_scale(which: About, value: float) -> None:
    low, high = which.scale
    if not low <= value <= high:  # false for NaN, too
        raise UsageError(
            f"{value:g} is not on the scale of {which.score}", f"give {low:g} to {high:g}"
        )


def _reason(text: str) -> str:
    return _filled(text, "reason", MOST_WHY)


def _name(text: str) -> str:
    return _filled(text, "name", MOST_NAME)


def _filled(text: str, what: str, most: int) -> str:
    plain = one_line(text)
    if not plain or len(plain) > most:
        raise UsageError(f"the {what} is missing or too long", f"give 1 to {most:,} characters")
    return plain
