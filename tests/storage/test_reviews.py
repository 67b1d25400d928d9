"""Overrides, disputes and gold on both databases, and scorecards kept side by side."""

from datetime import UTC, datetime

import pytest

from simulator.errors import CallError, UsageError
from simulator.grading.review import Dispute, Ruling, dispute, ruling
from simulator.storage.store import Store
from tests.storage.calls import WHOLE, scorecard

AT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def rule(value: float = 1.0) -> Ruling:
    return ruling(scorecard(), "leave", value, "She asked. \x00 ½", "Ms Lee", AT)


def disagree() -> Dispute:
    return dispute(scorecard(), "leave", "I did ask", "learner", AT)


@pytest.fixture
def graded(store: Store) -> Store:
    store.import_call(WHOLE)
    store.put_scorecard(scorecard())
    return store


def test_cards_of_other_rubrics_and_graders_are_kept_side_by_side(graded: Store) -> None:
    graded.put_scorecard(scorecard(version="2"))
    graded.put_scorecard(scorecard().model_copy(update={"rubric": "service"}))
    graded.put_scorecard(scorecard().model_copy(update={"rubric_digest": "0123456789abcdef"}))
    graded.put_scorecard(scorecard(value=0.75))
    kept = graded.kept_cards("call-1")
    assert len({one.number for one in kept}) == 4
    assert [one.at for one in kept] == sorted((one.at for one in kept), reverse=True)
    assert kept[0].card.scores[0].value == 0.75


def test_an_override_is_shown_and_never_stored_in_the_machines_card(graded: Store) -> None:
    graded.reviews.override(rule(0.0))
    graded.reviews.override(rule(1.0))
    marked = graded.scorecards("call-1")[0]
    assert marked.scores[0].value == 0.5
    assert marked.scores[0].override == rule(1.0).override
    graded.put_scorecard(marked)
    assert [one.override.value for one in graded.reviews.rulings("call-1")] == [0.0, 1.0]
    assert graded.scorecards("call-1")[0] == marked


def test_a_dispute_waits_until_it_is_decided(graded: Store) -> None:
    first = graded.reviews.dispute(disagree())
    second = graded.reviews.dispute(disagree())
    assert [one.number for one in graded.reviews.disputes(open_only=True)] == [first, second]
    settled = graded.reviews.decide(first, 1.0, "You did", "Ms Lee")
    assert settled.dispute.decision is not None
    assert [one.number for one in graded.reviews.disputes(open_only=True)] == [second]
    assert graded.reviews.disputes(call_id="call-1")[0] == settled
    assert [(one.value, one.by) for one in graded.reviews.gold()] == [(1.0, "Ms Lee")]
    shown = graded.scorecards("call-1")[0].scores[0]
    assert (shown.value, shown.override and shown.override.value) == (0.5, 1.0)


def test_a_dispute_that_is_upheld_is_gold_and_no_override(graded: Store) -> None:
    graded.reviews.decide(graded.reviews.dispute(disagree()), None, "Not quite", "Ms Lee")
    assert [one.value for one in graded.reviews.gold()] == [0.5]
    assert graded.reviews.rulings("call-1") == ()


def test_a_dispute_is_decided_once(graded: Store) -> None:
    number = graded.reviews.dispute(disagree())
    graded.reviews.decide(number, None, "No", "Ms Lee")
    with pytest.raises(UsageError, match="decided already"):
        graded.reviews.decide(number, 1.0, "Yes", "Mr Poe")
    with pytest.raises(CallError, match="no dispute 99"):
        graded.reviews.decide(99, 1.0, "Yes", "Mr Poe")
    assert len(graded.reviews.gold()) == 1


def test_what_belongs_to_a_deleted_call_goes_with_it(graded: Store) -> None:
    graded.reviews.override(rule())
    graded.reviews.decide(graded.reviews.dispute(disagree()), None, "No", "Ms Lee")
    graded.delete_call("call-1")
    assert graded.reviews.rulings("call-1") == ()
    assert graded.reviews.disputes() == ()
    assert graded.reviews.gold() == ()
    with pytest.raises(CallError, match="not stored"):
        graded.reviews.override(rule())
    with pytest.raises(CallError, match="not stored"):
        graded.reviews.dispute(disagree())
