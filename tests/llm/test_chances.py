"""The chance of a yes at the first word, as different providers tell it."""

from collections.abc import Mapping
from math import log

import pytest

from simulator.llm.chances import probability_of_yes

WORDS = [
    {"token": "Yes", "logprob": log(0.6)},
    {"token": " no", "logprob": log(0.2)},
    {"token": "Perhaps", "logprob": log(0.1)},
]
FIRST = {"token": "Yes", "logprob": log(0.6), "top_logprobs": WORDS}
SECOND = {"token": ".", "logprob": 0.0, "top_logprobs": []}


@pytest.mark.parametrize("told", [[FIRST, SECOND], {"content": [FIRST, SECOND]}])
def test_it_is_the_share_of_yes_in_yes_and_no(told: object) -> None:
    assert probability_of_yes([{}, {"logprobs": told}]) == pytest.approx(0.75)


def test_the_same_word_in_several_spellings_adds_up() -> None:
    words = [*WORDS, {"token": "YES", "logprob": log(0.2)}]
    assert probability_of_yes([{"logprobs": [{**FIRST, "top_logprobs": words}]}]) == (
        pytest.approx(0.8)
    )


def test_without_alternatives_the_word_itself_counts() -> None:
    assert probability_of_yes([{"logprobs": [{"token": "No", "logprob": -0.1}]}]) == 0.0


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"logprobs": None},
        {"logprobs": []},
        {"logprobs": ["Yes"]},
        {"logprobs": {"content": None}},
        {"logprobs": [{"token": "Well", "logprob": -0.1, "top_logprobs": []}]},
        {"logprobs": [{"token": "Yes", "logprob": "sure"}]},
    ],
)
def test_where_nothing_is_told_there_is_no_chance(told: Mapping[str, object]) -> None:
    assert probability_of_yes([told]) is None
