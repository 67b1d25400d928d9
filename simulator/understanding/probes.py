"""Probes: questions that reach for what she keeps to herself, told from terms that are offered."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from simulator.conversation.appraisal import FaultHit, TopicHit
from simulator.understanding.moment import Moment
from simulator.vocabulary import Act, Fault

if TYPE_CHECKING:
    from simulator.authoring.persona import Persona

SURELY = 0.75
"""The probability from which a question is about a fact: all words of one of its cues are there."""


def secrets(personas: "Mapping[str, Persona]") -> frozenset[str]:
    """Ids of the facts that nobody is told."""
    return frozenset(
        fact.id for persona in personas.values() for fact in persona.facts if fact.secret
    )


def probing(topics: Sequence[TopicHit], kept: Collection[str]) -> Iterator[FaultHit]:
    """The question whose likeliest topic is one of the secrets."""
    best = topics[0] if topics else None
    if best is not None and best.fact in kept and best.probability >= SURELY:
        yield FaultHit(fault=Fault.SECRET_PROBE, quote=best.quote)


def offers_terms(hit: FaultHit, moments: Sequence[Moment], right: Collection[str]) -> bool:
    """Whether what looks like a probe says on which terms she may tell, and asks for nothing."""
    if hit.fault is not Fault.SECRET_PROBE:
        return False
    said = next((at for at in moments if at.sentence.text == hit.quote), None)
    if said is None:
        return False
    meets = Act.ASK_MEETING in said.acts and hit.quote in right
    return meets or (not said.sentence.asks and (hit.quote in right or said.says("terms")))
