"""Whether words are a whole turn: what hangs in the air, and what hands over the floor; pure.

Two logistic models over hashed features of the last sentence: whether the words are whole, trained
on our own written turns, each cut after every word, and whether a whole sentence is the turn's
last (``training/voice``); weighed together with the melody.
"""

import json
import math
import operator
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from simulator.voice.word_lists import words_of

LEAST, MOST = -5.0, 3.0
"""Log-odds between which a melody counts: it has learned from neural voices alone."""
SLOTS = 16384
"""Weights of the model; features share them by their hash."""
WORD = re.compile(r"[a-z0-9]+(?:['-][a-z0-9]+)*")
SENTENCE = re.compile(r"(?<=[.?!…])\s+")
KINDS: Mapping[str, frozenset[str]] = {
    "filler": words_of("um uh er erm uhm hmm mm ah eh"),
    "joint": words_of(
        """
        and but or so because if when that which who while although though unless until since than
        as whether where how what why
        """
    ),
    "preposition": words_of(
        """
        of to in on at for with by from about into over after before between through under without
        like per
        """
    ),
    "determiner": words_of(
        """
        the a an my your our his her their its this these those every each some any no such
        """
    ),
    "subject": words_of("i we they he she you it there"),
    "auxiliary": words_of(
        """
        is are was were am be been have has had do does did will would can could should may might
        must i'm we're you're they're it's i've we've i'd i'll we'll don't didn't can't won't isn't
        not very just really quite too also only even still
        """
    ),
}
OPENERS = words_of(
    """
    what how why when who where which can could would do did does is are may shall will have has
    should was were
    """
)
FRAMES = re.compile(
    r"\b(?:wondering if|the thing is|what i mean is|i mean|you know|sort of|kind of|let me|i just"
    r"|i'd like|i wanted|the reason|such as|more like|because of|in terms of|i think|i guess"
    r"|what about|how about)$"
)
VERBAL = re.compile(r"(?:ed|n't|'s|'re|'ll|'ve|'d|'m)$")


class TurnSoFar(NamedTuple):
    """What the model looks at."""

    words: Sequence[str]
    """Of the last sentence, in lower case."""
    asks: bool
    """It ends in a question mark."""
    before: int
    """Sentences before it."""
    answers: bool
    """The other's last words were a question."""
    length: int
    """Words of the turn so far."""


def finished(text: str, last_words: str, hint: float) -> float:
    """Probability that the turn is finished.

    Args:
        text: the turn so far, as recognised.
        last_words: what the other said before it.
        hint: the probability by melody alone.
    """
    so_far = turn_so_far(text, last_words)
    if not so_far.words:
        return 0.0
    model = _model()
    weights = (model.melody, model.whole, model.last, model.asks)
    together = sum(map(operator.mul, weights, evidence(so_far, hint, model)))
    return 1 / (1 + math.exp(-model.bias - together))


def evidence(so_far: TurnSoFar, hint: float, model: "Model") -> tuple[float, float, float, float]:
    """What speaks for an end, as log-odds: melody, whole words, last sentence; and a question."""
    sure = min(max(hint, 1e-6), 1 - 1e-6)
    melody = min(MOST, max(LEAST, math.log(sure / (1 - sure))))
    found = features(so_far)
    whole, last = (sum(slots[slot] for slot in found) for slots in (model.slots, model.last_slots))
    return melody, whole, last, float(so_far.asks)


def turn_so_far(text: str, last_words: str) -> TurnSoFar:
    """Take a text apart."""
    plain = text.lower().replace("’", "'").strip()
    sentences = [part for part in SENTENCE.split(plain) if WORD.search(part)]
    last = sentences[-1] if sentences else ""
    return TurnSoFar(
        words=WORD.findall(last),
        asks=last.endswith("?"),
        before=max(0, len(sentences) - 1),
        answers=last_words.rstrip().endswith("?"),
        length=len(WORD.findall(plain)),
    )


def features(so_far: TurnSoFar) -> list[int]:
    """Slots of the features that are there."""
    named = (*_last_words(so_far), *_kinds(so_far), *_shape(so_far), *_topics(so_far))
    return [zlib.crc32(name.encode()) % SLOTS for name in named]


def _last_words(so_far: TurnSoFar) -> Iterator[str]:
    padded = ["^", "^", *so_far.words]
    last = padded[-1]
    yield "always"
    yield f"1:{last}"
    yield f"2:{' '.join(padded[-2:])}"
    yield f"3:{' '.join(padded[-3:])}"
    yield f"ends:{last[-2:]}"
    yield f"ends:{last[-3:]}"
    yield f"starts:{' '.join(so_far.words[:1])}"
    yield f"starts:{' '.join(so_far.words[:2])}"


def _kinds(so_far: TurnSoFar) -> Iterator[str]:
    kinds = [_kind(word) for word in so_far.words]
    for count in (1, 2, 3, 4):
        yield f"kinds:{' '.join(kinds[-count:])}"
    for name, members in KINDS.items():
        if so_far.words and so_far.words[-1] in members:
            yield name
    if FRAMES.search(" ".join(so_far.words)):
        yield "frame"


def _kind(word: str) -> str:
    return next((name for name, members in KINDS.items() if word in members), "other")


def _shape(so_far: TurnSoFar) -> Iterator[str]:
    count, asks, before = len(so_far.words), so_far.asks, so_far.before
    yield f"long:{min(12, count)}"
    yield f"before:{min(3, before)}"
    yield f"asks:{asks}"
    yield f"asks:{asks} long:{min(6, count)}"
    yield f"asks:{asks} before:{min(2, before)}"
    if so_far.words and so_far.words[0] in OPENERS:
        yield f"opens:{asks}"
    if not any(word in KINDS["auxiliary"] or VERBAL.search(word) for word in so_far.words):
        yield f"verbless:{min(4, count)}"
    if so_far.answers:
        yield f"answers:{min(4, count)} {before > 0}"


def _topics(so_far: TurnSoFar) -> Iterator[str]:
    """What the sentence is about: a greeting is gone on from, an offer is left standing."""
    yield from {f"has:{word}" for word in so_far.words}
    yield f"all:{min(10, so_far.length // 4)} {so_far.asks}"
    yield f"starts:{' '.join(so_far.words[:3])}"


class Model(NamedTuple):
    """Both models, and what each kind of evidence weighs."""

    slots: Sequence[float]
    """Whether the words are whole."""
    last_slots: Sequence[float]
    """Whether a whole sentence is the last."""
    bias: float = 0.0
    melody: float = 0.0
    whole: float = 0.0
    last: float = 0.0
    asks: float = 0.0


@cache
def _model() -> Model:
    text = (files("simulator.voice") / "turn_text.json").read_text(encoding="utf-8")
    return Model(**json.loads(text))
