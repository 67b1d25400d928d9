"""Figures of agreement against the worked examples of the papers that they come from."""

import random

import pytest

from simulator.grading.agreement import (
    FEWEST,
    Pair,
    agreement,
    by_length,
    icc_2_1,
    krippendorff_alpha,
    weighted_kappa,
)

KRIPPENDORFF_2011 = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
"""Four observers, twelve units; the paper gives .849 for the interval metric."""
SHROUT_FLEISS_1979 = (
    (9, 2, 5, 8),
    (6, 1, 3, 2),
    (8, 4, 6, 8),
    (7, 1, 2, 6),
    (10, 5, 6, 9),
    (6, 2, 4, 7),
)
"""Six targets, four judges; the paper gives .29 for ICC(2,1)."""
COHEN_1960 = [(1.0, 1.0)] * 20 + [(1.0, 0.0)] * 5 + [(0.0, 1.0)] * 10 + [(0.0, 0.0)] * 15
"""Two raters, fifty yes or no: observed .70, by chance .50, so κ = .40."""


def units(lines: tuple[str, ...]) -> list[list[float]]:
    columns = zip(*(line.split() for line in lines), strict=True)
    return [[float(value) for value in column if value != "."] for column in columns]


def pairs(*values: tuple[float, float]) -> list[Pair]:
    return [Pair(f"call {at}", one, other, 100 + at) for at, (one, other) in enumerate(values)]


def test_alpha_of_the_paper() -> None:
    assert krippendorff_alpha(units(KRIPPENDORFF_2011)) == pytest.approx(0.849, abs=5e-4)


def test_icc_of_the_paper() -> None:
    assert icc_2_1(SHROUT_FLEISS_1979) == pytest.approx(0.29, abs=5e-3)


def test_kappa_on_yes_and_no_is_cohens() -> None:
    assert weighted_kappa(COHEN_1960) == pytest.approx(0.40)


def test_kappa_and_icc_come_together_as_the_paper_of_1973_says() -> None:
    rows = [(one, other) for one, other, *_ in SHROUT_FLEISS_1979] * 300
    assert weighted_kappa(rows) == pytest.approx(icc_2_1(rows), abs=1e-3)


def test_perfect_agreement_is_one_and_chance_is_near_none() -> None:
    draw = random.Random(3)
    same = agreement(pairs(*((value := draw.random(), value) for _ in range(40))))
    chance = agreement(pairs(*((draw.random(), draw.random()) for _ in range(60))))
    for figure in ("alpha", "icc", "qwk"):
        assert getattr(same, figure).value == pytest.approx(1.0)
        low, high = getattr(chance, figure)[1:]
        assert low < 0.0 < high


def test_the_interval_holds_the_figure_and_is_the_same_for_one_seed() -> None:
    rated = pairs(*((one / 10, min(1.0, one / 10 + one % 3 / 10)) for one in range(11)))
    found = agreement(rated)
    assert found == agreement(rated)
    assert found != agreement(rated, seed=2)
    for low, value, high in ((e.low, e.value, e.high) for e in (found.alpha, found.icc, found.qwk)):
        assert low is not None
        assert value is not None
        assert high is not None
        assert low < value < high


def test_what_the_ratings_do_not_tell_is_none() -> None:
    assert krippendorff_alpha([[1.0, 1.0], [1.0, 1.0]]) is None
    assert krippendorff_alpha([[1.0], [0.0]]) is None
    assert icc_2_1([(1.0, 1.0)]) is None
    assert weighted_kappa([]) is None
    few = agreement(pairs(*[(0.0, 1.0), (1.0, 1.0)] * (FEWEST // 2)))
    assert few.alpha.value is not None
    assert few.alpha.low is None


def test_scores_of_one_call_are_drawn_together() -> None:
    one_call = [Pair("only", value / 10, value / 10) for value in range(10)]
    assert agreement(one_call).alpha.low is None


def test_the_length_baseline_never_sees_the_call_it_guesses() -> None:
    line = [Pair(str(words), 0.0, words / 100, words) for words in range(10, 90, 10)]
    assert [pair.machine for pair in by_length(line)] == pytest.approx(
        [pair.human for pair in line]
    )
    assert by_length(line[:1]) == []
    assert by_length([Pair("a", 0.0, 1.0)]) == []
