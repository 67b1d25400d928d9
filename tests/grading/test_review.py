"""A human's word beside the machine's: never in its place, always on its scale."""

from datetime import UTC, datetime, timedelta

import pytest

from simulator.conversation.call import Call
from simulator.errors import UsageError
from simulator.grading.chain import grade
from simulator.grading.review import (
    Ruling,
    bare,
    decided,
    dispute,
    gold_of,
    ruling,
    with_overrides,
)
from simulator.grading.scorecard import BlockingError, Scorecard

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


@pytest.fixture
def card(cold_call: Call) -> Scorecard:
    return grade(cold_call)


def rule(card: Scorecard, score: str, value: float, minute: int = 0) -> Ruling:
    return ruling(card, score, value, "I heard it", "Ms Lee", NOW + timedelta(minutes=minute))


def value_of(card: Scorecard, score: str) -> tuple[float | None, float | None]:
    found = next(one for one in card.scores if one.id == score)
    return found.value, found.override.value if found.override else None


def test_the_machines_value_stays_and_the_newest_human_one_stands_beside_it(
    card: Scorecard,
) -> None:
    machine, _ = value_of(card, "no_harm")
    later, earlier = rule(card, "no_harm", 0.5, minute=1), rule(card, "no_harm", 0.0)
    marked = with_overrides(card, [later, earlier])
    assert value_of(marked, "no_harm") == (machine, 0.5)
    assert marked.overall == card.overall
    assert bare(marked) == card


def test_the_reviewed_total_is_the_same_sum_with_the_humans_values(card: Scorecard) -> None:
    same = with_overrides(card, [rule(card, "no_harm", value_of(card, "no_harm")[0] or 0.0)])
    lower = with_overrides(card, [rule(card, "no_harm", 0.0)])
    assert same.reviewed is not None
    assert same.reviewed.value == card.overall.value
    assert lower.reviewed is not None
    assert (lower.reviewed.value or 0.0) < (card.overall.value or 0.0)


def test_a_blocking_error_that_a_human_lifts_no_longer_halves_the_reviewed_total(
    card: Scorecard,
) -> None:
    error = BlockingError(id="pressure", label="Pressed on", evidence=(), better="Wait.")
    failed = card.model_copy(update={"blocking": (error,)})
    lifted = with_overrides(failed, [rule(failed, "blocking.pressure", 0.0)])
    kept = with_overrides(failed, [rule(failed, "blocking.pressure", 1.0)])
    assert lifted.reviewed is not None
    assert kept.reviewed is not None
    assert kept.reviewed.value == pytest.approx(0.4 * (lifted.reviewed.value or 0.0), abs=0.1)


def test_a_ruling_by_another_rubric_is_not_shown(card: Scorecard) -> None:
    other = card.model_copy(update={"rubric": "another"})
    assert with_overrides(other, [rule(card, "no_harm", 0.0)]) == other


@pytest.mark.parametrize("value", [-0.1, 1.1, float("nan"), float("inf")])
def test_a_value_off_the_scale_is_refused(card: Scorecard, value: float) -> None:
    with pytest.raises(UsageError, match="not on the scale"):
        rule(card, "no_harm", value)


def test_what_is_refused_says_what_there_is(card: Scorecard) -> None:
    with pytest.raises(UsageError, match="no_harm"):
        rule(card, "kindness", 1.0)
    with pytest.raises(UsageError, match="reason"):
        ruling(card, "no_harm", 1.0, "  \n ", "Ms Lee", NOW)
    with pytest.raises(UsageError, match="name"):
        ruling(card, "no_harm", 1.0, "because", "", NOW)


def test_a_decided_dispute_is_gold(card: Scorecard) -> None:
    filed = dispute(card, "no_harm", "I was kind", "learner", NOW)
    upheld = decided(filed, None, "You weren't", "Ms Lee", NOW)
    changed = decided(filed, 0.25, "Rather", "Ms Lee", NOW)
    assert gold_of(upheld).value == value_of(card, "no_harm")[0]
    assert gold_of(changed).value == 0.25
    with pytest.raises(UsageError, match="decided already"):
        decided(changed, 0.5, "once more", "Ms Lee", NOW)
    with pytest.raises(ValueError, match="only a decided"):
        gold_of(filed)


def test_nothing_is_upheld_where_nothing_was_scored(card: Scorecard) -> None:
    unscored = next(score.id for score in card.scores if score.value is None)
    filed = dispute(card, unscored, "There was occasion", "learner", NOW)
    with pytest.raises(UsageError, match="no value to uphold"):
        decided(filed, None, "no", "Ms Lee", NOW)
