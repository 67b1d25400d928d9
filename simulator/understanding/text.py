"""From raw text to sentences with plain tokens; every sentence is a substring of the text."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from simulator.understanding.plainly import fluent, smooth, with_do
from simulator.understanding.unmarked import begins_question, question_starts
from simulator.understanding.words import listed, pairs

HEAD, TAIL = 3000, 1000
"""Characters that are read of a text that is longer than both together."""
RUN_ON = 18
"""Words above which a sentence is cut at fresh starts."""
NEAR = 6
"""Characters between a joint and a question that are cut at once."""
SHORTEST = 6
"""Words that a piece of a stretch without commas has at least."""

_BREAK = re.compile(r"[.!?…。？！]+[\"'”’)\]]*(?=\s|$)|\n+|\s[–—-]\s|—|;(?=\s)")
_TOKEN = re.compile(r"[^\W_]+(?:['’ʼ`´][^\W_]+)*|[%£$€]")
_ABBREVIATION = re.compile(r"(?:\b(?:mr|mrs|ms|dr|st|e\.g|i\.e|etc|no|vs)|\b[A-Z])\.$", re.I)
_QUOTES = str.maketrans({"’": "'", "ʼ": "'", "`": "'", "´": "'"})

_WHOLE = pairs("whole")
_ENDINGS = {
    "n't": " not", "'re": " are", "'ve": " have", "'ll": " will", "'d": " would", "'m": " am",
}  # fmt: skip
_IS = listed("is")
_DROPPED = listed("dropped")
_STARTS = listed("starts")
_JOINTS = listed("joints")


@dataclass(frozen=True)
class Sentence:
    """One sentence, or a part of one, as it stands in the text."""

    text: str
    tokens: tuple[str, ...]
    """Lower case, contractions written out, no punctuation."""
    asks: bool
    """Whether it ends in a question mark."""

    @cached_property
    def full(self) -> str:
        """All tokens, each with a space before it."""
        return "".join(f" {token}" for token in self.tokens)

    @cached_property
    def lean(self) -> str:
        """As ``full``, without fillers and intensifiers."""
        return "".join(f" {token}" for token in self.tokens if token not in _DROPPED)

    @cached_property
    def words(self) -> frozenset[str]:
        """The tokens as a set."""
        return frozenset(self.tokens)


@lru_cache(maxsize=512)
def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text, in order; of a huge text its head and its tail."""
    if len(text) > HEAD + TAIL:
        return sentences(text[:HEAD]) + sentences(text[-TAIL:])
    found = (_sentence(part, end) for part, end in _parts(text))
    return tuple(sentence for sentence in found if sentence.tokens)


def _parts(text: str) -> list[tuple[str, str]]:
    """Stretches between breaks, each with the break that ended it."""
    parts: list[tuple[str, str]] = []
    start = 0
    for match in _BREAK.finditer(text):
        if match[0] == "." and _ABBREVIATION.search(text[start : match.end()][-5:]):
            continue
        parts.extend(_cut(text[start : match.end()], match[0]))
        start = match.end()
    parts.extend(_cut(text[start:], ""))
    return [(part, end) for part, end in parts if part]


def _cut(part: str, end: str) -> list[tuple[str, str]]:
    """Cut a run-on stretch at fresh starts, so that a quote from it stays short."""
    part = part.strip()
    cuts = _fresh_starts(part) if part.count(" ") >= RUN_ON else []
    if _unmarked(part, end):
        asked = question_starts(part.lower().translate(_QUOTES))
        cuts = sorted({*(cut for cut in cuts if not _near(cut, asked)), *asked})
    pieces = [part[a:b].strip() for a, b in zip([0, *cuts], [*cuts, len(part)], strict=True)]
    return [(piece, "") for piece in pieces[:-1]] + [(pieces[-1], end)]


def _fresh_starts(part: str) -> list[int]:
    """Where a run-on stretch may be cut."""
    # A speech recogniser writes no commas; then the joints are all there is to go by.
    least, starts = (RUN_ON // 2, _STARTS) if "," in part else (SHORTEST, _JOINTS)
    cuts, words = [], 0
    for match in re.finditer(r"\S+", part):
        fresh = words >= least and match[0].lower().translate(_QUOTES) in starts
        if fresh and (words >= RUN_ON or starts is _JOINTS or part[match.start() - 2] in ",:"):
            cuts.append(match.start())
            words = 0
        words += 1
    return cuts


def _unmarked(part: str, end: str) -> bool:
    """Whether it may be written down by what sets no marks."""
    return not end and "," not in part


def _near(cut: int, asked: list[int]) -> bool:
    # "so | how do you": one cut is enough there.
    return any(0 < start - cut <= NEAR for start in asked)


def _sentence(part: str, end: str) -> Sentence:
    asks = "?" in end or "？" in end
    if not asks and _unmarked(part, end):
        asks = begins_question(part.lower().translate(_QUOTES))
    tokens = _tokens(part)
    return Sentence(part, tuple(with_do(tokens) if asks else tokens), asks)


def _tokens(part: str) -> list[str]:
    plain = part.lower().translate(_QUOTES).replace("e-mail", "email")
    words = _TOKEN.findall(smooth(plain))
    return fluent([word for raw in words for word in _expand(raw).split()])


def _expand(token: str) -> str:
    if token in _WHOLE:
        return _WHOLE[token]
    for ending, words in _ENDINGS.items():
        if token.endswith(ending) and len(token) > len(ending):
            return token[: -len(ending)] + words
    if token.endswith("'s"):
        stem = token[:-2]
        return f"{stem} is" if stem in _IS else stem
    return token
