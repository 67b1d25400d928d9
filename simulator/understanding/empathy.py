"""EPITOME's three mechanisms of a turn (Sharma et al., EMNLP 2020), and what it understood of hers.

Levels follow the published scheme: *emotional reactions* 1 alludes to warmth, 2 states a feeling of
one's own for the other; *interpretations* 1 claims understanding, 2 says what was understood;
*explorations* 1 asks in general, 2 asks about something of hers.  A level is no merit by itself:
an empty condolence reacts, too.  ``understanding`` is ours: it is credited only for
her own words.
"""

from collections.abc import Iterable, Sequence

from simulator.conversation.appraisal import NONE, Level
from simulator.understanding.moment import Moment
from simulator.understanding.phrases import says
from simulator.understanding.stems import concepts, content
from simulator.understanding.tells import names_no_feeling
from simulator.understanding.words import listed
from simulator.vocabulary import Act

WEAK, STRONG = 0.65, 0.7
"""How far the two levels are to be trusted; set by hand."""
REPEATED = 6
"""Words from which her sentence said again is an echo; fewer are a short nod to what she said."""
_GENERAL = frozenset(concepts(listed("general")))
_HERS = frozenset({"you", "your", "he", "his", "she", "her", "they", "their", "him", "them"})
_MINE = frozenset({"i", "my", "we", "our", "us", "me"})
ECHO = 0.85
"""Share of a sentence's words, in order, above which it only repeats hers."""


def _says(section: str, at: Moment) -> bool:
    return says(at.sentence, "epitome", section)


def emotional_reactions(moments: Sequence[Moment]) -> Level:
    """How far the turn expresses warmth or feeling for the other."""
    graded = ((_reaction(at), at) for at in moments if not at.holds("repair"))
    return _best(graded)


def _reaction(at: Moment) -> int:
    if _says("moved", at) or at.holds("condole"):
        return 2
    kind = _says("warm", at) or (at.holds("feeling") and bool(at.feelings))
    return 1 if kind else 0


def interpretations(moments: Sequence[Moment]) -> Level:
    """How far the turn tells an understanding of what the other feels or lives."""
    return _best((_interpretation(at), at) for at in moments)


def _interpretation(at: Moment) -> int:
    guessed = at.holds("feeling") and bool(at.feelings) and not at.holds("condole")
    reflected = at.holds("reflect") and bool(at.shared or at.feelings) and not at.sentence.asks
    if guessed or reflected or _says("shared_life", at):
        return 2
    return 1 if _says("claim", at) else 0


def explorations(moments: Sequence[Moment]) -> Level:
    """How far the turn asks about the other's feelings and experience."""
    return _best((_exploration(at), at) for at in moments)


def _exploration(at: Moment) -> int:
    if not (at.sentence.asks or (at.holds("open") and at.asks)):
        return 0
    if {Act.ASK_MEETING, Act.ASK_PERMISSION} & at.acts or not _says("probe", at):
        return 0
    about_her = at.sentence.words & {"you", "your", "he", "she", "they", "him", "her", "it", "that"}
    if at.shared or (at.feelings and about_her):
        return 2
    return 2 if about_her and len(content(at.sentence.tokens)) >= 2 else 1


def understanding(moments: Sequence[Moment]) -> Level:
    """How far the turn gives back facts or feelings that she really told, not as an echo."""
    return _best((_understood(at), at) for at in moments)


def _understood(at: Moment) -> int:
    given = at.shared - _GENERAL
    if not given or _parrots(at) or names_no_feeling(at):
        return 0
    framed = at.holds("reflect") or at.holds("feeling") or at.holds("condole")
    if at.asks and not framed:
        return 1 if len(given) >= 2 else 0
    if framed and (len(given) >= 2 or given & at.hers.feelings):
        return 2
    return 1 if framed or len(given) >= 2 or _about_her(at) else 0


def _about_her(at: Moment) -> bool:
    """Whether it states something of her, or is but a few words of hers again."""
    own = at.sentence.tokens
    speaks = bool(at.sentence.words & _HERS) and not at.sentence.words & _MINE
    return speaks or (len(own) < REPEATED and not at.sentence.words & _MINE)


def _parrots(at: Moment) -> bool:
    """Whether the sentence says one of hers again, word for word."""
    own = at.sentence.tokens
    return len(own) >= REPEATED and any(_echo(own, her.tokens) >= ECHO for her in at.hers.sentences)


def _echo(own: tuple[str, ...], hers: tuple[str, ...]) -> float:
    """Share of ``own`` that is one unbroken run of ``hers``."""
    said = " " + " ".join(hers) + " "
    longest = 0
    for start in range(len(own)):
        length = longest
        while (
            start + length < len(own) and f" {' '.join(own[start : start + length + 1])} " in said
        ):
            length += 1
        longest = max(longest, length)
    return longest / len(own)


def _best(graded: Iterable[tuple[int, Moment]]) -> Level:
    level, at = max(
        ((level, at) for level, at in graded), key=lambda pair: pair[0], default=(0, None)
    )
    if level == 0 or at is None:
        return Level(level=0, probability=0.8) if at is not None else NONE
    return Level(level=level, probability=STRONG if level == 2 else WEAK, quote=at.sentence.text)
