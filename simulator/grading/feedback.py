"""What to work on next and what worked, at most three of each: about the act, never the person."""

from collections.abc import Iterator

from simulator.authoring.rubric import Check, Evidence
from simulator.grading import checks
from simulator.grading.credits import worth
from simulator.grading.judgement import Judgement
from simulator.grading.material import Material, Reading
from simulator.grading.quotes import quote_of
from simulator.grading.scorecard import Priority, Score, Strength
from simulator.vocabulary import Act

MOST = 3
"""Of each kind that a scorecard holds; how many are shown depends on the learner's level."""
EARLY = frozenset({Act.GREET, Act.INTRODUCE, Act.ASK_PERMISSION, Act.STATE_PURPOSE})
LATE = frozenset({Act.ASK_MEETING, Act.CONFIRM, Act.THANK, Act.CLOSE})
FEELING = frozenset({Act.ACKNOWLEDGE_FEELING, Act.NAME_LOSS, Act.APOLOGISE, Act.SILENCE})
ASKING = frozenset({Act.OPEN_QUESTION, Act.CLOSED_QUESTION, Act.REFLECT})


def priorities(material: Material, judgement: Judgement) -> tuple[Priority, ...]:
    """Blocking errors first, then the failed checks by weight; each about another turn.

    One turn is spoken of once: two things to change in one breath are two too many.
    """
    found = (*_of_blocking(material, judgement), *_of_checks(material, judgement))
    by_turn = {one.turn or one.id: one for one in reversed(found)}
    return tuple(one for one in found if by_turn[one.turn or one.id] is one)[:MOST]


def _of_checks(material: Material, judgement: Judgement) -> Iterator[Priority]:
    failed = [(check, score) for check, score in _answered(material, judgement) if not score.value]
    for check, score in sorted(failed, key=lambda pair: -pair[0].weight):
        missed = missed_turn(check, material)
        quote = quote_of(missed.turn) if missed else None
        yield Priority(
            id=score.id,
            delta=check.delta,
            turn=missed.turn.id if missed else None,
            quote=quote.quote if quote else None,
            better=check.better,
        )


def _of_blocking(material: Material, judgement: Judgement) -> Iterator[Priority]:
    rules = {rule.id: rule for rule in material.rubric.blocking}
    for error in judgement.blocking:
        quote = error.evidence[0] if error.evidence else None
        yield Priority(
            id=error.id,
            delta=rules[error.id].delta,
            turn=quote.turn if quote else None,
            quote=quote.quote if quote else None,
            better=error.better,
        )


def _answered(material: Material, judgement: Judgement) -> list[tuple[Check, Score]]:
    scores = {score.id: score for score in judgement.scores}
    pairs = ((check, scores[checks.check_id(check, material)]) for check in material.rubric.checks)
    return [(check, score) for check, score in pairs if score.value is not None]


def missed_turn(check: Check, material: Material) -> Reading | None:
    """The turn where a missing act should have been, or the one that spoilt it."""
    if not material.spoken:
        return None
    return (
        _near_miss(check.yes_when, material)
        or _after_occasion(check, material)
        or _by_kind(check.yes_when, material)
    )


def _near_miss(evidence: Evidence, material: Material) -> Reading | None:
    """A turn that did the act and failed on its length, its place or a fault."""
    if not (evidence.acts or evidence.used):
        return None
    wanted = Evidence(acts=evidence.acts, used=evidence.used)
    tried = (reading for reading in material.spoken if checks.shows(wanted, reading, material))
    return next((r for r in tried if not checks.shows(evidence, r, material)), None)


def _after_occasion(check: Check, material: Material) -> Reading | None:
    moves = set(check.yes_when.answers) or set(check.opportunity)
    return next((reading for reading in material.spoken if reading.answers & moves), None)


def _by_kind(evidence: Evidence, material: Material) -> Reading:
    wanted, spoken = set(evidence.acts), material.spoken
    if evidence.by_turn is not None:
        return [r for r in spoken if r.number <= evidence.by_turn or r is spoken[0]][-1]
    if wanted & EARLY:
        return spoken[0]
    if wanted & LATE:
        return spoken[-1]
    if wanted & FEELING:
        felt = [reading for reading in spoken if reading.after_feeling]
        return min(felt or spoken, key=worth)
    if wanted & ASKING:
        telling = [reading for reading in spoken if not reading.appraisal.does(*ASKING)]
        return max(telling or spoken, key=lambda reading: reading.words)
    return min(spoken, key=worth)


def strengths(material: Material, judgement: Judgement) -> tuple[Strength, ...]:
    """The passed checks that weigh most, each resting on a turn that nothing spoils."""
    passed = [pair for pair in _answered(material, judgement) if pair[1].value]
    passed.sort(key=lambda pair: -pair[0].weight)
    spoilt = {reading.turn.id for reading in material.spoken if reading.appraisal.faults}
    found = (_strength(check, score, spoilt) for check, score in passed)
    return tuple(strength for strength in found if strength)[:MOST]


def _strength(check: Check, score: Score, spoilt: set[str]) -> Strength | None:
    quote = next((quote for quote in score.evidence if quote.turn not in spoilt), None)
    if quote is None:
        return None
    return Strength(id=score.id, plus=check.plus, turn=quote.turn, quote=quote.quote)
