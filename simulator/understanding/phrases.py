"""A small language for phrases: word classes, inflected verbs and gaps, compiled to regexes.

A phrase is words with spaces between: ``i am <call+> ~2 <about>``.

========  ====================================================================
``a|b``   one of these; ``_`` stands for a space inside one of them
``<x>``   one of the word class ``x`` (``words/classes.txt``)
``call+`` the word in all its forms as a verb (or a plural)
``word?`` may be left out (also ``<x>?``)
``*``     any one word
``~3``    up to three words of any kind
``^ $``   the sentence's start, its end
========  ====================================================================

Gaps are bounded and nothing repeats without a bound, so matching takes linear time.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from simulator.understanding.text import Sentence
from simulator.understanding.words import listed, members, pairs, sections

LONG = 2
"""Spaces in a phrase from which its articles may be left out."""
_ARTICLES = frozenset({"a", "an", "the", "a|an", "a|the", "the|a"})
_GAP = re.compile(r"~(\d)")
_COMMON = listed("common")
_IRREGULAR = pairs("irregular")


class Phrase(NamedTuple):
    """A compiled phrase and the words without which it can't match."""

    regex: re.Pattern[str]
    anchor: frozenset[str]


class Phrases:
    """Several phrases that mean one thing."""

    def __init__(self, written: Iterable[str]) -> None:
        self._phrases = tuple(compiled(phrase) for phrase in written)
        self._anywhere = frozenset(
            place for place, phrase in enumerate(self._phrases) if not phrase.anchor
        )
        self._by_word: dict[str, list[int]] = {}
        for place, phrase in enumerate(self._phrases):
            for word in phrase.anchor:
                self._by_word.setdefault(word, []).append(place)

    def find(self, sentence: Sentence) -> str | None:
        """The words that match in the sentence (its tokens, not its text), or ``None``."""
        for place in self._likely(sentence.words):
            regex = self._phrases[place].regex
            match = regex.search(sentence.lean) or regex.search(sentence.full)
            if match:
                return match[0]
        return None

    def _likely(self, words: frozenset[str]) -> list[int]:
        """The phrases whose anchor is among the words, in the order they were written."""
        found = set(self._anywhere)
        for word in self._by_word.keys() & words:
            found.update(self._by_word[word])
        return sorted(found)

    def within(self, sentence: Sentence) -> bool:
        """Whether any of them matches."""
        return self.find(sentence) is not None


@lru_cache(maxsize=16)
def phrasebook(name: str) -> dict[str, Phrases]:
    """The sections of ``words/name.txt``, compiled when first used."""
    return {section: Phrases(written) for section, written in sections(name).items()}


def says(sentence: Sentence, book: str, section: str) -> bool:
    """Whether the sentence holds a phrase of that section of that book."""
    return phrasebook(book)[section].within(sentence)


@lru_cache(maxsize=4096)
def compiled(phrase: str) -> Phrase:
    """Compile one phrase."""
    pieces = [_as_said(piece, phrase) for piece in phrase.split()]
    pattern = "".join(_piece(piece) for piece in pieces)
    return Phrase(re.compile(pattern + r"(?= |$)"), _anchor(pieces))


def _as_said(piece: str, phrase: str) -> str:
    # Speakers of a second language leave articles out: no phrase of some length hangs on one.
    return f"{piece}?" if piece in _ARTICLES and phrase.count(" ") >= LONG else piece


def _piece(piece: str) -> str:
    if piece in {"^", "$"}:
        return piece
    if gap := _GAP.fullmatch(piece):
        return rf"(?: \S+){{0,{gap[1]}}}?"
    if piece == "*":
        return r" \S+"
    optional = piece.endswith("?")
    words = sorted(_alternatives(piece.rstrip("?")), key=lambda word: (-len(word), word))
    choice = " (?:" + "|".join(re.escape(word) for word in words) + ")"
    # An alternative must end where a word ends, or "a" would match the start of "and".
    return f"(?:{choice}(?= |$))" + ("?" if optional else "")


@lru_cache(maxsize=4096)
def _alternatives(piece: str) -> tuple[str, ...]:
    found: list[str] = []
    for part in piece.split("|"):
        if part.startswith("<"):
            name = part.strip("<>+")
            inflect = part.endswith("+>") or part.endswith("+")
            written = members(name)
        else:
            inflect, written = part.endswith("+"), [part.rstrip("+")]
        for member in written:
            word = member.rstrip("+").replace("_", " ")
            found.extend(forms(word) if inflect or member.endswith("+") else (word,))
    return tuple(dict.fromkeys(found))


def forms(word: str) -> tuple[str, ...]:
    """A verb's forms (a noun's plural is among them): call, calls, called, calling."""
    if word in _IRREGULAR:
        return (word, *_IRREGULAR[word].split())
    if word.endswith("e"):
        return (word, word + "s", word + "d", word[:-1] + "ing")
    if word.endswith("y") and word[-2] not in "aeiou":
        return (word, word[:-1] + "ies", word[:-1] + "ied", word + "ing")
    if word.endswith(("s", "sh", "ch", "x", "z")):
        return (word, word + "es", word + "ed", word + "ing")
    return (word, word + "s", word + "ed", word + "ing")


def _anchor(pieces: list[str]) -> frozenset[str]:
    """The most telling obligatory piece, as first words of its alternatives."""
    best: frozenset[str] = frozenset()
    for piece in pieces:
        if piece in {"^", "$", "*"} or piece.endswith("?") or _GAP.fullmatch(piece):
            continue
        words = frozenset(word.split()[0] for word in _alternatives(piece))
        if not best or (best & _COMMON and not words & _COMMON):
            best = words
    return best
