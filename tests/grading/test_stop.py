"""Whoever asked to be left alone is asked for nothing more: that fails the call."""

import pytest

from simulator.conversation.call import Call
from simulator.grading.checks import judge_blocking
from simulator.grading.cues import asks_to_stop
from simulator.grading.defaults import default_rubric
from simulator.grading.material import prepare
from simulator.grading.scorecard import BlockingError
from simulator.understanding.reader import Reader
from simulator.vocabulary import Kind
from tests.grading.conftest import call_of


def failing(call: Call) -> tuple[BlockingError, ...]:
    """What fails the call, read with the real reader."""
    rubric, reader = default_rubric(Kind.COLD_CALL), Reader(None, {}, Kind.COLD_CALL)
    return judge_blocking(prepare(call, rubric, None, reader)).blocking


@pytest.mark.parametrize(
    "said",
    [
        "Unsubscribe.",
        "Stop",
        "Take me off your list.",
        "Please don't call me again.",
        "No more emails!",
    ],
)
def test_a_stop_is_heard(said: str) -> None:
    assert asks_to_stop(call_of(f"persona: {said}").turns[0])


@pytest.mark.parametrize(
    "said", ["Don't call me love.", "Stop the box.", "We never ring back that fast.", "I opted in."]
)
def test_other_words_are_no_stop(said: str) -> None:
    assert not asks_to_stop(call_of(f"persona: {said}").turns[0])


@pytest.mark.parametrize(
    ("answer", "fails"),
    [
        ("Done, you're off the list. I'm sorry for the trouble.", False),
        ("Of course. Before you go, could we meet for ten minutes on Tuesday?", True),
    ],
)
def test_after_a_stop_nothing_is_asked(answer: str, fails: bool) -> None:
    call = call_of(
        "persona: Yes?",
        "trainee: It's Sam Reed from Northgate, about your late returns.",
        "persona: Unsubscribe.",
        f"trainee: {answer}",
    )
    errors = failing(call)
    assert ("goes-on-after-stop" in {error.id for error in errors}) is fails


def test_a_second_mail_after_a_stop_fails_too() -> None:
    call = call_of(
        "persona: Take me off your list.",
        "trainee: Done.",
        "persona: Good.",
        "trainee: How do you handle late returns today?",
    )
    errors = failing(call)
    assert [error.evidence[0].turn for error in errors if error.id == "goes-on-after-stop"] == [
        "t4"
    ]
