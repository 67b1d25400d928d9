"""What a recogniser that got stuck gives."""

import pytest

from simulator.voice.loops import is_loop


@pytest.mark.parametrize(
    ("tokens", "stuck"),
    [
        ([], False),
        ([1, 2, 3, 4, 5], False),
        ([7, 7, 7], False),  # no, no, no
        ([7, 7, 7, 7], True),
        ([1, 2, 1, 2, 1, 2, 1, 2], True),
        ([9, *[1, 2, 3, 4, 5] * 2, 8], False),
        ([9, *[1, 2, 3, 4, 5] * 3, 8], True),
    ],
)
def test_a_phrase_again_and_again_is_a_loop(tokens: list[int], stuck: bool) -> None:
    assert is_loop(tokens) is stuck
