"""How a turn lands: the weighed sum of what the network half believes."""

from math import log

import pytest

from simulator.understanding.context import Context
from simulator.understanding.landing import Weighing, lands, log_odds, weighed
from simulator.understanding.learned import NO_OPINION
from simulator.understanding.reader import Reader


def test_log_odds_stop_where_rounding_begins() -> None:
    assert log_odds(0.5) == 0.0
    assert log_odds(1.0) == pytest.approx(log(0.98 / 0.02))
    assert log_odds(0.0) == pytest.approx(-log_odds(1.0))


def test_the_surest_sentence_and_the_mean_are_weighed_apart() -> None:
    by = Weighing(surest={"fault:advice": -1.0}, mean={"act:offer": 2.0}, start=0.5)
    read = [{"fault:advice": 0.9, "act:offer": 0.5}, {"fault:advice": 0.5, "act:offer": 0.9}]
    assert weighed(by, read) == pytest.approx(-log(9) + 2 * log(9) / 2 - 0.5)


def test_a_label_that_the_network_lacks_weighs_nothing() -> None:
    assert weighed(Weighing({"fault:sarcasm": 3.0}, {}, 0.0), [{"act:offer": 0.9}]) == 0.0


def test_nothing_read_is_no_figure() -> None:
    assert lands([NO_OPINION]) is None
    assert lands([]) is None


def test_a_murmur_is_not_weighed() -> None:
    assert Reader(None, {}).appraise("Mm-hmm.", Context.after("It broke.")).lands is None


@pytest.mark.parametrize(
    ("said", "better", "worse"),
    [
        ("My cat died on Sunday.", "On Sunday. I'm so sorry.", "It was only a cat, cheer up."),
        ("We've no money till May.", "Then not before May.", "Everyone finds money if they try."),
    ],
)
def test_the_better_answer_lands_better(said: str, better: str, worse: str) -> None:
    reader = Reader(None, {})
    one, two = (reader.appraise(text, Context.after(said)).lands for text in (better, worse))
    assert one is not None
    assert two is not None
    assert one > two
