"""The main behaviour of a turn: question, input, reflection or other; and paraphrase of figures."""

import pytest

from simulator.understanding.behaviour import behaviour
from simulator.understanding.context import Context
from simulator.understanding.reader import Reader
from simulator.vocabulary import Behaviour

HER = "I've been trying to cut down on the wine since my sister said something at Easter."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("How has that been going?", Behaviour.QUESTION),
        ("so what did she say", Behaviour.QUESTION),
        ("Tell me a bit more about Easter.", Behaviour.QUESTION),
        ("You've been trying since Easter, and it matters to you.", Behaviour.REFLECTION),
        ("It sounds as if your sister's words hit you.", Behaviour.REFLECTION),
        ("The guidelines for women are ten drinks a week, because of the liver.", Behaviour.INPUT),
        ("I recommend that we put together a plan and a leaflet for it.", Behaviour.INPUT),
        ("Mm-hmm.", Behaviour.OTHER),
        ("Okay, thank you for coming in.", Behaviour.OTHER),
        ("", Behaviour.OTHER),
    ],
)
def test_a_turn_has_one_main_behaviour(text: str, expected: Behaviour) -> None:
    assert behaviour(text, Context.after(HER)) is expected


def test_a_reflection_that_ends_in_a_question_is_a_question() -> None:
    text = "You've cut down since Easter. What made the difference?"
    assert behaviour(text, Context.after(HER)) is Behaviour.QUESTION


@pytest.mark.parametrize(
    ("told", "given_back"),
    [
        ("We were married forty years, him and me.", "Four decades with him."),
        ("It took 40 years to pay that house off.", "You paid for forty years."),
        ("I've been waiting two weeks for a letter.", "You've waited a whole 2 weeks."),
        ("My boss yelled at me again.", "He shouted at you."),
    ],
)
def test_a_fact_of_hers_in_other_words_is_understood(told: str, given_back: str) -> None:
    read = Reader(None, {}).appraise(given_back, Context.after(told))
    assert read.understanding.level >= 1


@pytest.mark.parametrize(
    "text", ["So you feel dog.", "I understand how you feel.", "So, a letter?"]
)
def test_a_word_of_hers_or_a_claim_is_no_understanding(text: str) -> None:
    told = "My dog died and I'm waiting for a letter."
    assert Reader(None, {}).appraise(text, Context.after(told)).understanding.level == 0
