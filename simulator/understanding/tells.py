"""Tells: shapes of speech by which a fault shows, whatever words it happens to be said in.

Phrases find what was foreseen; these look at how a sentence is built: a verb at its head that
tells her what to do, a story in the first person, three questions in one breath, words put into
her mouth.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from simulator.conversation.appraisal import FaultHit
from simulator.understanding.hers import FEELING_WORDS
from simulator.understanding.moment import Moment
from simulator.understanding.phrases import says
from simulator.understanding.stems import concepts
from simulator.understanding.text import sentences
from simulator.understanding.words import listed
from simulator.vocabulary import Act, Fault

VOLLEY = 3
"""Questions, things asked for, or apologies, from which one turn holds too many of them."""
ITEM_WORDS = 4
"""Words of an item in an enumeration, at most."""
PUT_IN_HER_MOUTH = 3
"""Words from which a quotation has to be hers."""
_URGED, _BELIEFS = listed("urged"), listed("beliefs")
_CORPORATE, _ASKED_FOR = listed("corporate"), listed("asked_for")
_GRANTED = frozenset(one.replace("_", " ") for one in listed("granted"))
_LEADS = frozenset({"and", "so", "then", "or", "but", "also", "just", "maybe", "perhaps", "well"})
_SORRY = frozenset({"sorry", "apologise", "apologize", "apologies", "forgive"})
_INNER = re.compile(
    r"(?:^|[,;]\s*|\b(?:and|or|ask|me|tell)\s+)(?:what|when|who|which|how|why|where)\b"
)
_ITEM = re.compile(r",\s*(?:(?:and|or) )?|\b(?:and|or)\b")
_OUR = frozenset({"our", "we", "ours"})
_QUOTED = re.compile(r"[\"“]([^\"”]{8,200})[\"”]")
_FELT = re.compile(r"\b(?:feel|feels|feeling|felt) (?:(?:like|a|an|the|your|about) ){0,2}(\S+)$")
_FIRM = re.compile(
    r"\b(?:take|remove) (?:me|us|my \w+|our \w+) (?:off|from)"
    r"|(?<!\bi )(?<!\bwe )\b(?:do not|never|stop) (?:\w+ )?"
    r"(?:call|ring|telephone|phone|contact|write)\w*|\bleave (?:me|us) alone"
    r"|\bunsubscribe|\bopt (?:me )?out|^stop$"
)
_KIND = re.compile(
    r" (?:sorry|condolences|sympathi[sz]e|apologi[sz]e|understand|appreciate|hear (?:you|what|that)"
    r"|sympathy|sad to)\b"
)
_TURN = re.compile(r" (?:but|however|nevertheless|nonetheless|unfortunately|regardless)\b")
_MENDS = re.compile(
    r" \w+ (?:i|we|you do not|you will not|you need not|there is no|let|that is not)\b"
)
_AS_SHE_LIKES = re.compile(r"\b(?:you|she|he|they) (?:like|want|need|wish|can|prefer)s?$")
_GIVES = re.compile(r" (?:i|we) (?:will|can|have|am|are)\b(?! (?:to|not)\b)")
_SPARED = re.compile(r" (?:not|never) (?:have|need|had)\b")
_REFUSALS = frozenset({"not", "no", "never", "nothing", "nobody", "waive", "waived"})
_YES_BUT = frozenset({"okay", "yes", "sure", "fine", "right", "understood", "no", "great"})
_CHEER = frozenset({"great", "awesome", "amazing", "fantastic", "brilliant", "exciting", "perfect"})
_ALL_OF_THEM = frozenset({"everyone", "everybody", "nobody", "people", "men"})


def tells(moments: Sequence[Moment], caring: bool) -> Iterator[FaultHit]:
    """Faults that show by shape; ``caring`` if the other person is in distress."""
    for at in moments:
        for fault in _in_sentence(at, caring):
            yield FaultHit(fault=fault, quote=at.sentence.text)
    for fault, at in _in_turn(moments):
        yield FaultHit(fault=fault, quote=at.sentence.text)


def _in_sentence(at: Moment, caring: bool) -> Iterator[Fault]:
    if caring:
        yield from _to_the_hurt(at)
    else:
        yield from _to_the_busy(at)
    if _says("scorns", at) and not at.sentence.asks and not at.holds("apologise"):
        yield Fault.DISMISSAL
    if _deceives(at) or misquotes(at):
        yield Fault.FALSE_CLAIM
    if names_no_feeling(at):
        yield Fault.EMPTY_EMPATHY


def _deceives(at: Moment) -> bool:
    claims = _says("claims", at) and not at.shared
    return claims or (not at.asks and _says("deceives", at))


def _to_the_hurt(at: Moment) -> Iterator[Fault]:
    """What costs trust only with someone in distress."""
    lectures = urges(at) or (_says("lectures", at) and not at.asks)
    if lectures and not at.hers.seeks_advice and not at.holds("apologise"):
        yield Fault.ADVICE
    if _says("own", at) and not at.sentence.asks and not at.says("refuses"):
        yield Fault.SELF_ORIENTED
    if takes_back(at) or _duns(at):
        yield Fault.CONDOLENCE_THEN_DEMAND
    if _says("pitchy", at) and Act.APOLOGISE not in at.acts:
        yield Fault.UPSELL
    if _dismisses(at):
        yield Fault.DISMISSAL


def _to_the_busy(at: Moment) -> Iterator[Fault]:
    """What costs trust with someone who never asked for the call."""
    if _says("assumes", at) or _after_a_firm_no(at) or _argues(at):
        yield Fault.PRESSURE
    if _soothes(at) or _says("defends", at):
        yield Fault.DISMISSAL
    if _says("hypes", at):
        yield Fault.JARGON


def _argues(at: Moment) -> bool:
    """Whether the turn begins by contradicting her."""
    first, second = (*at.sentence.tokens[:2], "")[:2]
    begins = first == "but" or (second == "but" and first in _YES_BUT)
    return at.index == 0 and begins


def _dismisses(at: Moment) -> bool:
    """Whether it soothes, compares, belittles, defends the house or sends her elsewhere."""
    if _gives_back(at) and not _says("compares", at):
        return False
    spared = at.asks or bool(_SPARED.search(at.sentence.full))
    sends_away = _says("passes_on", at) and not spared
    if _says("belittles", at) or sends_away:
        return True
    if _says("excuses", at) and not at.asks:
        return True
    if at.holds("apologise") and not _says("defends", at):
        return False
    hers = {token for sentence in at.hers.last for token in sentence.tokens}
    restates = at.holds("feeling") or bool(hers & at.sentence.words & _ALL_OF_THEM)
    compares = _says("compares", at) and not (restates or at.asks)
    return compares or _soothes(at) or _cheers(at) or _says("defends", at)


def _cheers(at: Moment) -> bool:
    """Whether it calls great what has just hurt her."""
    hurt = at.hers.death or bool(at.hers.feelings)
    return hurt and bool(at.sentence.words & _CHEER) and not at.holds("reflect")


def _soothes(at: Moment) -> bool:
    """Whether it promises that all will be well, or speaks for whoever hurt her."""
    return _says("reassures", at) and not at.holds("feeling") and len(at.shared) < 2


def _duns(at: Moment) -> bool:
    """Whether it wants money or papers, and neither refuses to nor offers to give them itself."""
    spares = bool(at.sentence.words & _REFUSALS) or bool(_GIVES.search(at.sentence.full))
    return _says("dunning", at) and not spares


def _gives_back(at: Moment) -> bool:
    """Whether it says what she has just said, from the other side, and nothing else."""
    hers = [concepts(sentence.tokens) for sentence in at.hers.last]
    own = concepts(at.sentence.tokens)
    return len(own) > 1 and any(own <= said for said in hers)


def takes_back(at: Moment) -> bool:
    """Whether a kind half is undone by the other: "I'm sorry, but the fee still applies"."""
    kind = _KIND.search(at.sentence.full)
    rest = at.sentence.full[kind.end() :] if kind else ""
    turn = _TURN.search(rest)
    if turn is None or at.says("concedes"):
        return False
    return not _MENDS.match(rest[turn.start() :])


def _says(section: str, at: Moment) -> bool:
    return says(at.sentence, "tells", section)


def urges(at: Moment) -> bool:
    """Whether a verb at its head tells the other person what to do with her life."""
    tokens = [token for token in at.sentence.tokens if token not in _LEADS]
    if at.sentence.asks or len(tokens) < 2:
        return False
    head = tokens[2:] if tokens[:2] == ["do", "not"] else tokens
    if not head or head[0] not in _URGED:
        return False
    rest = " ".join(head[1:])
    if _AS_SHE_LIKES.search(rest):
        return False
    return not any(f"{rest} ".startswith(f"{words} ") for words in _GRANTED)


def misquotes(at: Moment) -> bool:
    """Whether it quotes words as hers that she never said."""
    told = at.hers.concepts
    for match in _QUOTED.finditer(at.sentence.text):
        words = [token for part in sentences(match[1]) for token in part.tokens]
        mine = concepts(words)
        if len(words) >= PUT_IN_HER_MOUTH and mine and len(mine & told) * 2 < len(mine):
            return bool(at.sentence.words & {"you", "your"})
    return False


def names_no_feeling(at: Moment) -> bool:
    """Whether it says that she feels a thing which is no feeling: "so you feel dog"."""
    found = _FELT.search(" ".join(at.sentence.tokens))
    if found is None or not at.sentence.words & {"you", "your"}:
        return False
    felt = concepts([found[1]])
    return bool(felt & at.hers.concepts) and not felt & FEELING_WORDS


def _after_a_firm_no(at: Moment) -> bool:
    """Whether it asks for anything more of someone who wants to be left alone."""
    hers = " ".join(token for sentence in at.hers.last for token in sentence.tokens)
    asks = at.asks or at.sentence.tokens[:1] == ("but",)
    return bool(_FIRM.search(hers)) and asks and not at.holds("apologise")


def _in_turn(moments: Sequence[Moment]) -> Iterator[tuple[Fault, Moment]]:
    if not moments:
        return
    asking = [at for at in moments if at.sentence.asks]
    crowded = [at for at in moments if _asks_many(at)]
    whole = " ".join(at.sentence.text for at in moments).lower()
    if len(asking) >= VOLLEY or crowded or (asking and len(_INNER.findall(whole)) >= VOLLEY):
        yield Fault.VOLLEY, (crowded or asking)[0]
    if (at := _piles_up(moments)) is not None:
        yield Fault.EMPTY_EMPATHY, at


def _asks_many(at: Moment) -> bool:
    """Whether one sentence holds several questions, or asks for several things."""
    if not at.sentence.asks or _lists(at):
        return _wants_many(at) or _lists(at)
    return at.sentence.tokens.count("or") >= VOLLEY - 1 or _wants_many(at)


def _wants_many(at: Moment) -> bool:
    return len(at.sentence.words & _ASKED_FOR) >= VOLLEY and not at.shared & _ASKED_FOR


def _lists(at: Moment) -> bool:
    """Whether it enumerates what the wares can do."""
    items = [len(item.split()) for item in _ITEM.split(at.sentence.text)]
    short = sum(0 < words <= ITEM_WORDS for words in items[1:])
    if at.sentence.asks:
        return short >= VOLLEY - 1 and "," in at.sentence.text and "and" in at.sentence.words
    return short >= VOLLEY and bool(at.sentence.words & _OUR)


def _piles_up(moments: Sequence[Moment]) -> Moment | None:
    """The sentence that says sorry, or "I hear you", once too often, or speaks as letters do."""
    sorry = [at for at in moments for token in at.sentence.tokens if token in _SORRY]
    if len(sorry) >= VOLLEY:
        return sorry[-1]
    beliefs = [at for at in moments for _ in range(_professed(at))]
    if len(beliefs) >= VOLLEY and not any(len(at.shared) > 1 for at in moments):
        return beliefs[-1]
    return next((at for at in moments if _writes(at)), None)


def _professed(at: Moment) -> int:
    tokens = at.sentence.tokens
    return sum(one in {"i", "we"} and other in _BELIEFS for one, other in pairwise(tokens))


def _writes(at: Moment) -> bool:
    """Whether it is made of the words of form letters, and of nothing of hers."""
    return len(at.sentence.words & _CORPORATE) >= 2 and len(at.shared) < 2
