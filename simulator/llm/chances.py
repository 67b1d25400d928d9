"""Chances: how probable a model's first word is a yes, from the log-probabilities it tells."""

from collections.abc import Iterable, Mapping
from math import exp, fsum

ALTERNATIVES = 20
"""First words whose chances are asked for; the most that OpenAI's protocol knows."""
YES, NO = "yes", "no"


def probability_of_yes(told: Iterable[Mapping[str, object]]) -> float | None:
    """The share of yes in yes and no at the first word; none if neither was told of.

    Args:
        told: what came with each chunk; Ollama tells a list of words, OpenAI's kin one inside
            ``content``.
    """
    words = next((found for one in told if (found := _words(one.get("logprobs")))), ())
    chances = [_chance(word) for word in words]
    yes, no = (fsum(chance for word, chance in chances if word == answer) for answer in (YES, NO))
    return yes / (yes + no) if yes + no > 0 else None


def _words(told: object) -> tuple[Mapping[str, object], ...]:
    """The first word and what might have stood there instead."""
    listed = told.get("content") if isinstance(told, Mapping) else told
    first = _plain(listed[0]) if isinstance(listed, list) and listed else None
    if not isinstance(first, Mapping):
        return ()
    others = first.get("top_logprobs")
    found = others if isinstance(others, list) and others else [first]
    return tuple(word for word in found if isinstance(word, Mapping))


def _plain(told: object) -> object:
    """Ollama's client wraps what it is told in models of its own."""
    unwrap = getattr(told, "model_dump", None)
    return unwrap() if callable(unwrap) else told


def _chance(word: Mapping[str, object]) -> tuple[str, float]:
    sure = word.get("logprob")
    text = str(word.get("token", "")).strip(" \t\n\"'.*Ġ▁").lower()
    return text, exp(min(0.0, sure)) if isinstance(sure, int | float) else 0.0
