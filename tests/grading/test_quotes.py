"""Quotes: verbatim, the trainee's, and as short as sense allows."""

import pytest

from simulator.conversation.call import Turn
from simulator.grading.quotes import SNIPPET_WORDS, quote_of, quotes
from simulator.grading.scorecard import Quote


def turn(said: str, heard: str | None = None, speaker: str = "trainee") -> Turn:
    return Turn(id="t1", speaker=speaker, said=said, heard=heard)


def test_words_that_stand_there_are_quoted() -> None:
    assert quote_of(turn("Hello. How are you?"), "How are you?") == Quote(
        turn="t1", quote="How are you?"
    )


@pytest.mark.parametrize("words", [None, "", "  ", "never said"])
def test_otherwise_the_turn_s_beginning_is(words: str | None) -> None:
    found = quote_of(turn("Hello there."), words)
    assert found is not None
    assert found.quote == "Hello there."


def test_words_that_were_not_heard_are_not_quoted() -> None:
    found = quote_of(turn("Hello. How are you?", heard="Hello."), "How are you?")
    assert found is not None
    assert found.quote == "Hello."


def test_a_long_turn_is_cut_at_a_sentence_if_it_can_be() -> None:
    long = "one " * 30
    for text, wanted in (
        (f"First this. {long}", "First this."),
        (long, ("one " * SNIPPET_WORDS).strip()),
    ):
        found = quote_of(turn(text))
        assert found is not None
        assert found.quote == wanted


def test_silence_and_other_voices_are_no_evidence() -> None:
    assert quote_of(turn("  ")) is None
    assert quote_of(turn("Hello.", heard="")) is None
    assert quote_of(turn("Hello.", speaker="persona")) is None


def test_each_quote_once_in_order() -> None:
    one, two = Quote(turn="a", quote="x"), Quote(turn="b", quote="x")
    assert quotes(one, None, two, one) == (one, two)
