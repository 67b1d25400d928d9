"""How one reply of a model is judged at an audition: by other patterns than the guard's own."""

import re
from typing import NamedTuple

from simulator.conversation.call import words_in
from simulator.persona.audition_cues import Cue
from simulator.persona.part import Part
from simulator.persona.sentences import split
from simulator.vocabulary import MoveKind

_ROLE = re.compile(
    r"\bassist(?:ance|ant)?\b|\bhelp you\b|\bhow (?:can|may) i\b|\bcustomer service\b"
    r"|\b(?:ai|a\.i\.) (?:model|language)|\blanguage model\b|\brole.?play|\bas an ai\b"
    r"|\b(?:system )?prompt\b|\bsimulation\b|\btraining (?:call|exercise)\b"
    r"|\bcould you please (?:rephrase|clarify|provide)\b|\bhelp with that\b"
    r"|\bgreat (?:question|job|pitch)\b|\byou (?:should|could) try\b|\bwe offer\b|\bour (?:product|"
    r"service|solution|team)\b|<[a-z/]+>|\bcaller\b|\bdirection:|^\s*[A-Z][a-z]+:|\*[^*]+\*",
    re.IGNORECASE | re.MULTILINE,
)
"""Signs that another speaks than the person: a helper, the seller's side, the exercise itself."""


class Heard(NamedTuple):
    """What was found in one reply; ``False`` everywhere is what a good one gets."""

    slip: bool
    """Out of her role; her own full name tells that she is spoken about, not speaking."""
    leak: bool
    """Gave away a fact that is locked."""
    ignored: bool
    """Did not do what the direction said, or only said again what was said before."""
    words: int


def heard(text: str, cue: Cue, part: Part) -> Heard:
    """Judge a reply to a cue."""
    plain = text.replace("’", "'")
    return Heard(
        slip=_ROLE.search(plain) is not None or part.persona.name in text,
        leak=any(_says(plain, guard) for guard in _locked(cue, part)),
        ignored=_ignores(plain, cue) or _echoes(text, cue),
        words=words_in(text),
    )


def _locked(cue: Cue, part: Part) -> list[str]:
    # What the trainee said already, or what may be said now, is no secret any more.
    open_text = " ".join(cue.heard).lower()
    told = cue.target if cue.move is MoveKind.DISCLOSE else None
    return [
        guard
        for fact in part.facts.values()
        if fact.id != told
        for guard in fact.guards
        if guard.lower() not in open_text
    ]


def _says(text: str, guard: str) -> bool:
    return re.search(rf"\b{re.escape(guard)}", text, re.IGNORECASE) is not None


def _ignores(text: str, cue: Cue) -> bool:
    if cue.follows and not re.search(cue.follows, text, re.IGNORECASE):
        return True
    return bool(cue.breaks and re.search(cue.breaks, text, re.IGNORECASE))


def _echoes(text: str, cue: Cue) -> bool:
    # One or two words may well come again, unless they are all that is said.
    spoken = {_plain(sentence) for sentence in split(text)} | {_plain(text)}
    earlier = {_plain(one) for said in cue.heard for one in (said, *split(said))}
    whole = _plain(text)
    return any(one in earlier for one in spoken if one and (one.count(" ") > 1 or one == whole))


def _plain(sentence: str) -> str:
    return " ".join(re.findall(r"\w+", sentence.lower()))
