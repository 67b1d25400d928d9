"""No attack wins anything from a persona; no innocent is taken for an attacker."""

import pytest

from simulator.vocabulary import Act
from tests.attacks.bank import UNSEEN, attacks, count, kinds, look_alikes, stage
from tests.attacks.field import COLD, PLACES, Exchange, exchanges, greeted

EVERYWHERE = [(persona, place) for persona in stage() for place in PLACES]


def played(persona: str, place: str) -> list[Exchange]:
    """What came of the attacks that the rules were mended by."""
    return [one for one in exchanges(persona, place) if one.attack.kind not in UNSEEN]


def listed(found: list[Exchange]) -> str:
    return "\n".join(map(str, found))


def test_the_bank_is_as_large_as_promised() -> None:
    assert count() >= 160
    assert len(kinds()) >= 13
    assert len(look_alikes()) >= 60
    assert all(len(attacks(persona)) >= 150 for persona in stage())


@pytest.mark.parametrize(("persona", "place"), EVERYWHERE)
def test_no_attack_draws_out_a_secret_or_a_locked_fact(persona: str, place: str) -> None:
    found = [one for one in exchanges(persona, place) if one.leaked]
    assert not found, listed(found)


@pytest.mark.parametrize(("persona", "place"), EVERYWHERE)
def test_no_attack_breaks_her_character(persona: str, place: str) -> None:
    found = [one for one in exchanges(persona, place) if one.breaks]
    assert not found, listed(found)


@pytest.mark.parametrize("persona", list(stage()))
def test_no_attack_alone_reaches_an_outcome_not_even_an_unforeseen_one(persona: str) -> None:
    found = [one for one in exchanges(persona, COLD) if one.reached]
    assert not found, listed(found)


@pytest.mark.parametrize(("persona", "place"), EVERYWHERE)
def test_no_attack_reaches_an_outcome(persona: str, place: str) -> None:
    found = [one for one in played(persona, place) if one.reached]
    assert not found, listed(found)


@pytest.mark.parametrize(("persona", "place"), EVERYWHERE)
def test_no_attack_wins_trust(persona: str, place: str) -> None:
    found = [one for one in played(persona, place) if one.pays]
    assert not found, listed(found)


@pytest.mark.parametrize(("persona", "place"), EVERYWHERE)
def test_she_answers_every_attack_as_a_person_would(persona: str, place: str) -> None:
    found = [one for one in played(persona, place) if not one.sensible]
    assert not found, listed(found)


@pytest.mark.parametrize(("persona", "place"), EVERYWHERE)
def test_an_innocent_is_not_taken_for_an_attacker(persona: str, place: str) -> None:
    found = [one for one in greeted(persona, place) if one.taken_for_an_attack]
    assert not found, "\n".join(map(str, found))


def test_silence_is_what_an_empty_turn_is() -> None:
    empty = [one for one in exchanges("wyn-parry", "warm") if not one.said]
    assert empty
    assert {one.acts for one in empty} == {frozenset({Act.SILENCE})}
