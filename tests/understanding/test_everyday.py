"""Questions that anybody may be asked are known for what they are, in many wordings."""

import pytest

from simulator.understanding.context import Context
from simulator.understanding.reader import Reader
from simulator.vocabulary import Everyday

READER = Reader(None, {})


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("What would you like to sort out first?", Everyday.WHAT_WOULD_HELP),
        ("how can i make this easier for you", Everyday.WHAT_WOULD_HELP),
        ("Where shall we start?", Everyday.WHAT_WOULD_HELP),
        ("Sorry, who am I speaking to?", Everyday.WHO_IS_THAT),
        ("May I ask your name?", Everyday.WHO_IS_THAT),
        ("How are you holding up?", Everyday.HOW_ARE_YOU),
        ("Are you still there?", Everyday.CAN_YOU_HEAR),
        ("Can you hear me all right?", Everyday.CAN_YOU_HEAR),
        ("Is there anything else I can do for you?", Everyday.ANYTHING_ELSE),
    ],
)
def test_an_everyday_question_is_known(said: str, asked: Everyday) -> None:
    assert READER.appraise(said, Context()).everyday is asked


@pytest.mark.parametrize(
    "said",
    [
        "What does that cost you in a month?",
        "How do you measure it now?",
        "Would you like me to cancel it?",
        "Is that all right for you?",
        "What would she want to hear first?",
        "I can hear that you're tired.",
        "How are you today? And how long do the trucks wait?",
    ],
)
def test_another_question_is_none(said: str) -> None:
    assert READER.appraise(said, Context()).everyday is None
