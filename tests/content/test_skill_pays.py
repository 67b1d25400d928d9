"""Skill pays: in every scenario that ships, the skilled caller gets further and grades better."""

import asyncio
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from simulator.authoring.cast import Cast
from simulator.authoring.catalogue import Catalogue
from simulator.grading.chain import grade
from simulator.practice.script import read_script
from simulator.practice.scripted import play_script
from simulator.understanding.reader import Reader
from simulator.vocabulary import Difficulty

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = Path(__file__).parent / "scripts"
SEEDS = (1, 2, 3, 4, 5)
HANDS = (("skilled", "clumsy"), ("skilled_2", "clumsy_2"))
"""Two callers of each kind, in other words, so that no persona is tuned to one wording."""


class Shown(NamedTuple):
    """What a call came to."""

    rung: int
    """Of the scenario's ladder, 0 the worst."""
    reached: bool
    grade: float


@cache
def staged(scenario: str) -> tuple[Cast, Reader]:
    """A shipped scenario, ready to play."""
    cast = Catalogue.find((ROOT / "scenarios", ROOT / "personas")).cast(scenario)
    return cast, Reader(cast.scenario, cast.personas)


@cache
def shown(scenario: str, script: str, seed: int) -> Shown:
    """Play a script and grade the call."""
    cast, reader = staged(scenario)
    lines = read_script(SCRIPTS / scenario / f"{script}.yaml")
    call = asyncio.run(
        play_script(cast, lines, seed=seed, difficulty=Difficulty.MIDDLE, reader=reader)
    )
    assert call.outcome is not None
    overall = grade(call, cast).overall.value
    assert overall is not None
    ladder = [rung.id for rung in cast.scenario.outcomes]
    return Shown(ladder.index(call.outcome.id), call.outcome.reached, overall)


def shipped() -> list[str]:
    """Ids of the scenarios that ship."""
    return sorted(path.stem for path in (ROOT / "scenarios").glob("*.yaml"))


def test_every_shipped_scenario_has_its_scripts() -> None:
    wanted = {f"{name}.yaml" for hands in HANDS for name in hands}
    for scenario in shipped():
        assert wanted <= {path.name for path in (SCRIPTS / scenario).glob("*.yaml")}, scenario


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("skilled", "clumsy"), HANDS)
@pytest.mark.parametrize("scenario", shipped())
def test_the_skilled_caller_gets_further_and_is_graded_better(
    scenario: str, skilled: str, clumsy: str, seed: int
) -> None:
    good, poor = shown(scenario, skilled, seed), shown(scenario, clumsy, seed)
    assert good.rung > poor.rung
    assert good.grade > poor.grade


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("scenario", shipped())
def test_the_skilled_caller_reaches_the_goal_and_the_clumsy_one_does_not(
    scenario: str, seed: int
) -> None:
    assert shown(scenario, "skilled", seed).reached
    assert not shown(scenario, "clumsy", seed).reached
