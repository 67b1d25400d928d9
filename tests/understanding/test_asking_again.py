"""She can be asked to say it again: heard in many wordings, and nothing else taken for it."""

import pytest

from simulator.understanding.context import Context
from simulator.understanding.reader import Reader
from simulator.vocabulary import Act, Fault, MoveKind

READER = Reader(None, {})
DOUBT = Context(
    said="The drivers switched the last one off. Why would yours be different?",
    move=MoveKind.OBJECT,
    told=("The drivers switched the last one off. Why would yours be different?",),
    turn=3,
)


@pytest.mark.parametrize(
    "text",
    [
        "Sorry, what did you say?",
        "Pardon?",
        "I beg your pardon?",
        "Could you say that again?",
        "Sorry?",
        "Come again?",
        "What was that?",
        "Could you repeat that, please?",
        "I'm sorry, I didn't catch that. Could you repeat it?",
        "Would you mind saying that once more?",
        "You broke up there, one more time?",
        "The line's terrible, I missed that last bit.",
        "Hang on, I couldn't hear you. Say that again, please.",
        "sory can you repeat please i not hear good",
        "Thanks. Sorry, what was that?",
    ],
)
def test_a_request_to_say_it_again_is_heard_and_is_nothing_more(text: str) -> None:
    found = READER.appraise(text, DOUBT)
    assert found.asks_again
    assert not found.faults
    assert not found.does(Act.REFLECT, Act.HANDLE_OBJECTION, Act.APOLOGISE, Act.META_TALK)


@pytest.mark.parametrize(
    "text",
    [
        "Sorry.",
        "Sorry about that.",
        "Sorry, could you say that again? And how many trucks stand?",
        "What did you say to the drivers?",
        "What was that like for them?",
        "You said they switched it off.",
        "Say what you like, it works.",
        "I hear you.",
        "Can I call you again on Thursday?",
    ],
)
def test_what_asks_for_something_else_is_no_request_to_repeat(text: str) -> None:
    assert not READER.appraise(text, DOUBT).asks_again


def test_before_she_has_spoken_there_is_nothing_to_repeat() -> None:
    assert not READER.appraise("Pardon?", Context()).asks_again


def test_having_a_death_said_again_is_still_a_wound() -> None:
    told = Context.after("My husband died in March.")
    assert READER.appraise("Could you say that again?", told).has(Fault.REPEAT_DEATH)
