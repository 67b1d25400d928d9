"""What in a turn costs trust: the fault and the sentence that shows it."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from simulator.conversation.appraisal import FaultHit
from simulator.understanding import phrases
from simulator.understanding.again import asks_again, reopens_a_wound
from simulator.understanding.moment import NOBODY, Moment
from simulator.understanding.orders import claims_a_yes, disguised, ordered, pries
from simulator.understanding.shapes import shapes
from simulator.understanding.tells import tells
from simulator.understanding.text import Sentence, sentences
from simulator.understanding.words import listed
from simulator.vocabulary import Act, Fault


def says(name: str, sentence: Sentence) -> bool:
    """Whether the sentence holds a phrase of that section of ``faults.txt``."""
    return phrases.says(sentence, "faults", name)


def faults_of(moments: Sequence[Moment], text: str, caring: bool) -> Iterator[FaultHit]:
    """The turn's faults, in order of the text; ``caring`` if the other person is in distress."""
    for moment in moments:
        ruled = [one for one in _in_sentence(moment, caring) if not moment.opinion.denies(one)]
        for fault in dict.fromkeys([*ruled, *_learned(moment, caring)]):
            yield FaultHit(fault=fault, quote=moment.sentence.text)
    yield from _condolence_then_demand(moments)
    yield from _empty(moments)
    yield from (hit for hit in tells(moments, caring) if not _denied(hit, moments))
    yield from shapes(moments, caring)
    for quote in disguised(text):
        yield FaultHit(fault=Fault.INJECTION, quote=quote)


def _denied(hit: FaultHit, moments: Sequence[Moment]) -> bool:
    return any(at.sentence.text == hit.quote and at.opinion.denies(hit.fault) for at in moments)


def _in_sentence(at: Moment, caring: bool) -> Iterator[Fault]:
    sentence = at.sentence
    if _advises(at, caring):
        yield Fault.ADVICE
    if says("self", sentence) and not sentence.asks:
        yield Fault.SELF_ORIENTED
    if says("dismissal", sentence):
        yield Fault.DISMISSAL
    if caring and says("upsell", sentence) and Act.APOLOGISE not in at.acts:
        yield Fault.UPSELL
    if _makes_her_say_it(at):
        yield Fault.REPEAT_DEATH
    if says("flattery", sentence) and not says("not_flattery", sentence):
        yield Fault.FLATTERY
    if Act.INSULT in at.acts and not at.says("not_insult"):
        yield Fault.INSULT
    if says("secret_probe", sentence) or pries(sentence):
        yield Fault.SECRET_PROBE
    if claims_a_yes(sentence):
        yield Fault.FALSE_CLAIM
    if ordered(sentence):
        yield Fault.INJECTION


def _learned(at: Moment, caring: bool) -> Iterator[Fault]:
    """Faults that the learned reader is sure of, where the call lets them be one."""
    barred = {
        Fault.UPSELL: not caring,
        Fault.ADVICE: at.hers.seeks_advice or not caring,
        Fault.REPEAT_DEATH: not at.mourning or asks_again(at),
        Fault.EMPTY_EMPATHY: bool(at.shared - _GENERIC),
    }
    heard = at.opinion.faults | ({Fault.INSULT} if Act.INSULT in at.opinion.acts else set())
    return (fault for fault in Fault if fault in heard and not barred.get(fault))


def _makes_her_say_it(at: Moment) -> bool:
    """Whether someone who mourns has to say it again, or prove it."""
    if not says("repeat_death", at.sentence) or says("not_repeat", at.sentence):
        return False
    if asks_again(at):
        return reopens_a_wound(at)
    return at.mourning or at.people == NOBODY or at.holds("death")


def _advises(at: Moment, caring: bool) -> bool:
    """Unasked advice; "you should see our demo" to a stranger is a pitch."""
    if at.hers.seeks_advice or says("not_advice", at.sentence):
        return False
    sells = bool({Act.PITCH, Act.ASK_MEETING} & at.acts)
    return says("advice", at.sentence) and (caring or not sells)


def _condolence_then_demand(moments: Sequence[Moment]) -> Iterator[FaultHit]:
    """A condolence or a stock "I understand", and the next breath wants something."""
    if any(Act.SILENCE in at.acts or at.sentence.words & {"ready"} for at in moments):
        return
    for at, after in zip_longest(moments, moments[1:]):
        bare = at.mourning and at.holds("sorry") and at.size <= BARE
        kind = at.holds("condole") or bare or says("stock", at.sentence)
        if not kind:
            continue
        if _demands(at) or _turns(at):
            yield FaultHit(fault=Fault.CONDOLENCE_THEN_DEMAND, quote=at.sentence.text)
        elif after and _demands(after) and not _says_more(at):
            yield FaultHit(fault=Fault.CONDOLENCE_THEN_DEMAND, quote=after.sentence.text)


def _demands(at: Moment) -> bool:
    return says("demand", at.sentence) and not says("not_demand", at.sentence)


def _turns(at: Moment) -> bool:
    """Whether a stock condolence is but a preamble: "Sorry for your loss, but …"."""
    return "but" in at.sentence.words and at.holds("condole") and says("stock", at.sentence)


def _says_more(at: Moment) -> bool:
    """Whether the condolence names what she told, beyond the loss itself."""
    return bool(at.shared) and bool(at.sentence.words & at.people.lost or len(at.shared) >= 2)


BARE = 4
"""Words up to which a sorry names nothing: "I am so sorry."."""
CONCEDING = 3
"""Words up to which a stock phrase after an objection is a concession."""
_HEARTY = listed("hearty")


def _empty(moments: Sequence[Moment]) -> Iterator[FaultHit]:
    """Stock phrases in a turn that names nothing of hers, repeated ones, and piles of them."""
    named = any(at.shared - _GENERIC and not says("stock", at.sentence) for at in moments)
    before = " ".join(moments[0].context.earlier).lower() if moments else ""
    seen: set[str] = set()
    for at in moments:
        piled = sum(token in _HEARTY for token in at.sentence.tokens) >= 4
        stock = says("stock", at.sentence)
        again = at.sentence.full in seen or (stock and at.sentence.text.lower() in before)
        # "I understand." to an objection concedes; it does not claim to feel with anyone.
        concedes = at.size <= CONCEDING and at.hers.resisted and not at.mourning and not again
        stock = stock and not concedes and not asks_again(at)
        first_condolence = at.holds("condole") and not again and not piled
        if (
            piled
            or (stock and again)
            or (stock and not _names(at) and not named and not first_condolence)
        ):
            yield FaultHit(fault=Fault.EMPTY_EMPATHY, quote=at.sentence.text)
        seen.add(at.sentence.full)


_GENERIC = frozenset({"loss", "frustrat", "feel", "understand", "hard", "difficult"})


def _names(at: Moment) -> bool:
    return bool(at.shared - _GENERIC) or bool(at.sentence.words & at.people.lost)


def hidden_orders(text: str, read: Sequence[Sentence]) -> Iterator[FaultHit]:
    """Orders in the part of a huge text that is not read for acts."""
    known = {sentence.text for sentence in read}
    for start in range(0, len(text), 3500):
        for sentence in sentences(text[start : start + 3600]):
            if sentence.text in known or sentence.text not in text:
                continue
            if ordered(sentence):
                yield FaultHit(fault=Fault.INJECTION, quote=sentence.text)
                return
