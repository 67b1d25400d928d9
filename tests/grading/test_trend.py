"""Trends: one's own calls only, an interval wherever there is a figure, and no verdict on few."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from simulator.grading.checks import CHECKS
from simulator.grading.scorecard import Grader, Overall, Score, Scorecard
from simulator.grading.trend import Graded, Skill, as_text, difference, mean, skills
from simulator.grading.trend_plot import figure

START = datetime(2026, 1, 1, tzinfo=UTC)
STUDENT_1908 = (1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4)
"""Hours of sleep gained; their mean is 1.58, and its 95 % interval 0.70 to 2.46."""


def score(identifier: str, value: float | None, grader: str = "craft") -> Score:
    made = Grader(name=grader, version="1")
    return Score(
        id=identifier,
        label=identifier,
        value=value,
        scale=(1.0, 5.0),
        explanation="",
        grader=made,
    )


def history(shares: Sequence[float | None], skill: str = "listening") -> list[Graded]:
    """Calls with these shares, newest first, as the store has them."""
    calls = []
    for day, share in enumerate(shares):
        value = None if share is None else 1 + 4 * share
        card = Scorecard(
            call=f"c{day}",
            rubric="r",
            outcome=None,
            scores=(score(skill, value), score("asked", 1.0, CHECKS.name)),
            pacing={},
            overall=Overall(value=None, how=""),
        )
        calls.append(Graded(f"c{day}", "A call", START + timedelta(days=day), card))
    return calls[::-1]


def only(shares: Sequence[float | None], skill: str = "listening") -> Skill:
    (found,) = skills(history(shares, skill))
    return found


def test_the_interval_of_a_mean_is_students() -> None:
    found = mean([value / 10 for value in STUDENT_1908])
    assert found == pytest.approx((0.158, 0.0700, 0.2460), abs=1e-4)


def test_a_skill_that_grew_is_said_to_have_grown() -> None:
    found = only([0.2, 0.3, 0.25, 0.7, 0.8, 0.75])
    assert found.window == 3
    assert found.says == "Higher than at your start."
    assert found.change is not None
    assert found.change.low > 0
    assert [point.call for point in found.points] == ["c0", "c1", "c2", "c3", "c4", "c5"]


def test_what_chance_would_do_is_no_change() -> None:
    assert "told from chance" in only([0.2, 0.8, 0.4, 0.6, 0.3, 0.9]).says


def test_of_a_fault_less_is_better() -> None:
    shares = [0.8, 0.7, 0.75, 0.2, 0.3, 0.25]
    assert only(shares, "advice_giving").says == "Lower than at your start."
    assert "look at" in only(shares[::-1], "advice_giving").says
    assert "look at" in only(shares).says


def test_few_calls_tell_nothing_and_say_how_many_are_missing() -> None:
    found = only([0.2, 0.9, 0.3, 0.8, 0.1])
    assert found.change is None
    assert "1 more call needed" in found.says
    assert skills(history([0.5])) == ()
    assert "Too few" in as_text([])


def test_what_was_not_scored_is_no_point_and_a_scenarios_own_question_no_skill() -> None:
    found = only([0.2, None, 0.4])
    assert [point.share for point in found.points] == pytest.approx([0.2, 0.4])


def test_intervals_stay_on_the_scale_and_hold_the_figure() -> None:
    found = only([0.0, 0.1, 0.0, 1.0, 0.9, 1.0, 1.0])
    for span in (found.start, found.latest, found.change):
        assert span is not None
        assert -1 <= span.low <= span.value <= span.high <= 1
    same = difference([0.5, 0.5, 0.5], [0.5, 0.5, 0.5])
    assert same == (0.0, 0.0, 0.0)


def test_every_skill_is_drawn_with_its_words_escaped() -> None:
    found = skills(history([0.2, 0.3, 0.25, 0.7, 0.8, 0.75], "<b>"))
    drawn = figure(found, "dark")
    assert len(drawn.data) == len(found)
    assert len(drawn.layout.shapes) == 4
    assert "<b>" not in drawn.layout.annotations[0].text
    with pytest.raises(ValueError, match="scored more than once"):
        figure(())
