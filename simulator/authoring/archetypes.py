"""Default rules by archetype, and what becomes of them when a persona has rules of its own."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from simulator.authoring.base import Authored
from simulator.authoring.load import build
from simulator.authoring.persona import Persona, Rule
from simulator.authoring.yaml_source import read_source
from simulator.vocabulary import Archetype

SOURCE = Path(__file__).with_name("archetypes.yaml")


class Defaults(Authored):
    """The file of default rules: some for everybody, some for each archetype."""

    common: tuple[Rule, ...]
    archetypes: dict[Archetype, tuple[Rule, ...]]


@cache
def default_rules(archetype: Archetype) -> tuple[Rule, ...]:
    """The rules every persona of that sort has unless it says otherwise."""
    defaults = _defaults()
    return replaced(defaults.common, defaults.archetypes[archetype])


def effective_rules(persona: Persona) -> tuple[Rule, ...]:
    """The archetype's rules, each act or fault the persona has rules for taken over by those."""
    return replaced(default_rules(persona.archetype), persona.rules)


def replaced(defaults: Sequence[Rule], own: Sequence[Rule]) -> tuple[Rule, ...]:
    """``defaults`` without the acts and faults that ``own`` speaks of, then ``own``."""
    taken = {act for rule in own for act in rule.on}
    kept = (
        rule.model_copy(update={"on": left})
        for rule in defaults
        if (left := tuple(act for act in rule.on if act not in taken))
    )
    return (*kept, *own)


@cache
def _defaults() -> Defaults:
    return build(read_source(SOURCE), Defaults)
