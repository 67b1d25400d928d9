"""Whether a recogniser got stuck: the same phrase again and again, as nobody says it."""

from collections.abc import Sequence

LONGEST_PHRASE = 12
"""Tokens of the longest phrase whose repetition is looked for."""
REPEATS = 4
"""How often a phrase stands in a row before it is a loop; people do say "no, no, no"."""
LONG_REPEATS = 3
"""The same for a phrase of ``LONG`` tokens or more: nobody says a sentence three times over."""
LONG = 5


def is_loop(tokens: Sequence[int]) -> bool:
    """Whether a phrase is repeated in a row, anywhere."""
    return any(
        _repeats(tokens, at, length) >= (LONG_REPEATS if length >= LONG else REPEATS)
        for length in range(1, LONGEST_PHRASE + 1)
        for at in range(len(tokens) - length * LONG_REPEATS + 1)
    )


def _repeats(tokens: Sequence[int], at: int, length: int) -> int:
    phrase = list(tokens[at : at + length])
    times = 1
    while list(tokens[at + times * length : at + (times + 1) * length]) == phrase:
        times += 1
    return times
