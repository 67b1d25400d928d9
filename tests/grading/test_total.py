"""Totals, outcomes and feedback: by code, spelt out, about the act."""

from simulator.authoring.cast import Cast
from simulator.authoring.rubric import Rubric
from simulator.conversation.appraisal import Appraisal
from simulator.conversation.call import STOPPED, Call, OutcomeReached
from simulator.grading.checks import judge_blocking, judge_checks
from simulator.grading.defaults import choose_rubric, default_rubric
from simulator.grading.feedback import priorities, strengths
from simulator.grading.judgement import Judgement
from simulator.grading.material import Material, prepare
from simulator.grading.outcome import judge_outcome
from simulator.grading.overall import BLOCKED_SHARE, total
from simulator.vocabulary import Act, Fault, Kind
from tests.grading.conftest import ScriptedReader, call_of, does, material_of
from tests.support.content import minimal_cast

SORRY, BUSINESS = "I'm so sorry about Tom.", "Sorry, but you have to pay today."
CALL = call_of(
    "persona: My husband died.",
    f"trainee: {SORRY}",
    "persona: Thank you. The letters still come.",
    f"trainee: {BUSINESS}",
    kind=Kind.SERVICE,
)
KIND = {SORRY: does(SORRY, Act.ACKNOWLEDGE_FEELING, reaction=2)}
CRUEL = {**KIND, BUSINESS: does(BUSINESS, faults=(Fault.CONDOLENCE_THEN_DEMAND,))}


def judged(known: dict[str, Appraisal], call: Call = CALL) -> tuple[Material, Judgement]:
    material = material_of(call, known)
    scores, blocking = judge_checks(material).scores, judge_blocking(material).blocking
    return material, Judgement(scores=scores, blocking=blocking)


def test_the_total_is_the_mean_it_says_it_is() -> None:
    material, judgement = judged(KIND)
    scored = [score for score in judgement.scores if score.value is not None]
    mean = sum((s.value or 0) * s.weight for s in scored) / sum(s.weight for s in scored)
    overall = total(material, judgement)
    assert overall.value == round(100 * mean, 1)
    assert f"= {100 * mean:.1f}." in overall.how
    assert "Not scored and not counted: takes-responsibility." in overall.how


def test_a_blocking_error_fails_the_call_and_keeps_the_order() -> None:
    fair = total(*judged(KIND)).value
    blocked = total(*judged(CRUEL))
    worse = total(*judged({BUSINESS: CRUEL[BUSINESS]}))
    assert fair is not None
    assert blocked.value is not None
    assert worse.value is not None
    assert worse.value < blocked.value < 100 * BLOCKED_SHARE
    assert "fails the call" in blocked.how


def test_a_stopped_call_is_not_added_up() -> None:
    stopped = CALL.model_copy(
        update={"outcome": OutcomeReached(id=STOPPED, label="Stopped by you", reached=False)}
    )
    overall = total(*judged(KIND, stopped))
    assert overall.value is None
    assert "stopped the exercise" in overall.how


def test_the_priority_of_a_blocked_call_is_the_error() -> None:
    chosen = priorities(*judged(CRUEL))[0]
    assert chosen is not None
    assert (chosen.id, chosen.turn, chosen.quote) == ("condolence-then-demand", "t4", BUSINESS)
    assert chosen.better


def test_otherwise_it_is_the_failed_check_that_weighs_most() -> None:
    chosen = priorities(*judged({}))[0]
    assert chosen is not None
    assert (chosen.id, chosen.turn) == ("acknowledges-feeling", "t2")
    assert chosen.quote == SORRY


def test_strengths_rest_on_turns_that_nothing_spoils() -> None:
    found = strengths(*judged(KIND))
    assert found[0].id == "acknowledges-feeling"
    assert found[0].quote == SORRY
    assert len(found) <= 2
    spoilt = {SORRY: does(SORRY, Act.ACKNOWLEDGE_FEELING, faults=(Fault.ADVICE,))}
    assert all(strength.quote != SORRY for strength in strengths(*judged(spoilt)))


def ended(outcome: str, cast: Cast | None) -> float | None:
    reached = OutcomeReached(id=outcome, label=outcome, reached=True)
    call = CALL.model_copy(update={"outcome": reached})
    rubric: Rubric = default_rubric(Kind.SERVICE)
    material = prepare(call, rubric, cast, ScriptedReader({}))
    return judge_outcome(material).scores[0].value


def test_the_outcome_is_a_place_on_the_ladder() -> None:
    cast = minimal_cast()
    ids = [rung.id for rung in cast.scenario.outcomes]
    values = [ended(identifier, cast) for identifier in ids]
    assert values[0] == 0.0
    assert values[-1] == 1.0
    assert values == sorted(value for value in values if value is not None)


def test_an_ending_from_elsewhere_is_not_scored() -> None:
    assert ended("a-rung-of-nobodys", minimal_cast()) is None
    assert ended("twenty-minutes", None) is None


def test_the_rubric_is_the_one_asked_for_then_the_scenarios_then_the_kinds() -> None:
    asked, cast = default_rubric(Kind.SERVICE), minimal_cast()
    bare = Call()
    assert choose_rubric(bare, cast, asked)[0] is asked
    assert choose_rubric(bare, cast, None)[0] is cast.scenario.rubric
    assert choose_rubric(CALL, None, None) == (asked, ())
    rubric, notes = choose_rubric(bare, None, None)
    assert rubric.kind is Kind.COLD_CALL
    assert "graded as a cold call" in notes[0]
