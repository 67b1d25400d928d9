"""A moment both times: only what differs is shown, and only for a branch of that very call."""

from simulator.conversation.call import BranchPoint, Call
from simulator.grading.chain import grade
from simulator.grading.side_by_side import as_text, side_by_side
from tests.grading.conftest import call_of

OPENING = "persona: Tolan."
FIRST = call_of(OPENING, "trainee: Buy now, or lose out!", "persona: No.", "trainee: Last chance!")
AGAIN = call_of(
    OPENING,
    "trainee: It's Sam Reed from Northgate. May I have half a minute?",
    "persona: Go on.",
    "persona: Quickly.",
).model_copy(update={"id": "b", "branch_of": BranchPoint(call="a-call", turn="t2")})


def test_lines_replies_and_what_changed() -> None:
    found = side_by_side(FIRST, grade(FIRST), AGAIN, grade(AGAIN))
    assert found is not None
    assert found.first.line == "Buy now, or lose out!"
    assert found.first.reply == "No."
    assert found.again.reply == "Go on. Quickly."
    assert found.scores
    assert all(changed.first != changed.again for changed in found.scores)
    text = as_text(found)
    assert text.index("Buy now") < text.index("half a minute")


def test_the_same_again_changes_nothing() -> None:
    same = FIRST.model_copy(update={"id": "b", "branch_of": BranchPoint(call="a-call", turn="t2")})
    found = side_by_side(FIRST, grade(FIRST), same, grade(same))
    assert found is not None
    assert found.scores == ()
    assert found.first == found.again


def test_what_is_no_branch_of_it_is_not_compared() -> None:
    card = grade(FIRST)
    elsewhere = AGAIN.model_copy(update={"branch_of": BranchPoint(call="other", turn="t2")})
    unspoken: Call = AGAIN.model_copy(update={"turns": AGAIN.turns[:1]})
    for other in (FIRST, elsewhere, unspoken):
        assert side_by_side(FIRST, card, other, card) is None
