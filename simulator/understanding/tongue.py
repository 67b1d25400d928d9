"""Tongue: whether a text is English at all, by the share of its words that are known stems."""

import re
from functools import lru_cache

from simulator.understanding.stems import stem
from simulator.understanding.words import sections

MOSTLY = 0.5
"""The share of unknown words above which a text is taken for another language or for noise.

Of 15,840 English utterances of two public sets of conversations, one was; it was Spanish."""
ENOUGH = 4
"""Words from which the share says something; of fewer, every one has to be unknown."""
LONG = 40
"""Words from which a text says something by how few of them are different…"""
VARIED = 0.15
"""…which is below this share when one thing is said over and over."""
READ = 2000
"""Characters that are looked at."""

_WORD = re.compile(r"[^\W\d_]+")
_ENDING = re.compile(r"['’](?:s|t|d|m|ll|re|ve)\b")


def strange(text: str) -> bool:
    """Whether the text is no English, or one thing said over and over."""
    words = _words(text)
    stuck = len(words) >= LONG and len(set(words)) < VARIED * len(words)
    return stuck or foreign(text)


def readable(text: str) -> bool:
    """Whether any of its words, of more than a letter, is one that English speakers use."""
    return any(len(word) > 1 and stem(word) in _known() for word in _words(text))


def foreign(text: str, *, least: int = 3) -> bool:
    """Whether most of the words are none that English speakers use.

    Args:
        text: what was said.
        least: words below which nothing is said about a text in Latin letters.
    """
    words = _words(text)
    if not words:
        return False
    if not any(word.isascii() for word in words):
        return True
    unknown = sum(stem(word) not in _known() for word in words)
    if len(words) < ENOUGH:
        return len(words) >= least and unknown == len(words)
    return unknown > MOSTLY * len(words)


def _words(text: str) -> list[str]:
    return _WORD.findall(_ENDING.sub("", text[:READ].lower()))


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset(" ".join(sections("english")["known"]).split())
