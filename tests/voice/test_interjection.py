"""What is but a sign of listening."""

import pytest

from simulator.voice.interjection import is_back_channel


@pytest.mark.parametrize(
    "text",
    [
        *("Mm-hm.", "Mhm", "Right.", "Right, right.", "Okay.", "Oh, okay.", "Uh-huh.", "I see."),
        *("Yeah.", "Yeah, yeah, of course.", "Oh!", "Fair enough.", "That makes sense.", "Ha ha."),
        *("Sure, I understand.", "Got it.", "", "Oh dear."),
    ],
)
def test_signs_of_listening(text: str) -> None:
    assert is_back_channel(text)


@pytest.mark.parametrize(
    "text",
    [
        *("Wait.", "No.", "Stop.", "Sorry, can I", "Right, but that isn't", "Yes, I have a"),
        *("I see a problem", "What?", "Hold on", "Okay so when", "Of course not", "Hello?"),
    ],
)
def test_words_that_want_the_floor(text: str) -> None:
    assert not is_back_channel(text)
