"""Topics: which of her facts a turn asks for, by what its questions mean and by cue words."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from simulator.conversation.appraisal import TopicHit
from simulator.understanding.asked import Asked, Known, shipped
from simulator.understanding.cue import keys_of
from simulator.understanding.cue_words import CueWords
from simulator.understanding.text import Sentence

if TYPE_CHECKING:
    from simulator.authoring.persona import Persona


class Question(NamedTuple):
    """A sentence that may ask, and what stands before it in the turn."""

    sentence: Sentence
    before: str = ""
    """The sentence before it, which may say what "it" is."""


TORN = 0.85
"""Probability of all facts together from which, if none is likely enough, it isn't clear which."""


class Wanted(NamedTuple):
    """What a turn asks for."""

    topics: tuple[TopicHit, ...] = ()
    """Facts, the likeliest first."""
    torn: bool = False
    """Whether a question is about something she knows, and it isn't clear what."""


class Topics:
    """What each persona's facts are about."""

    def __init__(self, personas: "Mapping[str, Persona]", asked: Asked | None = None) -> None:
        self._personas = personas
        self._words = CueWords(personas)
        self._asked = asked or shipped()

    def warm(self) -> None:
        """Read all facts now, and not when the first question comes."""
        _ = self._known

    def asked(self, questions: Sequence[Question], persona: str | None) -> Wanted:
        """What the questions ask for; of everybody, if it isn't known who is asked."""
        pools = [persona] if persona and persona in self._personas else list(self._personas)
        hits: dict[str, TopicHit] = {}
        torn = False
        for question, name in product(questions, pools):
            facts, unclear = self._read(question, name)
            torn = torn or unclear
            for fact, sure in facts.items():
                if fact not in hits or sure > hits[fact].probability:
                    quote = question.sentence.text
                    hits[fact] = TopicHit(fact=fact, probability=sure, quote=quote)
        topics = sorted(hits.values(), key=lambda hit: (-hit.probability, hit.fact))
        return Wanted(tuple(topics), torn and not topics)

    def _read(self, question: Question, persona: str) -> tuple[Mapping[str, float], bool]:
        """Facts that the question is surely about; and, if none, whether it isn't clear which."""
        keys = keys_of(question.sentence.tokens, by_concept=True)
        if persona not in self._known:
            return self._words.scores(persona, keys), False
        cued = self._words.whole(persona, keys)
        alone = self._asked.probabilities(question.sentence.text, self._known[persona], cued)
        if facts := self._likely(alone):
            return facts, False
        if question.before:
            text = f"{question.before} {question.sentence.text}"
            after = self._asked.probabilities(text, self._known[persona], cued)
            if facts := self._likely(after):
                return facts, False
        return {}, sum(alone.values()) >= TORN

    def _likely(self, sure: Mapping[str, float]) -> dict[str, float]:
        return {fact: one for fact, one in sure.items() if one >= self._asked.card.bar}

    @cached_property
    def _known(self) -> dict[str, Known]:
        """By persona what can be asked; of nobody, if the network isn't there."""
        if self._asked.missing:
            return {}
        return {
            name: self._asked.known(persona.facts)
            for name, persona in self._personas.items()
            if persona.facts
        }
