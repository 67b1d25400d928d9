"""What the other person gave the trainee to answer: a feeling, a resistance, something to restate.

Used for feelings always, for moves only where a call from elsewhere does not record them.
The wordings are ours; they err towards seeing too little: what isn't seen costs the trainee
nothing.
"""

import re
from collections.abc import Collection

from simulator.conversation.call import Turn, words_in
from simulator.understanding.context import Context
from simulator.understanding.hers import hear
from simulator.understanding.shapes import shuts
from simulator.understanding.text import sentences
from simulator.vocabulary import MoveKind

SUBSTANCE_WORDS = 6
"""From this many words on, a turn of hers holds something that can be restated."""

DISTRESSED = 0.4
"""From this distress on (0 to 1) whatever she tells is a feeling to be answered."""
TELLING = frozenset({MoveKind.DISCLOSE, MoveKind.OBJECT})

_FEELING = re.compile(
    r"\b(?:afraid|scared|fright\w*|terrif\w*|worr(?:y|ied|ies|ying)|anxious|panic\w*|upset\w*"
    r"|cry(?:ing)?|cried|tears|sad(?:der|ly|ness)?|grie[fv]\w*|mourn\w*|loss|died|dies|dying|death|drown\w*"
    r"|passed (?:away|on)|dead|funeral|cremat\w*|bur(?:y|ied)|widow\w*|lonely|all alone|on my own"
    r"|miss (?:him|her|them)|heart\s?br\w+|hurt(?:s|ing|ful)?|ang(?:ry|er)|furious|frustrat\w*"
    r"|fed up|exhaust\w*|worn out|overwhelm\w*|(?:can't|cannot) (?:cope|sleep|face|bear|go on)"
    r"|asham\w*|embarrass\w*|guilt\w*|shock\w*|distress\w*|devastat\w*|humiliat\w*|betray\w*"
    r"|desperate|hopeless|helpless|stress\w*|nightmare|diagnos\w*|lump|tumou?r|cancer|miscarr\w*"
    r"|horrible|awful|dreadful"
    r"|unbearable|hate (?:this|that|it|having)|sick of|put (?:(?:him|her|it) )?(?:down|to sleep)"
    r"|(?:don't|do not) know (?:what|how|where) to|(?:hard|difficult|tough) (?:for|on) (?:me|us)"
    r"|(?:so|very|really|too) (?:hard|tired|difficult)"
    r"|ruin\w*|disappoint\w*|let \w+ (?:down|go)|laid off|made redundant"
    r"|shak(?:ing|en)|under water|flood\w*|(?:can't|cannot) (?:look|believe|stop)|appall\w*"
    r"|disgust\w*|ridiculous|had enough|need a (?:minute|moment)"
    r"|lost (?:my|our|him|her|everything)"
    r"|divorc\w*|split up|bro(?:ke|ken) up|evict\w*|fired|sacked|bull(?:y|ied|ying)|ignored"
    r"|reject\w*"
    r"|invisible|ghosted|blocked me|affair|cheat\w*|abandon\w*|numb|jealous\w*|howl\w*|scream\w*"
    r"|shout(?:s|ed|ing)? at|(?:i|it|just) (?:feel|felt|feels|feeling)|panic|burn(?:t|ed) out"
    r"|done with|dementia|parkinson\w*|stroke|coma|intensive care|crash(?:ed)?|suicid\w*|addict\w*"
    r"|fraud|failed|didn't get|turned (?:me|us) down|passed over|left out|without me|pretend\w*"
    r"|kick(?:ing|ed) myself|hat(?:e|ed) (?:me|myself|her|him|them|it)|stuck|alone)\b",
    re.IGNORECASE,
)
_FIRM_NO = re.compile(
    r"\b(?:take (?:me|us) off|(?:stop|don't|do not) (?:\w+ )?(?:call|ring|telephone|phone)(?:ing)?"
    r"|said no|thanks?(?: you)?,? but no)\b",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"\b(?:send|e-?mail|write|writing|later|another time|next (?:week|month|year)|call back)\b",
    re.IGNORECASE,
)
_WHO = re.compile(r"\bwho(?:'s| is| are|’s)? (?:this|you|that|calling|speaking)\b", re.IGNORECASE)
_PURPOSE = re.compile(
    r"\b(?:what(?:'s|’s| is) (?:this|it|that) (?:about|regarding|for)|what do you want"
    r"|what can i do|why are you calling|how can i help|get to the point|what are you selling)\b",
    re.IGNORECASE,
)


def shows_feeling(turn: Turn) -> bool:
    """Whether a turn of hers names a feeling or a loss, or was played by someone in distress.

    Grief often names nothing ("She carried things.  Gloves."): there the recorded state tells.
    """
    hers = hear(Context.after(turn.text))
    named = bool(_FEELING.search(turn.text)) or hers.death or bool(hers.feelings)
    return named or _plays(turn, {MoveKind.HURT}) or _in_distress(turn)


def _in_distress(turn: Turn) -> bool:
    distressed = turn.state is not None and turn.state.distress >= DISTRESSED
    return distressed and _plays(turn, TELLING)


def _plays(turn: Turn, kinds: Collection[MoveKind]) -> bool:
    return turn.move is not None and turn.move.kind in kinds


def asks_to_stop(turn: Turn) -> bool:
    """Whether she asks to be left alone for good."""
    return any(map(shuts, sentences(turn.text)))


def gives_substance(turn: Turn) -> bool:
    """Whether a turn of hers says enough to be restated."""
    told = _plays(turn, TELLING) or shows_feeling(turn)
    return told or words_in(turn.text) >= SUBSTANCE_WORDS


def moves_of(turn: Turn) -> frozenset[MoveKind]:
    """Her move as it was recorded, or the few that plain words give away."""
    if turn.move is not None:
        return frozenset({turn.move.meant})
    hers = hear(Context.after(turn.text))
    firm = bool(_FIRM_NO.search(turn.text))
    refused, later = firm or hers.refused, not firm and bool(_LATER.search(turn.text))
    seen = (
        (MoveKind.ASK_WHO, _WHO.search(turn.text)),
        (MoveKind.ASK_PURPOSE, _PURPOSE.search(turn.text)),
        (MoveKind.OBJECT, hers.resisted and not refused),
        (MoveKind.DECLINE, refused and not later),
        (MoveKind.BRUSH_OFF, refused and later),
        (MoveKind.DISCLOSE, shows_feeling(turn)),
    )
    return frozenset(kind for kind, found in seen if found)
