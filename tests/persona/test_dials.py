"""What a preset changes beside thresholds, and what of a call can't be undone."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.conversation.appraisal import Appraisal
from simulator.conversation.state import Move
from simulator.persona.part import Part, play
from simulator.persona.state import WRONG_CLAIM_COSTS, initial
from simulator.practice.hearing import Hearing
from simulator.practice.on_line import OnLine
from simulator.understanding.context import Context
from simulator.vocabulary import Act, Difficulty, Fault, MoveKind
from tests.persona.parts import Talk, read, shop
from tests.support.content import minimal_persona, minimal_scenario

ANSWER = read(Act.REFLECT)
OBJECTION = "no-computers"


class Deaf:
    """Understanding that is never asked."""

    def appraise(self, text: str, context: Context) -> Appraisal:
        raise AssertionError(text)


def objected(difficulty: Difficulty) -> Talk:
    """A call in which she has just raised her objection."""
    talk = Talk(shop(difficulty))
    move = talk.turn(read(Act.PITCH))
    assert (move.kind, move.target) == (MoveKind.OBJECT, OBJECTION)
    return talk


@pytest.mark.parametrize("difficulty", [Difficulty.EASY, Difficulty.MIDDLE])
def test_one_answer_meets_an_objection(difficulty: Difficulty) -> None:
    talk = objected(difficulty)
    assert talk.turn(ANSWER).kind is MoveKind.EASED
    assert talk.state.met == (OBJECTION,)


def test_where_it_is_hard_an_objection_wants_a_second_answer() -> None:
    part = shop(Difficulty.HARD)
    persona = part.persona
    more = persona.objections[0].model_copy(update={"says": ("One.", "Two.", "Three.")})
    talk = Talk(replace(part, objections={more.id: more}))
    talk.turn(read(Act.PITCH))
    move = talk.turn(ANSWER)
    assert (move.kind, move.reason) == (MoveKind.OBJECT, "answered, and not yet believed")
    assert talk.state.met == ()
    assert talk.turn(ANSWER).kind is MoveKind.EASED


def test_who_has_no_more_words_against_it_takes_one_answer() -> None:
    talk = objected(Difficulty.HARD)
    talk.turn(read(Act.PITCH))  # met badly: she says it in her last words
    assert talk.turn(ANSWER).kind is MoveKind.EASED


def test_a_yes_takes_more_while_an_objection_stands() -> None:
    easy, middle, hard = (shop(one) for one in Difficulty)
    assert easy.reluctant == easy.rungs
    for part in (middle, hard):
        assert part.reluctant[-1].when.trust != part.rungs[-1].when.trust
        assert part.reluctant[0] == part.rungs[0]


@given(st.lists(st.sampled_from([ANSWER, read(Act.THANK, Act.REFLECT)]), max_size=20))
@settings(max_examples=25, deadline=None)
def test_a_wrong_claim_costs_trust_for_good(turns: list[Appraisal]) -> None:
    talk = Talk(shop(), seconds=0.0)
    talk.turn(read(Fault.FALSE_CLAIM))
    talk.play(turns)
    assert talk.state.trust <= 1 - WRONG_CLAIM_COSTS


def test_trust_is_won_back_more_slowly_than_it_was_won() -> None:
    plain, hurt = Talk(shop()), Talk(shop())
    hurt.turn(read(Fault.EMPTY_EMPATHY))
    before = (plain.state.trust, hurt.state.trust)
    for talk in (plain, hurt):
        talk.turn(ANSWER)
    assert hurt.state.trust - before[1] == pytest.approx((plain.state.trust - before[0]) / 2, 1e-2)


def test_interest_fades_where_nothing_feeds_it() -> None:
    talk = Talk(shop())
    talk.turn(read(Act.INFORM, used=["thirty-years"]))
    risen = talk.state.interest
    talk.turn(read(Act.AGREE))
    assert initial(shop()).interest <= talk.state.interest < risen


def test_a_good_day_starts_with_more_trust_and_patience() -> None:
    good, bad = (
        initial(play(minimal_persona(), minimal_scenario(), Difficulty.HARD, day))
        for day in (1.0, -1.0)
    )
    assert good.trust > bad.trust
    assert good.patience > bad.patience


def heavy(grief: float) -> Part:
    """The shop's owner, distressed, with grief so heavy."""
    persona, scenario = minimal_persona(), minimal_scenario()
    sad = persona.temperament.model_copy(update={"distress": 0.4})
    dials = scenario.dials.model_copy(update={"grief": grief})
    return play(
        persona.model_copy(update={"temperament": sad}),
        scenario.model_copy(update={"dials": dials}),
        Difficulty.MIDDLE,
    )


def test_grief_is_a_dial_of_its_own() -> None:
    assert initial(heavy(1.5)).distress == pytest.approx(0.6)
    assert initial(heavy(0.5)).distress == pytest.approx(0.2)


def test_whoever_has_asked_what_was_meant_listens() -> None:
    part = shop(Difficulty.HARD)
    loud = replace(part, preset=part.preset._replace(noise=1.0))
    said = Move(kind=MoveKind.GO_ON, reason="")
    line = OnLine(loud, initial(loud), said, 60.0)
    asked = replace(line, move=Move(kind=MoveKind.CLARIFY, reason=""))
    hearing = Hearing(Deaf(), seed=1)
    assert hearing.misheard(ANSWER, 4, line).unsure
    assert hearing.misheard(ANSWER, 2, line) == ANSWER
    assert hearing.misheard(ANSWER, 4, asked) == ANSWER
