"""Difficulty is felt: harder, the same words get no further, and even skill may fall short."""

import asyncio
from functools import cache

import pytest

from simulator.practice.script import read_script
from simulator.practice.scripted import play_script
from simulator.vocabulary import Difficulty
from tests.content.test_skill_pays import HANDS, SCRIPTS, shipped, staged

NAMES = [name for hands in HANDS for name in hands]
SKILLED = [skilled for skilled, _ in HANDS]


@cache
def rung(scenario: str, script: str, difficulty: Difficulty) -> int:
    """Where on the scenario's ladder the script ends, 0 the worst."""
    cast, reader = staged(scenario)
    lines = read_script(SCRIPTS / scenario / f"{script}.yaml")
    call = asyncio.run(play_script(cast, lines, seed=1, difficulty=difficulty, reader=reader))
    assert call.outcome is not None
    return [one.id for one in cast.scenario.outcomes].index(call.outcome.id)


@pytest.mark.parametrize("script", NAMES)
@pytest.mark.parametrize("scenario", shipped())
def test_the_same_words_get_no_further_where_it_is_harder(scenario: str, script: str) -> None:
    easy, middle, hard = (rung(scenario, script, one) for one in Difficulty)
    assert easy >= middle >= hard


def test_not_every_skilled_call_comes_to_the_top_where_it_is_hard() -> None:
    short = [
        scenario
        for scenario in shipped()
        for script in SKILLED
        if rung(scenario, script, Difficulty.HARD) < rung(scenario, script, Difficulty.MIDDLE)
    ]
    assert len(short) >= 2
