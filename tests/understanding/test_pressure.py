"""Pressure is heard in what is held over somebody's head, and not in plain talk about saying no."""

import pytest

from simulator.understanding.context import Context
from simulator.understanding.reader import Reader
from simulator.vocabulary import Fault

READER = Reader(None, {})
SECOND = Context.of(())


@pytest.mark.parametrize(
    "said",
    [
        "If you turn this down, you'll have to explain it to your boss one day.",
        "If you throw this chance away you'll regret it.",
        "What have you got to lose?",
        "You can spare twenty minutes on Thursday, surely.",
        "Surely you can find five minutes.",
        "You'll have to answer to the board for this.",
    ],
)
def test_pressure(said: str) -> None:
    assert READER.appraise(said, SECOND).has(Fault.PRESSURE)


@pytest.mark.parametrize(
    "said",
    [
        "What did you have to lose when the ferry was late?",
        "If you turn left at the gate, you'll see it.",
        "You can say no, and that's the end of it.",
        "You'll have to explain that to me, I'm new.",
    ],
)
def test_no_pressure(said: str) -> None:
    assert not READER.appraise(said, SECOND).has(Fault.PRESSURE)
