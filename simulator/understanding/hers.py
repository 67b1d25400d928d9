"""What the other person gave: content words, feelings, a death, a resistance, a question."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from simulator.understanding.context import Context
from simulator.understanding.figures import quantities
from simulator.understanding.names import NAME
from simulator.understanding.phrases import says
from simulator.understanding.stems import STOP_WORDS, concept, concepts
from simulator.understanding.text import Sentence, sentences
from simulator.understanding.words import listed, members
from simulator.vocabulary import MoveKind

RESISTING = frozenset(
    {
        MoveKind.OBJECT,
        MoveKind.CHALLENGE,
        MoveKind.BRUSH_OFF,
        MoveKind.ASK_PROOF,
        MoveKind.DECLINE,
        MoveKind.HURT,
    }
)
REFUSING = frozenset({MoveKind.BRUSH_OFF, MoveKind.DECLINE})

NOT_NAMES = listed("not_names")
_FIRST_NAME = re.compile(rf"({NAME}) (?:died|was|is|passed|had|has|got|went|would|used|and I)\b")
_INNER_NAME = re.compile(rf"(?<=[a-z,] )({NAME})")
FEELING_WORDS = frozenset(
    concept(word)
    for name in ("feeling", "hardness", "feelnoun")
    for phrase in members(name)
    for word in phrase.split("_")
    if word not in {"a", "to", "with", "on", "your", "of", "lot", "in", "up"}
)


@dataclass(frozen=True)
class Hers:
    """A reading of her side of the call so far."""

    sentences: tuple[Sentence, ...]
    last: tuple[Sentence, ...]
    concepts: frozenset[str] = field(default_factory=frozenset)
    """Content of all she told."""
    resisted: bool = False
    """Her last turn held something against going on."""
    refused: bool = False
    """Her last turn said no to what was asked."""
    asked: bool = False
    """Her last turn asked something."""
    seeks_advice: bool = False
    death: bool = False
    """She has told of a death."""
    names: frozenset[str] = frozenset()
    """Names she spoke of beside a death, in lower case."""
    leaving: bool = False
    """She wants to cancel or complain, or says how bad things are."""

    @property
    def feelings(self) -> frozenset[str]:
        """Feelings she put into words, as concepts."""
        return self.concepts & FEELING_WORDS


def hear(context: Context) -> Hers:
    """Read her side of the context."""
    last = sentences(context.said)
    told = context.told if context.told else (context.said,)
    readings = [_reading(text) for text in told]
    given = frozenset[str]().union(*(reading.concepts for reading in readings))
    refused = _refused(context, last)
    return Hers(
        sentences=tuple(sentence for text in told for sentence in sentences(text)),
        last=last,
        concepts=given,
        resisted=refused or _resisted(context, last),
        refused=refused,
        asked=_asked(context, last),
        seeks_advice=any(says(sentence, "hers", "seeks_advice") for sentence in last),
        death=any(reading.death for reading in readings),
        names=frozenset[str]().union(*(reading.names for reading in readings)),
        leaving=any(reading.leaving for reading in readings),
    )


class _Reading(NamedTuple):
    """What one turn of hers tells."""

    concepts: frozenset[str]
    death: bool
    leaving: bool
    names: frozenset[str]


@lru_cache(maxsize=512)
def _reading(text: str) -> _Reading:
    # Her turns are read again at each of the trainee's turns; a call has few of them.
    read = sentences(text)
    return _Reading(
        frozenset[str]().union(
            *(concepts(sentence.tokens) | quantities(sentence.tokens) for sentence in read)
        ),
        any(says(sentence, "heart", "death") for sentence in read),
        any(says(sentence, "hers", "leaving") for sentence in read),
        frozenset[str]().union(*(_named(sentence) for sentence in read)),
    )


def _named(sentence: Sentence) -> frozenset[str]:
    """Capitalised words that may be a name; a first word only if what follows makes it one."""
    first = _FIRST_NAME.match(sentence.text)
    inner = _INNER_NAME.findall(sentence.text)
    found = {name.lower() for name in [*inner, *([first[1]] if first else [])]}
    return frozenset(found - STOP_WORDS - NOT_NAMES)


def _asked(context: Context, last: tuple[Sentence, ...]) -> bool:
    asking = {MoveKind.ASK_PROOF, MoveKind.ASK_PURPOSE, MoveKind.ASK_WHO, MoveKind.CLARIFY}
    return context.move in asking or any(sentence.asks for sentence in last)


def _resisted(context: Context, last: tuple[Sentence, ...]) -> bool:
    if context.move is not None:
        return context.move in RESISTING
    return any(says(sentence, "hers", "objection") for sentence in last)


def _refused(context: Context, last: tuple[Sentence, ...]) -> bool:
    if context.move is not None:
        return context.move in REFUSING
    return any(says(sentence, "hers", "refusal") for sentence in last)
