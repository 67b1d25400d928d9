"""The figures of a text with their units, and whether two texts agree on them."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from simulator.understanding.stems import STOP_WORDS, stem
from simulator.understanding.words import listed, sections

_CURRENCY = {"£": "money", "€": "money", "$": "money"}
_UNITS = {
    "%": "percent",
    "per": "percent",
    "cent": "percent",
    "pound": "money",
    "euro": "money",
    "dollar": "money",
    "quid": "money",
    "min": "minut",
    "sec": "second",
    "hr": "hour",
}
_COUNTED = listed("counted")
_WORDS = {word: float(n) for n, word in enumerate(sections("lists")["units"])} | {
    word: 10.0 * n for n, word in enumerate(sections("lists")["tens"], start=2)
}
_SCALES = {"hundred": 100.0, "thousand": 1000.0, "million": 1_000_000.0}
_TOKEN = re.compile(r"[£€$]|%|\d+(?:[.,]\d+)*|[^\W\d_]+")


class Figure(NamedTuple):
    """A number and the stem of what it counts."""

    value: float
    unit: str


class Figures(tuple[Figure, ...]):
    """The figures of one text, in order."""

    __slots__ = ()

    def compare(self, stated: "Figures") -> bool | None:
        """Whether what is stated agrees, on the units both have; ``None`` if they share none.

        A bare figure (a time of day, a house number) may agree, but never disagrees: there is no
        telling what it counts.
        """
        units = {figure.unit for figure in self}
        shared = [figure for figure in stated if figure.unit in units]
        if any(figure.unit and figure not in self for figure in shared):
            return False
        return True if any(figure in self for figure in shared) else None


def figures_of(text: str) -> Figures:
    """Numbers in digits or words, each with the currency before it or the word after it."""
    tokens = _TOKEN.findall(text.lower())
    return Figures(_figures(tokens))


_LONGER = {"decad": (10.0, "year"), "fortnight": (2.0, "week"), "dozen": (12.0, "")}
"""Units that are counts of others."""


def quantities(tokens: Iterable[str]) -> frozenset[str]:
    """Each figure with its unit as one word, so that "four decades" is "forty years"."""
    found = set()
    for value, unit in figures_of(" ".join(tokens)):
        times, plain = _LONGER.get(unit, (1.0, unit))
        if plain:
            found.add(f"{value * times:g} {plain}")
    return frozenset(found)


def _figures(tokens: list[str]) -> Iterable[Figure]:
    index = 0
    while index < len(tokens):
        value, used = _number(tokens, index)
        if value is not None:
            before = tokens[index - 1] if index else ""
            after = tokens[index + used] if index + used < len(tokens) else ""
            yield Figure(value, _CURRENCY.get(before) or _unit(after))
        index += max(used, 1)


def _number(tokens: list[str], index: int) -> tuple[float | None, int]:
    token = tokens[index]
    if token[0].isdecimal():
        plain = token.replace(",", "")
        ok = plain.count(".") <= 1 and len(plain) <= 15
        return (float(plain) if ok else None), 1
    value, used = _number_words(tokens[index : index + 6])
    # "One" and "second" alone are hardly ever figures.
    return (None, used) if value in {None, 1.0} else (value, used)


def _number_words(tokens: list[str]) -> tuple[float | None, int]:
    """The number that the words begin with ("twenty five", "two hundred"), and its length."""
    total: float | None = None
    used = 0
    for token in tokens:
        if token in _SCALES and total is not None:
            total *= _SCALES[token]
        elif token in _WORDS and (total is None or _WORDS[token] < 10 <= total):
            total = (total or 0.0) + _WORDS[token]
        else:
            break
        used += 1
    return total, used


def _unit(word: str) -> str:
    found = stem(word)
    if word in STOP_WORDS - _COUNTED:
        return ""
    return _UNITS.get(found, _UNITS.get(word, found))
