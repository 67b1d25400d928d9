"""Content words as stems, and near-synonyms as one concept."""

from collections.abc import Iterable
from functools import lru_cache

import snowballstemmer

from simulator.understanding.words import listed, pairs, sections

STOP_WORDS = listed("stop")
_STEMMER = snowballstemmer.stemmer("english")


@lru_cache(maxsize=1)
def _bases() -> dict[str, str]:
    """Irregular form to its verb: "paid" to "pay"."""
    return {form: verb for verb, forms in pairs("irregular").items() for form in forms.split()}


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """The snowball English stem of a lower-case word, of an irregular form that of its verb."""
    return str(_STEMMER.stemWord(_bases().get(word, word)))


@lru_cache(maxsize=1)
def _concepts() -> dict[str, str]:
    """Stem to the first stem of its group of near-synonyms."""
    groups = ([stem(word) for word in line.split()] for line in sections("lists")["synonyms"])
    return {member: group[0] for group in groups for member in group}


def concept(word: str) -> str:
    """The word's stem, or the stem that stands for its near-synonyms."""
    found = stem(word)
    return _concepts().get(found, found)


def content(tokens: Iterable[str]) -> tuple[str, ...]:
    """The tokens that carry content: no stop words, no single letters."""
    return tuple(
        token for token in tokens if token not in STOP_WORDS and (len(token) > 1 or token.isdigit())
    )


def stems(tokens: Iterable[str]) -> frozenset[str]:
    """Stems of the content words."""
    return frozenset(stem(token) for token in content(tokens))


def concepts(tokens: Iterable[str]) -> frozenset[str]:
    """Concepts of the content words."""
    return frozenset(concept(token) for token in content(tokens))
