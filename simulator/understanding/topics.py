"""Topics: which of her facts a turn asks for, by what its questions mean and by cue words."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
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
        each = [(question, name) for question in questions for name in pools]
        hits: dict[str, TopicHit] = {}
        for question, name in each:
            for fact, sure in self._sure(question, name).items():
                if fact not in hits or sure > hits[fact].probability:
                    quote = question.sentence.text
                    hits[fact] = TopicHit(fact=fact, probability=sure, quote=quote)
        topics = sorted(hits.values(), key=lambda hit: (-hit.probability, hit.fact))
        return Wanted(tuple(topics), not topics and any(self._torn(*one) for one in each))

    def _sure(self, question: Question, persona: str) -> Mapping[str, float]:
        """Facts that the question is about, surely enough."""
        if persona not in self._known:
            return self._words.scores(persona, _keys(question))
        found = (self._likely(text, question, persona) for text in _readings(question))
        return next((facts for facts in found if facts), {})

    def _likely(self, text: str, question: Question, persona: str) -> dict[str, float]:
        sure = self._figures(text, question, persona).items()
        return {fact: one for fact, one in sure if one >= self._asked.card.bar}

    def _torn(self, question: Question, persona: str) -> bool:
        if persona not in self._known:
            return False
        figures = self._figures(question.sentence.text, question, persona)
        return sum(figures.values()) >= TORN

    def _figures(self, text: str, question: Question, persona: str) -> dict[str, float]:
        cued = self._words.whole(persona, _keys(question))
        return self._asked.probabilities(text, self._known[persona], cued)

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


def _keys(question: Question) -> tuple[str, ...]:
    return keys_of(question.sentence.tokens, by_concept=True)


def _readings(question: Question) -> Iterator[str]:
    """The question by itself; and, if that says nothing, after the sentence before it."""
    yield question.sentence.text
    if question.before:
        yield f"{question.before} {question.sentence.text}"
