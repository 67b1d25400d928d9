"""The main behaviour of a turn, as coders of counselling calls name it: one of four.

Question, input (information or advice), reflection, other: the four of AnnoMI (Wu et al., ICASSP
2022), after MITI.  Read from how the sentences are built; nothing was trained on that set, but its
development part was in view when the weights here were set by hand.
"""

import re
from collections.abc import Sequence

from simulator.understanding.context import Context
from simulator.understanding.stems import concepts
from simulator.understanding.text import Sentence, sentences
from simulator.understanding.words import listed
from simulator.vocabulary import Behaviour

ASKED = 2.0
"""What a question's words weigh against those around it: it is what the other answers."""
TO_REFLECT, TO_CHECK = 0.2, 1.6
"""What a statement must show to count as a reflection; and one that ends in a question mark."""
SHORT, ROOMY, LONG = 4, 8, 20
"""Words up to which a statement says nothing of its own, a remark is short, a speech begins."""
RECENT = 3
"""Turns of hers that may be given back."""

_BACK, _FILL = listed("backchannel"), listed("fillers")
_WH, _AUX = listed("wh"), listed("auxiliaries")
_ME, _YOU = frozenset({"i", "my", "we", "our", "let"}), frozenset({"you", "your", "yours"})
_OTHERS = frozenset({"he", "she", "they", "it", "that", "this", "his", "her", "their"})
_SOUNDS = re.compile(
    r"\b(?:sounds?|seems?|looks?|feels?|hear(?:ing)?|sense|gather|understand(?:ing)?|said|saying"
    r"|mentioned|talk(?:ed|ing) about|telling)\b"
)
_INVITES = re.compile(
    r"\b(?:tell me|remind me|describe|walk me through|say (?:a bit |some )?more|i wonder|wondering"
    r"|curious|(?:what|how) about|i want to (?:know|hear|ask)|can i ask|let me ask|interested in)\b"
)
_STEERS = re.compile(
    r"\b(?:should|recommend|suggest|advise|need to|have to|must|try to|let us|let me|make sure"
    r"|i would like you to|you (?:can|could|might|may|will))\b"
)
_INFORMS = re.compile(
    r"\b(?:percent|research|evidence|studies|guidelines|because|means|called|usually|often|most"
    r"|people|there (?:is|are)|some of|we|our|us|information|example|helps?|reduce|risk)\b"
)
_POLITE = re.compile(
    r"\b(?:thanks?|nice (?:to|talking)|good (?:morning|afternoon|to see)|see you|my name|bye"
    r"|welcome|that sounds (?:good|great|fine)|hi|hello|take care)\b"
)


def behaviour(text: str, context: Context) -> Behaviour:
    """What the turn mainly does, by the words that go into each behaviour."""
    told = [token for turn in context.told[-RECENT:] for s in sentences(turn) for token in s.tokens]
    recent = concepts(told)
    weight = dict.fromkeys(Behaviour, 0.0)
    for stretch in _stretches(text):
        words = [token for sentence in stretch for token in sentence.tokens]
        kind = _kind(words, stretch[-1].asks, recent)
        weight[kind] += len(words) * _WEIGHTS[kind]
    if not any(weight.values()):
        return Behaviour.OTHER
    return max(Behaviour, key=lambda kind: weight[kind])


_WEIGHTS = {
    Behaviour.QUESTION: ASKED,
    Behaviour.INPUT: 1.0,
    Behaviour.REFLECTION: 1.0,
    Behaviour.OTHER: 0.5,
}


def _stretches(text: str) -> list[list[Sentence]]:
    """Sentences whole again: a long one is read in pieces, and its mark is on the last."""
    found: list[list[Sentence]] = []
    for sentence in sentences(text):
        if found and not re.search(r"[.!?…\-—][\"'”’)\]]*$", found[-1][-1].text):
            found[-1].append(sentence)
        else:
            found.append([sentence])
    return found


def _kind(words: Sequence[str], asks: bool, recent: frozenset[str]) -> Behaviour:
    core = [word for word in words if word not in _FILL]
    if set(words) <= _BACK or len(core) <= 1:
        return Behaviour.QUESTION if asks else Behaviour.OTHER
    plain = " ".join(words)
    gives_back = _gives_back(core, plain, recent)
    if asks:
        checks = gives_back >= TO_CHECK and len(core) >= ROOMY - 1
        return Behaviour.REFLECTION if checks and not _inverts(words) else Behaviour.QUESTION
    if _INVITES.search(plain) or (_lead(words) == core[0] and len(core) > SHORT - 1):
        return Behaviour.QUESTION
    if _POLITE.search(plain) and len(core) <= ROOMY + SHORT:
        return Behaviour.OTHER
    if gives_back >= TO_REFLECT:
        return Behaviour.REFLECTION
    return Behaviour.OTHER if len(core) <= SHORT else Behaviour.INPUT


def _gives_back(core: Sequence[str], plain: str, recent: frozenset[str]) -> float:
    """How far a statement speaks of the other person, in what she said, and doesn't teach."""
    first = next((word for word in core if word not in _BACK), "")
    yours, mine = sum(w in _YOU for w in core), any(w in _ME for w in core)
    shows = (
        (1.2, bool(_SOUNDS.search(plain)) and (yours > 0 or first in _OTHERS)),
        (1.0, first in _YOU),
        (0.3, first in _OTHERS),
        (0.4, len(core) <= ROOMY),
        (0.4, not mine),
        (-0.8, bool(_STEERS.search(plain))),
        (-0.8, first in _ME),
        (-0.6, not yours and len(core) > ROOMY),
        (-0.6, bool(_INFORMS.search(plain)) and yours < 2 and len(core) > ROOMY - 3),
    )
    score = sum(weight for weight, shown in shows if shown)
    shared = len(concepts(core) & recent)
    return score + 0.4 * min(3, shared) - 0.02 * max(0, len(core) - LONG)


def _inverts(words: Sequence[str]) -> bool:
    """Whether it has the order of a question, or a question word."""
    return bool(_lead(words)) or bool(set(words) & _WH)


def _lead(words: Sequence[str]) -> str:
    """The question word or auxiliary that leads, past fillers; empty if none does."""
    first = next((word for word in words if word not in _BACK | _FILL | {"then", "now", "or"}), "")
    return first if first in _WH | _AUX else ""
