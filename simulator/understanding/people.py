"""Who is in the call: the trainee's names, the names of the dead, and whom an offer would hurt."""

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from simulator.understanding.figures import figures_of
from simulator.understanding.hers import NOT_NAMES
from simulator.understanding.moment import NOBODY, People
from simulator.understanding.names import CAPITAL
from simulator.understanding.phrases import says
from simulator.understanding.stems import STOP_WORDS
from simulator.understanding.text import sentences
from simulator.understanding.words import members
from simulator.vocabulary import Archetype, Kind

if TYPE_CHECKING:
    from simulator.authoring.persona import Persona
    from simulator.authoring.scenario import Scenario

SORE = 0.4
"""Distress at the start from which an offer to buy would hurt."""
_CLOSE = frozenset([*members("kin"), *members("pet")])
_LIVING = frozenset(["daughter", "son", "sister", "brother", "friend", "child", "baby"])
_NO_NAME_AFTER = frozenset(["a", "an", "the", "black", "brown", "white", "old", "young"])
_NAME = re.compile(r"(?:\b([a-z]+) )?\b([A-Z][a-z]{1,20})\b")


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
        mourning=any(persona.archetype is Archetype.BEREAVED for persona in personas.values()),
        service=scenario.kind is Kind.SERVICE,
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
    return frozenset(word.lower() for word in re.findall(rf"\b{CAPITAL}[\w'’-]+", text))


def _lost(personas: "Mapping[str, Persona]", taken: frozenset[str]) -> frozenset[str]:
    """Names that her story speaks beside a death, or beside a husband, a mother, a dog."""
    found: set[str] = set()
    for persona in personas.values():
        if persona.archetype is not Archetype.BEREAVED:
            continue
        own = _names(f"{persona.name} {persona.organisation} {persona.role}")
        found |= set(_named_beside(_story(persona))) - own
    return frozenset(found - taken - NOT_NAMES - STOP_WORDS - _no_names(found))


def _no_names(found: set[str]) -> set[str]:
    return {name for name in found if name.rstrip("s") in NOT_NAMES or figures_of(name)}


def _story(persona: "Persona") -> Iterable[str]:
    yield persona.background
    for fact in persona.facts:
        yield fact.called
        yield from fact.says


def _named_beside(story: Iterable[str]) -> Iterable[str]:
    for text in story:
        for sentence in sentences(text):
            dead = says(sentence, "heart", "death")
            for match in _NAME.finditer(sentence.text):
                # "her husband Tom", or any name in a sentence that tells of a death.
                close = match[1] in _CLOSE - _LIVING
                if close or (dead and match[1] not in _NO_NAME_AFTER | _LIVING):
                    yield match[2].lower()
