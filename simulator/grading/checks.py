"""The rubric's atomic questions, answered yes or no with quotes, and the errors that fail."""

from simulator.authoring.rubric import Blocking, Check, Evidence
from simulator.conversation.appraisal import Appraisal
from simulator.grading.dimensions import COMPOSITE, Dimension
from simulator.grading.judgement import GraderPart, Judgement, not_scored
from simulator.grading.material import Material, Reading
from simulator.grading.quotes import quote_of, quotes
from simulator.grading.scorecard import BlockingError, Grader, Quote, Score
from simulator.vocabulary import Verdict

CHECKS = Grader(name="checks", version="1")
BLOCKING = Grader(name="blocking", version="1")
RESERVED = frozenset({"outcome", "blocking", "no_harm", "landing", COMPOSITE, *Dimension})
NOTHING_SAID = "no words of the trainee's were heard"


def shows(evidence: Evidence, reading: Reading, material: Material) -> bool:
    """Whether all that the evidence states holds in this one turn.

    A turn without words shows nothing: there is nothing in it to quote.
    """
    return (
        bool(reading.words)
        and _did(evidence, reading)
        and _in_place(evidence, reading)
        and not _done_before(evidence, reading, material)
    )


def _did(evidence: Evidence, reading: Reading) -> bool:
    appraisal = reading.appraisal
    return (
        (not evidence.acts or appraisal.does(*evidence.acts))
        and (not evidence.faults or appraisal.has(*evidence.faults))
        and (not evidence.used or bool(set(evidence.used) & set(appraisal.rightly_used())))
        and (not evidence.misused or bool(set(evidence.misused) & _misused(appraisal)))
        and not appraisal.has(*evidence.without)
    )


def _misused(appraisal: Appraisal) -> set[str]:
    wrongly = {Verdict.WRONG, Verdict.DECOY}
    return {use.item for use in appraisal.items if use.verdict in wrongly}


def _in_place(evidence: Evidence, reading: Reading) -> bool:
    return (
        (not evidence.answers or bool(reading.answers & set(evidence.answers)))
        and (not evidence.after_stop or reading.after_stop)
        and (evidence.by_turn is None or reading.number <= evidence.by_turn)
        and (evidence.max_words is None or reading.words <= evidence.max_words)
    )


def _done_before(evidence: Evidence, reading: Reading, material: Material) -> bool:
    return bool(evidence.before) and any(
        earlier.appraisal.does(*evidence.before) for earlier in material.readings[: reading.number]
    )


def quote_for(evidence: Evidence, reading: Reading) -> Quote | None:
    """The words that show the evidence, or how the turn begins."""
    appraisal = reading.appraisal
    items = {*evidence.used, *evidence.misused}
    words = (
        [hit.quote for hit in appraisal.faults if hit.fault in evidence.faults]
        + [use.quote for use in appraisal.items if use.item in items]
        + [hit.quote for hit in appraisal.acts if hit.act in evidence.acts]
    )
    return quote_of(reading.turn, words[0] if words else None)


def hits(check: Check, material: Material) -> tuple[Reading, ...]:
    """The turns that show what a check asks for; the same words again don't count again."""
    return tuple(
        reading
        for reading in material.readings
        if shows(check.yes_when, reading, material) and not (check.times > 1 and reading.repeats)
    )


def check_id(check: Check, material: Material) -> str:
    """The score's id: the check's own, kept apart from the other scores'."""
    taken = RESERVED | {mechanism.id for mechanism in material.rubric.mechanisms}
    return f"check.{check.id}" if check.id in taken else check.id


def has_opportunity(check: Check, material: Material) -> bool:
    """Whether the persona ever gave occasion for it."""
    return not check.opportunity or bool(material.opportunities & set(check.opportunity))


def _judge_check(check: Check, material: Material) -> Score:
    identifier = check_id(check, material)
    if not material.spoken:
        return not_scored(identifier, check.asks, CHECKS, NOTHING_SAID, check.weight)
    if not has_opportunity(check, material):
        reason = "no opportunity: the call never came to it"
        return not_scored(identifier, check.asks, CHECKS, reason, check.weight)
    found = hits(check, material)
    passed = len(found) >= check.times
    if not passed and _cut_short(check, material):
        reason = "you stopped the exercise before this could come"
        return not_scored(identifier, check.asks, CHECKS, reason, check.weight)
    return Score(
        id=identifier,
        label=check.asks,
        value=1.0 if passed else 0.0,
        weight=check.weight,
        explanation=check.plus if passed else check.delta,
        evidence=quotes(*(quote_for(check.yes_when, reading) for reading in found)),
        grader=CHECKS,
    )


def _cut_short(check: Check, material: Material) -> bool:
    """Whether the trainee stopped the exercise while the check could still have been passed."""
    latest = check.yes_when.by_turn
    return material.stopped and (latest is None or len(material.readings) < latest)


def judge_checks(material: Material) -> Judgement:
    """Every check of the rubric, in its order."""
    return Judgement(tuple(_judge_check(check, material) for check in material.rubric.checks))


def _unscored_checks(material: Material, reason: str) -> Judgement:
    return Judgement(
        tuple(
            not_scored(check_id(check, material), check.asks, CHECKS, reason, check.weight)
            for check in material.rubric.checks
        )
    )


def blocking_hits(error: Blocking, material: Material) -> tuple[Reading, ...]:
    """The turns in which the error was made."""
    return tuple(reading for reading in material.readings if shows(error.when, reading, material))


def judge_blocking(material: Material) -> Judgement:
    """The errors that were made, each with the words that made it."""
    made = ((error, blocking_hits(error, material)) for error in material.rubric.blocking)
    return Judgement(
        blocking=tuple(
            BlockingError(
                id=error.id,
                label=error.asks,
                evidence=quotes(*(quote_for(error.when, reading) for reading in found)),
                better=error.better,
            )
            for error, found in made
            if found
        )
    )


def _unscored_blocking(_material: Material, reason: str) -> Judgement:
    return Judgement((not_scored("blocking", "Errors that fail a call", BLOCKING, reason),))


CHECKS_PART = GraderPart(CHECKS, judge_checks, _unscored_checks)
BLOCKING_PART = GraderPart(BLOCKING, judge_blocking, _unscored_blocking)
