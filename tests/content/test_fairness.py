"""The same call said by somebody else keeps its score, in one scenario; the benchmark does all."""

import random
from collections import defaultdict
from functools import cache
from pathlib import Path
from statistics import fmean

import pytest

from benchmarks.bench_fairness import BAR, Shift, shifts
from benchmarks.swaps import Swap, swaps
from simulator.authoring.catalogue import Catalogue

ROOT = Path(__file__).resolve().parents[2]
LINE = "I'm calling because the boat's late. How do you handle that at the gate on Thursday?"


@cache
def moved() -> dict[str, list[Shift]]:
    """Every shift in the pet-box scenario, by kind."""
    cast = Catalogue.find((ROOT / "scenarios", ROOT / "personas")).cast("pet-box-cancellation")
    found = defaultdict(list)
    for shift in shifts(cast):
        found[shift.kind].append(shift)
    return found


@pytest.mark.parametrize(
    "kind",
    ["trainee's name", "her name", "dialect", "second language", "disfluency", "recogniser"],
)
def test_who_says_it_hardly_moves_the_total(kind: str) -> None:
    assert fmean(abs(shift.total) for shift in moved()[kind]) <= BAR


@pytest.mark.parametrize("swap", list(swaps()), ids=lambda swap: f"{swap.kind}: {swap.name}")
def test_a_swap_changes_words_the_same_way_every_time(swap: Swap) -> None:
    said = {swap.apply(LINE, random.Random(4)) for _ in range(3)}
    assert len(said) == 1
    assert said.pop().strip()
