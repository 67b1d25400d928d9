"""Who is in the call: the trainee's names, the names of the dead, and whom an offer would hurt."""

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from simulator.understanding.hers import NOT_NAMES
from simulator.understanding.moment import NOBODY, People
from simulator.understanding.phrases import says
from simulator.understanding.text import sentences
from simulator.understanding.words import members
from simulator.vocabulary import Archetype

if TYPE_CHECKING:
    from simulator.authoring.persona import Persona
    from simulator.authoring.scenario import Scenario

SORE = 0.4
"""Distress at the start from which an offer to buy would hurt."""
_CLOSE = frozenset([*members("kin"), *members("pet")])


def people_of(scenario: "Scenario | None", personas: "Mapping[str, Persona]") -> People:
    """The names that matter in the scenario."""
    if scenario is None:
        return People(lost=_lost(personas, frozenset())) if personas else NOBODY
    trainee = scenario.trainee
    own = _names(f"{trainee.name} {trainee.company} {trainee.product}")
    return People(
        trainee=_names(trainee.name),
        company=_names(trainee.company),
        product=_names(trainee.product),
        lost=_lost(personas, own),
    )


def sore(personas: "Mapping[str, Persona]") -> frozenset[str]:
    """Personas who are bereaved, frightened or distressed from the start."""
    tender = {Archetype.BEREAVED, Archetype.FRIGHTENED}
    return frozenset(
        name
        for name, persona in personas.items()
        if persona.archetype in tender or persona.temperament.distress >= SORE
    )


def _names(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in re.findall(r"\b[A-Z][\w'’-]+", text))


def _lost(personas: "Mapping[str, Persona]", taken: frozenset[str]) -> frozenset[str]:
    """Names that her story speaks beside a death, or beside a husband, a mother, a dog."""
    found: set[str] = set()
    for persona in personas.values():
        if persona.archetype is not Archetype.BEREAVED:
            continue
        own = _names(f"{persona.name} {persona.organisation} {persona.role}")
        found |= set(_named_beside(_story(persona))) - own
    return frozenset(found - taken - NOT_NAMES)


def _story(persona: "Persona") -> Iterable[str]:
    yield persona.background
    for fact in persona.facts:
        yield fact.called
        yield from fact.says


def _named_beside(story: Iterable[str]) -> Iterable[str]:
    for text in story:
        for sentence in sentences(text):
            if sentence.words & _CLOSE or says(sentence, "heart", "death"):
                # The first word has a capital anyway; only its repeats inside a sentence count.
                inner = sentence.text.split(" ", 1)[-1] if " " in sentence.text else ""
                yield from (name.removesuffix("'s").removesuffix("’s") for name in _names(inner))
