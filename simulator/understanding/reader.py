"""The reader: one trainee turn and its context in, one appraisal out; deterministic."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from simulator.conversation.appraisal import ActHit, Appraisal, FaultHit, ItemUse
from simulator.conversation.call import words_in
from simulator.understanding import empathy
from simulator.understanding.again import KEPT, asks_again, only_asks_again
from simulator.understanding.behaviour import behaviour
from simulator.understanding.context import Context
from simulator.understanding.cues import Items
from simulator.understanding.everyday import everyday
from simulator.understanding.faults import faults_of, hidden_orders
from simulator.understanding.hers import hear
from simulator.understanding.jargon import Jargon, jargon_fault
from simulator.understanding.landing import lands
from simulator.understanding.learned import NO_OPINION, READ, Learned, Opinion, shipped
from simulator.understanding.measure import Lengths, Push, pressure
from simulator.understanding.moment import Moment
from simulator.understanding.people import people_of, sore
from simulator.understanding.probes import offers_terms, probing, secrets
from simulator.understanding.text import HEAD, TAIL, Sentence, sentences
from simulator.understanding.tongue import readable, strange
from simulator.understanding.topics import Question, Topics
from simulator.understanding.voices import probability
from simulator.understanding.words import listed
from simulator.vocabulary import Act, Fault, Kind, Verdict

if TYPE_CHECKING:
    from simulator.authoring.persona import Persona
    from simulator.authoring.scenario import Scenario

THRESHOLD = 0.5
"""Acts below this probability are left out."""
_SILENT = re.compile(
    r"^[\W_]*(?:\(?\s*(?:silence|pause|says nothing|quiet|\.\.\.)\s*\)?)?[\W_]*$", re.I
)
_HEADER = re.compile(r"^subject:", re.I)
"""An e-mail's subject line: a title and no sentence, so only rules read it."""
_SPOKEN = re.compile(r"[^\W_]|[☀-➿\U0001f000-\U0001faff]")
_WITH_INFORM = frozenset(
    {Act.AGREE, Act.THANK, Act.GREET, Act.HANDLE_OBJECTION, Act.NAME_LOSS, Act.INFORM}
)
EARLY = 4
"""Turns within which a call's purpose is told."""
_OURS = frozenset({"we", "our", "ours", "us"})
_MURMURS = listed("murmurs")
"""What says no more than that somebody listens: nothing that a network could add to."""
_GOES_ON = frozenset({Act.OPEN_QUESTION, Act.CLOSED_QUESTION, Act.ASK_MEETING, Act.OFFER})
"""Who goes on to one of these hasn't taken leave yet: "I won't keep you.  May I …?"."""
_ROOMY = 10
"""Words from which a sentence with such an act can inform besides."""
_CREDIT = frozenset(
    {
        Act.REFLECT,
        Act.ACKNOWLEDGE_FEELING,
        Act.HANDLE_OBJECTION,
        Act.NAME_LOSS,
        Act.OPEN_QUESTION,
        Act.OFFER,
        Act.AGREE,
        Act.THANK,
        Act.SILENCE,
    }
)
_SPOILING = frozenset(
    {
        Fault.EMPTY_EMPATHY,
        Fault.CONDOLENCE_THEN_DEMAND,
        Fault.DISMISSAL,
        Fault.SELF_ORIENTED,
        Fault.ADVICE,
        Fault.REPEAT_DEATH,
        Fault.PRESSURE,
        Fault.UPSELL,
        Fault.FALSE_CLAIM,
        Fault.INSULT,
    }
)
"""Faults that take the credit from the very sentence they are in."""


_MANNER = frozenset(
    {Fault.UPSELL, Fault.DISMISSAL, Fault.ADVICE, Fault.PRESSURE, Fault.FALSE_CLAIM}
)
"""Faults that show by manner: what the trainee's own sheet says, said rightly, is none of them."""


class Reader:
    """Reads trainee turns of one scenario, or of none.

    Rules are the first voice; a learned reader adds what they missed and takes back their guesses.
    """

    def __init__(
        self,
        scenario: "Scenario | None",
        personas: "Mapping[str, Persona]",
        kind: Kind | None = None,
        learned: Learned | None = None,
    ) -> None:
        """Read for a scenario; without one, for calls of this ``kind``, if it is known."""
        self._learned = learned or shipped()
        self._in_call = scenario is not None
        self._items = Items(scenario)
        self._topics = Topics(personas)
        self._jargon = Jargon(scenario.jargon if scenario else ())
        self._lengths = Lengths(scenario.channel if scenario else None)
        self._people = people_of(scenario, personas)
        self._sore = sore(personas)
        self._secrets = secrets(personas)
        self._kind = scenario.kind if scenario else kind
        self._dossier = frozenset(item.id for item in scenario.dossier) if scenario else frozenset()
        self._wares = (
            frozenset(item.id for item in scenario.company_facts) if scenario else frozenset()
        )

    def warm(self) -> None:
        """Load the networks and read all facts, so that the first turn waits for neither."""
        self._learned.opinion("", "Hello.")
        self._topics.warm()

    def appraise(self, text: str, context: Context) -> Appraisal:
        """Read one turn; pure, and the same for the same text and context."""
        if _is_silent(text):
            return _silence(text)
        moments = self._moments(text, context)
        items = self._items.used([at.sentence for at in moments])
        jargon = self._jargon.used(text, context)
        push = pressure(moments)
        wanted = self._topics.asked(_questions(moments), context.persona)
        topics = wanted.topics
        again = only_asks_again(moments) and not topics
        found = self._faults(text, context, moments, items, jargon, push)
        faults = _once([*found, *probing(topics, self._secrets)])
        acts = self._with_use(_acts(moments, faults), items, context)
        acts = self._with_wares(acts, items, moments)
        words = words_in(text)
        foreign = strange(text)
        if foreign:
            acts, items = (), ()
        return Appraisal(
            acts=acts,
            faults=faults,
            emotional_reactions=empathy.emotional_reactions(moments),
            interpretations=empathy.interpretations(moments),
            explorations=empathy.explorations(moments),
            understanding=empathy.understanding(moments),
            items=items,
            topics=topics,
            everyday=everyday(moments),
            jargon=jargon,
            words=words,
            sentences=len(moments),
            pressure=push.level,
            concision=self._lengths.concision(words),
            behaviour=behaviour(text, context),
            lands=lands([at.opinion for at in moments]),
            unsure=wanted.torn or not (acts or faults or items or again),
            asks_again=again,
            foreign=foreign,
        )

    def _moments(self, text: str, context: Context) -> tuple[Moment, ...]:
        hers = hear(context)
        return tuple(
            Moment(
                sentence,
                index,
                context,
                hers,
                self._people,
                self._jargon.within(sentence.text),
                self._opinion(context, sentence) if index < READ else NO_OPINION,
            )
            for index, sentence in enumerate(sentences(text))
        )

    def _opinion(self, context: Context, sentence: Sentence) -> Opinion:
        murmurs = sentence.words <= _MURMURS and not sentence.asks
        titled = bool(_HEADER.match(sentence.text))
        if murmurs or titled or not readable(sentence.text):
            return NO_OPINION
        return self._learned.opinion(context.said, sentence.text, in_call=self._in_call)

    def _with_use(
        self, acts: tuple[ActHit, ...], items: Sequence[ItemUse], context: Context
    ) -> tuple[ActHit, ...]:
        """Early in a cold call, a thing known of this very person is the reason for the call."""
        right = (use for use in items if use.verdict is Verdict.RIGHT)
        known = [use for use in right if use.item in self._dossier]
        late = context.turn > EARLY or self._kind is not Kind.COLD_CALL
        if late or not known or any(hit.act is Act.STATE_PURPOSE for hit in acts):
            return acts
        hit = ActHit(act=Act.STATE_PURPOSE, probability=0.6, quote=known[0].quote)
        return _in_order((*acts, hit))

    def _with_wares(
        self, acts: tuple[ActHit, ...], items: Sequence[ItemUse], moments: Sequence[Moment]
    ) -> tuple[ActHit, ...]:
        """Telling a prospect unasked what one's own firm does is a pitch, however plain."""
        if self._kind is not Kind.COLD_CALL or any(hit.act is Act.PITCH for hit in acts):
            return acts
        wares = {use.quote for use in items if use.item in self._wares}
        told = next((at for at in moments if at.sentence.text in wares and _tells_of_us(at)), None)
        if told is None:
            return acts
        hit = ActHit(act=Act.PITCH, probability=0.6, quote=told.sentence.text)
        return _in_order((*acts, hit))

    def _faults(
        self,
        text: str,
        context: Context,
        moments: Sequence[Moment],
        items: Sequence[ItemUse],
        jargon: Sequence[str],
        push: Push,
    ) -> Iterable[FaultHit]:
        """The turn's faults, in order of the text."""
        read = [at.sentence for at in moments]
        right = {use.quote for use in items if use.verdict is Verdict.RIGHT}
        sheet = right | self._items.stated(read)
        told = faults_of(moments, text, self._caring(context, moments))
        found = [hit for hit in told if not (hit.fault in _MANNER and hit.quote in sheet)]
        if len(text) > HEAD + TAIL:
            found += hidden_orders(text, read)
        if push.level >= THRESHOLD and push.quote and push.quote not in sheet:
            found.append(FaultHit(fault=Fault.PRESSURE, quote=push.quote))
        if (term := jargon_fault(jargon, read)) is not None:
            found.append(term)
        if self._lengths.monologue(words_in(text)) and read:
            found.append(FaultHit(fault=Fault.MONOLOGUE, quote=read[0].text))
        found += [_false(use) for use in items if use.verdict in {Verdict.WRONG, Verdict.DECOY}]
        return [hit for hit in found if not offers_terms(hit, moments, right)]

    def _caring(self, context: Context, moments: Sequence[Moment]) -> bool:
        """Whether the other person is in no state to be sold to."""
        if context.persona is not None and self._kind is not None:
            return context.persona in self._sore
        if self._kind is not None:
            return self._kind is Kind.SERVICE
        return bool(moments) and (moments[0].hers.death or moments[0].hers.leaving)


def _questions(moments: Sequence[Moment]) -> list[Question]:
    texts = ["", *(at.sentence.text for at in moments)]
    return [Question(at.sentence, texts[at.index]) for at in moments if at.may_ask]


def _in_order(acts: Iterable[ActHit]) -> tuple[ActHit, ...]:
    return tuple(sorted(acts, key=lambda one: list(Act).index(one.act)))


def _tells_of_us(at: Moment) -> bool:
    """Whether it states what we do, and doesn't answer something she held against it or asked."""
    answers = at.hers.resisted or at.hers.asked
    return bool(at.sentence.words & _OURS) and not at.asks and not answers


def _once(found: Sequence[FaultHit]) -> tuple[FaultHit, ...]:
    """Each fault once, with the first sentence that shows it."""
    return tuple({hit.fault: hit for hit in reversed(found)}.values())


def _acts(moments: Sequence[Moment], faults: Sequence[FaultHit]) -> tuple[ActHit, ...]:
    """Each act once, at its surest sentence, in the order of the vocabulary."""
    best: dict[Act, ActHit] = {}
    announced = False
    for at in moments:
        here = _acts_in(at, _lost_in(at, faults))
        if announced and any(hit.act in _GOES_ON for hit in here):
            best.pop(Act.CLOSE, None)
        announced = announced or at.says("leaves_soon")
        for hit in here:
            if hit.act not in best or hit.probability > best[hit.act].probability:
                best[hit.act] = hit
    return tuple(best[act] for act in Act if act in best)


def _lost_in(at: Moment, faults: Sequence[FaultHit]) -> frozenset[Act]:
    """Acts that the sentence gets no credit for, for the faults that are in it."""
    here = {hit.fault for hit in faults if hit.quote == at.sentence.text}
    if here & {Fault.INJECTION, Fault.INSULT}:
        return frozenset(Act) - {Act.META_TALK, Act.INSULT}
    return _CREDIT if here & _SPOILING else frozenset()


def _acts_in(at: Moment, lost: frozenset[Act]) -> list[ActHit]:
    if asks_again(at):
        lost |= frozenset(Act) - KEPT
    graded = {act: probability(act, at) for act in Act if act not in lost}
    found = {act: sure for act, sure in graded.items() if sure >= THRESHOLD}
    crowded = found.keys() - _WITH_INFORM or (len(found) > 1 and at.size < _ROOMY)
    if crowded:
        found.pop(Act.INFORM, None)
    if Act.META_TALK in found:
        found = {Act.META_TALK: found[Act.META_TALK]}
    return [
        ActHit(act=act, probability=sure, quote=at.sentence.text) for act, sure in found.items()
    ]


def _false(use: ItemUse) -> FaultHit:
    return FaultHit(fault=Fault.FALSE_CLAIM, quote=use.quote)


def _is_silent(text: str) -> bool:
    return (
        bool(_SILENT.match(text[:200]))
        and (len(text) <= 200 or not text.strip(" ._-…\n\t"))
        and not _SPOKEN.search(_unbracketed(text[:200]))
    )


def _unbracketed(text: str) -> str:
    return re.sub(r"\b(?:silence|pause|says nothing|quiet)\b", "", text, flags=re.IGNORECASE)


def _silence(text: str) -> Appraisal:
    quote = text[:200].strip()
    hit = ActHit(act=Act.SILENCE, probability=0.95, quote=quote)
    return Appraisal(acts=(hit,), words=words_in(text))
