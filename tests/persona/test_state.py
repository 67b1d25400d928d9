"""How the state moves: rules, shrinking gains, length, time, and what is passed on."""

import pytest

from simulator.persona.part import play
from simulator.persona.state import advance, handover, initial
from simulator.vocabulary import Act, Difficulty, Fault, Variable
from tests.persona.parts import Talk, read, shop
from tests.support.content import minimal_persona, minimal_scenario


def test_a_gain_halves_each_time_it_comes_again() -> None:
    talk = Talk(shop())
    gains = []
    for _ in range(3):
        before = talk.state.trust
        talk.turn(read(Act.REFLECT))
        gains.append(talk.state.trust - before)
    assert gains[0] == pytest.approx(2 * gains[1], abs=2e-3)
    assert gains[1] == pytest.approx(2 * gains[2], abs=2e-3)


def test_a_loss_never_shrinks() -> None:
    talk = Talk(shop())
    losses = []
    for _ in range(2):
        before = talk.state.trust
        talk.turn(read(Act.INTRODUCE, Fault.FLATTERY))
        losses.append(before - talk.state.trust)
    assert losses[1] >= losses[0] > 0


def test_every_step_tells_its_reason_and_its_words() -> None:
    talk = Talk(shop())
    talk.turn(read(Act.REFLECT))
    (first, *_) = [one for one in talk.state.changes if one.variable is Variable.TRUST]
    assert first.because == "you gave back what you had heard"
    assert first.quote is not None


def test_a_turn_that_hurts_wins_nothing() -> None:
    talk = Talk(shop())
    talk.turn(read(Act.REFLECT, Act.APOLOGISE, Fault.PRESSURE, used=["paper-report"]))
    assert all(one.by < 0 for one in talk.state.changes)


def test_a_stock_phrase_takes_the_worth_from_the_feeling_it_names() -> None:
    named, stock = Talk(shop()), Talk(shop())
    named.turn(read(Act.REFLECT))
    stock.turn(read(Act.REFLECT, Fault.EMPTY_EMPATHY))
    assert stock.state.trust < initial(shop()).trust < named.state.trust


def test_a_long_turn_costs_patience_and_more_so_when_it_is_hard() -> None:
    lost = {}
    for difficulty in Difficulty:
        talk = Talk(shop(difficulty))
        before = talk.state.patience
        talk.turn(read(Act.INFORM, words=150))
        lost[difficulty] = before - talk.state.patience
    assert 0 < lost[Difficulty.EASY] < lost[Difficulty.MIDDLE] < lost[Difficulty.HARD]


def test_waiting_near_the_end_costs_patience() -> None:
    part = shop()
    after = advance(initial(part), read(Act.AGREE), part, seconds_left=10)
    assert [one.because for one in after.changes] == ["the time was running out"]


def test_an_item_pays_once() -> None:
    talk = Talk(shop())
    talk.turn(read(Act.INFORM, used=["thirty-years"]))
    once = talk.state.interest
    talk.turn(read(Act.INFORM, used=["thirty-years"]))
    assert once > initial(shop()).interest
    assert talk.state.interest == once
    assert talk.state.used == ("thirty-years",)


def test_a_decoy_counts_for_nothing() -> None:
    talk = Talk(shop())
    talk.turn(read(Act.INFORM, used=["second-shop"]))
    assert talk.state.interest == initial(shop()).interest


def test_easy_starts_with_more_patience_than_hard() -> None:
    easy, middle, hard = (initial(shop(one)).patience for one in Difficulty)
    assert easy > middle > hard
    assert middle == minimal_persona().temperament.patience


def test_what_one_persona_was_treated_to_reaches_the_next_in_part() -> None:
    part = shop()
    kind, rude = Talk(part), Talk(part)
    kind.turn(read(Act.REFLECT, Act.INTRODUCE))
    rude.turn(read(Fault.PRESSURE))
    start = initial(part)
    liked = initial(part, handover(part, kind.state))
    disliked = initial(part, handover(part, rude.state))
    assert liked.trust - start.trust == pytest.approx((kind.state.trust - start.trust) / 2)
    assert disliked.trust < start.trust
    assert disliked.patience < start.patience


def test_the_next_persona_gives_half_of_the_time_budget_at_least() -> None:
    part = shop()
    late = initial(part).model_copy(update={"seconds_left": 4.0})
    assert initial(part, handover(part, late)).seconds_left == part.scenario.budget_s / 2


def test_a_disclosure_threshold_is_higher_when_it_is_hard() -> None:
    easy, hard = shop(Difficulty.EASY), shop(Difficulty.HARD)
    assert easy.facts["late-parts"].unlock.trust == ">= 0.240"
    assert hard.facts["late-parts"].unlock.trust == ">= 0.375"
    plain = play(minimal_persona(), minimal_scenario(), Difficulty.MIDDLE)
    assert plain.facts["late-parts"].unlock.trust == ">= 0.3"


def test_the_same_act_wins_less_the_more_is_won_already() -> None:
    part = shop()
    gains = []
    for trust in (0.3, 0.5, 0.7, 0.9):
        start = initial(part).model_copy(update={"trust": trust})
        after = advance(start, read(Act.REFLECT), part, seconds_left=100)
        gains.append(after.trust - trust)
    assert gains[0] == pytest.approx(gains[1], abs=2e-3)
    assert gains[1] > gains[2] > gains[3] > 0


def test_the_best_of_turns_do_not_win_all_of_a_stranger_in_ten() -> None:
    talk = Talk(shop(), seconds=1.0)
    for _ in range(10):
        talk.turn(read(Act.REFLECT, Act.ACKNOWLEDGE_FEELING, Act.OPEN_QUESTION, Act.APOLOGISE))
    assert initial(shop()).trust + 0.1 < talk.state.trust < 0.97


def test_a_hard_call_asks_more_of_every_rung() -> None:
    floors = {one: shop(one).rungs[-1].when.trust for one in Difficulty}
    assert floors[Difficulty.MIDDLE] == ">= 0.5"
    assert floors[Difficulty.EASY] == ">= 0.425"
    assert floors[Difficulty.HARD] == ">= 0.650"


def test_the_next_persona_is_told_the_name_that_the_first_was_told() -> None:
    part = shop()
    named, nameless = Talk(part), Talk(part)
    named.turn(read(Act.INTRODUCE))
    nameless.turn(read(Act.GREET))
    assert initial(part, handover(part, named.state)).done == {Act.INTRODUCE: 1}
    assert initial(part, handover(part, nameless.state)).done == {}


def test_talk_in_another_language_costs_a_little() -> None:
    talk = Talk(shop())
    start = talk.state
    talk.turn(read(foreign=True))
    assert 0 < start.trust - talk.state.trust < 0.05
    assert 0 < start.patience - talk.state.patience < 0.1


def test_the_next_persona_is_told_the_reason_that_the_first_was_told() -> None:
    part = shop()
    talk = Talk(part)
    talk.turn(read(Act.INTRODUCE, Act.STATE_PURPOSE, Act.SMALL_TALK))
    passed = initial(part, handover(part, talk.state)).done
    assert passed == {Act.INTRODUCE: 1, Act.STATE_PURPOSE: 1}
