"""Overreach: a sentence that gives what the move doesn't, or takes the other person's part."""

import re

from simulator.persona.lines import Moment
from simulator.persona.part import Part
from simulator.vocabulary import MoveKind

_YIELDS = re.compile(
    r"\bconsider it (?:done|settled|yours)\b|\byou (?:win|'?ve (?:won|persuaded|convinced)|have "
    r"(?:won|persuaded|convinced|my (?:word|permission|blessing|consent)))\b|\bcount me in\b"
    r"|\bi (?:agree|accept|consent|give in|surrender|approve)\b|\b(?:it's|it is|they're) yours\b"
    r"|\bi(?:'m| am) (?:happy|glad|willing|ready|delighted) to\b"
    r"|\bi'm (?:sold|game|on board)\b"
    r"|\b(?:that|it|thursday|this) (?:works|suits|will do|sounds fine) for me\b|\bworks for me\b"
    r"|\bsee you (?:then|there|on|at|soon|tomorrow)\b|\bas you (?:wish|like|ask|say|command)\b"
    r"|\b(?:you (?:can|may|shall|will) (?:have|get|keep|take|come)|you'll (?:have|get))\b(?! to\b)"
    r"|\bi(?:'ll| will) (?:do (?:it|that|as|so|whatever)|give you|grant|agree|accept|allow|let you"
    r"|be there|see you|arrange|confirm|approve|go ahead)\b"
    r"|\blet's (?:do|go ahead|sign|start|begin|agree)\b"
    r"|\bno problem(?: at all)?\b|\bgo ahead with\b|\bgranted\b|\bagreed\b|\bit's a deal\b"
    r"|\bwhen can (?:you|we) (?:come|start|meet|begin)\b|\bsign (?:the|your|a|right)\b"
    r"|\bi(?:'d| would) (?:love|like) to hear more\b",
    re.IGNORECASE,
)
_ASSENTS = re.compile(
    r"^(?:yes|yeah|yep|sure|of course|certainly|absolutely|okay|ok|fine|all right|very well|deal"
    r"|done)\b(?! (?:but|so)\b)[^?]*$",
    re.IGNORECASE,
)
REFUSING = frozenset(
    {
        MoveKind.DECLINE,
        MoveKind.DEFLECT,
        MoveKind.OBJECT,
        MoveKind.PUZZLED,
        MoveKind.BRUSH_OFF,
        MoveKind.REBUKE,
        MoveKind.HURT,
        MoveKind.CHALLENGE,
    }
)
"""Moves that no sentence which begins with a yes can word."""
_SELLS = re.compile(
    r"\b(?:interest you in|interested in (?:our|my|a)|our (?:product|service|offer|solution)s?"
    r"|(?:calling|ringing|phoning|writing) (?:you )?(?:to offer|on behalf|about our)"
    r"|can save you|do you have a (?:minute|moment) for me|may i have a (?:minute|moment))\b",
    re.IGNORECASE,
)


class Overreach:
    """What one part may not say of the other side's, and may not give."""

    def __init__(self, part: Part) -> None:
        trainee = part.scenario.trainee
        first = re.escape(trainee.name.split()[0])
        firm = re.escape(trainee.company)
        own = re.escape(part.persona.name.split()[0])
        self._swap = re.compile(
            rf"\b(?:my name is|my name's|this is|i'm|i am|it's) {first}\b"
            rf"|\bwe at {firm}\b"
            rf"|\b(?:calling|ringing|writing|i'm|here|am) (?:from|at|with) {firm}\b",
            re.IGNORECASE,
        )
        self._told = re.compile(
            rf"^(?:{own}|she|he|they) (?:\w+ly )?(?:sigh|pause|laugh|smile|nod|shake|frown|shrug|"
            r"whisper|replie|stare|hesitate|roll|lean|snap|chuckle|cough|sniff|clear)e?s\b"
            r"|\b(?:she|he|they) (?:said|says|replied|answered|muttered|snapped|sighed|whispered)"
            r" (?:\w+ly|with an?|in an?)\b[^.]*\.?$|^[a-z_]+:\s",
            re.IGNORECASE,
        )

    def overreached(self, sentence: str, moment: Moment) -> str | None:
        """Why the sentence goes beyond the move or the part; ``None`` if it doesn't."""
        plain = sentence.strip().replace("’", "'")
        if self._swap.search(plain) or _SELLS.search(plain):
            return "another speaker's line"
        if self._told.search(plain):
            return "stage direction"
        if _YIELDS.search(plain):
            return "offer"
        refuses = moment.move.kind in REFUSING
        return "offer" if refuses and _ASSENTS.match(plain) else None
