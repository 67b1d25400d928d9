"""The words by which a trainee stops the exercise itself, whatever the persona thinks of it."""

import re

STOP_WORDS = frozenset(
    {
        "stop the exercise",
        "please stop the exercise",
        "stop this exercise",
        "i want to stop the exercise",
        "end the exercise",
    }
)


def asks_to_stop(text: str) -> bool:
    """Whether a turn is nothing but a request to stop the exercise."""
    return len(text) < 80 and " ".join(re.findall(r"[a-z]+", text.lower())) in STOP_WORDS
