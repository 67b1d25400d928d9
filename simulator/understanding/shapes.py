"""Shapes of a whole turn beside her line: an echo, news she never told, a door she had shut.

What makes these a fault is no word of theirs but what she said before.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from simulator.conversation.appraisal import FaultHit
from simulator.understanding.moment import Moment
from simulator.understanding.stems import concepts
from simulator.understanding.text import Sentence
from simulator.vocabulary import Fault

ECHOED = 2
"""Things of hers that a turn says twice, from which it plays her words back and adds nothing."""
QUESTIONS = 3
"""Questions strung on commas from which no one of them can be answered."""
_SHUT = re.compile(
    r"(?<!\bi )(?<!\bwe )\b(?:do not|never|stop) (?:\w+ )?(?:call|ring|telephone|phone|contact)\w*"
    r"(?! (?:me|us|him|her|it|this|that) (?!again|back|any|on|at|about|here|ever)\w)"
    r"|\b(?:no|any) more (?:e?mails|texts|calls|letters|messages)|\bunsubscribe|\bopt (?:me )?out"
    r"|\b(?:take|remove) (?:me|us) (?:\w+ )?(?:off|from)|\bleave (?:me|us) alone|^stop$"
)
_REACHES_OUT = re.compile(
    r"\b(?:i|we) will (?:(?!not\b|never\b|no)\w+ ){0,5}(?:ring|call|bell|check (?:back|in)"
    r"|follow up|reach out|be in touch|catch you|try you)\b|\bkeep you on\b|\bnewsletter\b"
    r"|\breply \d|\bput you down for\b"
)
_TOLD = re.compile(
    r"\btold (?:\w+ ){0,3}already|\balready (?:\w+ )?(?:told|said)|\bi have said\b|\bi said\b"
    r"|\bwrote (?:it|that)\b|\b(?:sooner|rather) not (?:say|tell|talk)"
    r"|\bdo not (?:want|like) to (?:say|tell|talk)"
)
_AGAIN = re.compile(
    r"\b(?:take|talk|walk) (?:me|us) through|\bin your own words|\bhear it from you"
    r"|\bfrom the (?:very )?(?:beginning|start)|\bwhat happened\b|\bwhat did you (?:put|write|say)"
    r"|\bhow (?:did )?(?:he|she|they) (?:die|died|pass|passed)|\bwas it sudden"
)
_JOKES = re.compile(r"\b(?:just|only) (?:kidding|joking|messing)|\bno pun\b|\bdark humou?r\b")
_LAUGHS = re.compile(r"\bha\b|\bhaha\b|\blol\b")
_LIGHT = re.compile(r"\bha\b|\bhaha\b|\bjok\w+|\bfunny\b|\blaugh\w*")
_STRUNG = re.compile(
    r"(?:^|[,;] (?:and |or )?|\band |\bor )(?:"
    r"(?:what|who|whose|when|where|which|why|how)\b"
    r"|(?:is|was|are|were|do|does|did|have|has|had|can|could|will|would) "
    r"(?:you|he|she|it|they|there|that|your|anyone|anybody)\b)"
)


def shapes(moments: Sequence[Moment], caring: bool) -> Iterator[FaultHit]:
    """Faults of the turn's shape; ``caring`` if the other person is in distress."""
    if not moments:
        return
    hers = " ".join(sentence.full.strip() for sentence in moments[0].hers.last)
    if echoes(moments):
        yield FaultHit(fault=Fault.EMPTY_EMPATHY, quote=moments[0].sentence.text)
    for at in moments:
        for fault in _in_sentence(at, hers, caring):
            yield FaultHit(fault=fault, quote=at.sentence.text)


def shuts(sentence: Sentence) -> bool:
    """Whether it asks to be called, written to or bothered no more."""
    return bool(_SHUT.search(sentence.full.strip()))


def echoes(moments: Sequence[Moment]) -> bool:
    """Whether it turns her last words over and over."""
    told = frozenset[str]().union(*(concepts(one.tokens) for one in moments[0].hers.last))
    said = Counter(
        thing for at in moments for token in at.sentence.tokens for thing in concepts([token])
    )
    return sum(said[thing] > 1 for thing in told) >= ECHOED


def _in_sentence(at: Moment, hers: str, caring: bool) -> Iterator[Fault]:
    own = at.sentence.full.strip()
    if any(map(shuts, at.hers.last)) and _REACHES_OUT.search(own):
        yield Fault.PRESSURE
    if caring and _TOLD.search(hers) and _AGAIN.search(own):
        yield Fault.REPEAT_DEATH if at.mourning else Fault.DISMISSAL
    if _JOKES.search(own) or (at.mourning and _LAUGHS.search(own) and not _LIGHT.search(hers)):
        yield Fault.DISMISSAL
    if at.sentence.asks and len(_STRUNG.findall(at.sentence.text.lower())) >= QUESTIONS:
        yield Fault.VOLLEY
