"""Checks: what counts as yes, where, how often, and what is never asked."""

import pytest

from simulator.authoring.rubric import Blocking, Check, Evidence, Mechanism, Rubric
from simulator.conversation.appraisal import Appraisal, ItemUse
from simulator.conversation.call import STOPPED, Call, OutcomeReached
from simulator.grading.checks import judge_blocking, judge_checks
from simulator.grading.scorecard import Score
from simulator.vocabulary import Act, Fault, Kind, MoveKind, Verdict
from tests.grading.conftest import call_of, does, material_of

CALL = call_of(
    "persona: Hello?",
    "trainee: Sam here.",
    "persona: We already have a supplier.",
    "trainee: What do they miss?",
    "persona: Nothing much.",
    "trainee: What do they miss?",
)
SAM, MISS = "Sam here.", "What do they miss?"


def check(times: int = 1, opportunity: tuple[MoveKind, ...] = (), **evidence: object) -> Check:
    return Check(
        id="it",
        asks="Was it done?",
        yes_when=Evidence.model_validate(evidence),
        times=times,
        opportunity=opportunity,
        better="Like this.",
        plus="You did it.",
        delta="Do it.",
    )


def rubric(one: Check, *blocking: Blocking) -> Rubric:
    others = tuple(
        check(acts=("greet",)).model_copy(update={"id": name}) for name in ("second", "third")
    )
    return Rubric(
        id="r",
        kind=Kind.COLD_CALL,
        checks=(one, *others),
        mechanisms=(Mechanism(id="concision"),),
        blocking=blocking,
    )


def answer(one: Check, known: dict[str, Appraisal], call: Call = CALL) -> Score:
    return judge_checks(material_of(call, known, rubric(one))).scores[0]


KNOWN = {SAM: does(SAM, Act.INTRODUCE), MISS: does(MISS, Act.OPEN_QUESTION)}


def test_yes_comes_with_the_very_words() -> None:
    score = answer(check(acts=("open_question",)), KNOWN)
    assert score.value == 1.0
    assert [(quote.turn, quote.quote) for quote in score.evidence] == [("t4", MISS), ("t6", MISS)]
    assert score.explanation == "You did it."


def test_no_says_what_to_do() -> None:
    score = answer(check(acts=("ask_meeting",)), KNOWN)
    assert score.value == 0.0
    assert score.evidence == ()
    assert score.explanation == "Do it."


@pytest.mark.parametrize(
    ("evidence", "value"),
    [
        ({"acts": ("open_question",), "by_turn": 1}, 0.0),
        ({"acts": ("open_question",), "by_turn": 2}, 1.0),
        ({"acts": ("open_question",), "answers": ("object",)}, 1.0),
        ({"acts": ("introduce",), "answers": ("object",)}, 0.0),
        ({"acts": ("open_question",), "before": ("introduce",)}, 0.0),
        ({"acts": ("introduce",), "before": ("introduce",)}, 0.0),
        ({"acts": ("introduce",), "before": ("open_question",)}, 1.0),
        ({"acts": ("open_question",), "max_words": 4}, 1.0),
        ({"acts": ("open_question",), "max_words": 3}, 0.0),
        ({"acts": ("open_question",), "without": ("pressure",)}, 1.0),
    ],
)
def test_every_part_of_the_evidence_must_hold(evidence: dict[str, object], value: float) -> None:
    one = check().model_copy(update={"yes_when": Evidence.model_validate(evidence)})
    assert answer(one, KNOWN).value == value


def test_a_fault_spoils_the_turn_that_has_it() -> None:
    known = {MISS: does(MISS, Act.OPEN_QUESTION, faults=(Fault.PRESSURE,))}
    assert answer(check(acts=("open_question",), without=("pressure",)), known).value == 0.0


def test_items_used_and_misused() -> None:
    def use(verdict: Verdict) -> dict[str, Appraisal]:
        return {MISS: Appraisal(items=(ItemUse(item="port", verdict=verdict, quote="miss"),))}

    used, misused = check(used=("port",)), check(misused=("port",))
    assert answer(used, use(Verdict.RIGHT)).value == 1.0
    assert answer(used, use(Verdict.WRONG)).value == 0.0
    assert answer(misused, use(Verdict.RIGHT)).value == 0.0
    assert answer(misused, use(Verdict.DECOY)).evidence[0].quote == "miss"


def test_the_same_words_again_do_not_count_again() -> None:
    assert answer(check(times=2, acts=("open_question",)), KNOWN).value == 0.0


def test_no_opportunity_is_not_a_no() -> None:
    score = answer(check(opportunity=(MoveKind.HURT,), acts=("apologise",)), KNOWN)
    assert score.value is None
    assert score.unscored_reason is not None
    assert score.unscored_reason.startswith("no opportunity")


def test_a_check_is_not_failed_by_stopping_the_exercise() -> None:
    outcome = OutcomeReached(id=STOPPED, label="Stopped by you", reached=False)
    stopped = CALL.model_copy(update={"outcome": outcome})
    late, early = check(acts=("ask_meeting",)), check(acts=("greet",), by_turn=2)
    assert answer(late, KNOWN, stopped).value is None
    assert answer(early, KNOWN, stopped).value == 0.0


def test_only_what_was_heard_counts() -> None:
    turns = tuple(
        turn.model_copy(update={"heard": "What do"}) if turn.said == MISS else turn
        for turn in CALL.turns
    )
    unheard = CALL.model_copy(update={"turns": turns})
    score = answer(check(acts=("open_question",)), {"What do": does("What do")}, unheard)
    assert score.value == 0.0


def test_a_blocking_error_quotes_the_words_that_made_it() -> None:
    error = Blocking(
        id="upsell",
        asks="Something was sold",
        when=Evidence(faults=(Fault.UPSELL,)),
        better="Nothing to decide today.",
        delta="Sell nothing here.",
    )
    known = {MISS: does(MISS, faults=(Fault.UPSELL,))}
    found = judge_blocking(material_of(CALL, known, rubric(check(acts=("greet",)), error)))
    assert [quote.turn for quote in found.blocking[0].evidence] == ["t4", "t6"]
    clean = judge_blocking(material_of(CALL, KNOWN, rubric(check(acts=("greet",)), error)))
    assert clean.blocking == ()
