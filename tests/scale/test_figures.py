"""Shares and means come with intervals that are neither too sure nor out of bounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.scale.figures import figures, mean, skill_pays, wilson
from simulator.scale.trainee import TraineeKind
from simulator.scale.tryout import Tried
from simulator.vocabulary import Difficulty


def tried(kind: TraineeKind, *, reached: bool, grade: float | None = 50.0) -> Tried:
    rung = "yes" if reached else "no"
    return Tried(kind, Difficulty.MIDDLE, 1, rung, int(reached), reached, grade, 7)


@pytest.mark.parametrize(
    ("hits", "calls", "low", "high"),
    [
        (0, 20, 0.0, 0.1611),
        (20, 20, 0.8389, 1.0),
        (5, 10, 0.2366, 0.7634),
        (80, 100, 0.7112, 0.8666),
    ],
)
def test_wilson_intervals_are_the_published_ones(
    hits: int, calls: int, low: float, high: float
) -> None:
    found = wilson(hits, calls)
    assert found.low == pytest.approx(low, abs=1e-4)
    assert found.high == pytest.approx(high, abs=1e-4)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_share_lies_within_its_interval(counts: tuple[int, int]) -> None:
    found = wilson(*counts)
    assert 0 <= found.low <= found.value <= found.high <= 1


@pytest.mark.parametrize(
    ("freedom", "critical"), [(1, 12.706), (2, 4.303), (4, 2.776), (9, 2.262), (29, 2.045)]
)
def test_means_use_students_t(freedom: int, critical: float) -> None:
    grades = [50.0, 51.0] + [50.5] * (freedom - 1)
    found = mean(grades)
    assert found is not None
    spread = (0.5 / freedom) ** 0.5 / (freedom + 1) ** 0.5
    assert (found.high - found.value) / spread == pytest.approx(critical, rel=0.01)


def test_one_grade_is_no_mean() -> None:
    assert mean([70.0]) is None


def test_calls_without_a_grade_are_counted_and_left_out() -> None:
    calls = [tried(TraineeKind.SILENT, reached=False, grade=None) for _ in range(3)]
    (found,) = figures(calls)
    assert (found.ungraded, found.grade, found.outcomes) == (3, None, {"no": 3})


def test_skill_pays_when_it_gets_there_beyond_chance() -> None:
    good = [tried(TraineeKind.SKILLED, reached=True) for _ in range(20)]
    poor = [tried(TraineeKind.PUSHY, reached=False) for _ in range(20)]
    assert skill_pays(figures(good + poor)) is True
    assert skill_pays(figures(good + poor + [tried(TraineeKind.ROBOT, reached=True)] * 20)) is False
    assert skill_pays(figures(good)) is None
