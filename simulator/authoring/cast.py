"""A cast: one scenario with everyone who can be on the line, and the hashes of their files."""

from collections.abc import Mapping
from dataclasses import dataclass

from simulator.authoring.persona import Persona
from simulator.authoring.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Cast:
    """All the content that a rehearsal needs."""

    scenario: Scenario
    personas: Mapping[str, Persona]
    """By id, in the scenario's order: the first one answers."""
    hashes: Mapping[str, str]
    """SHA-256 of the files' bytes, by the id of the scenario or persona."""

    @property
    def first(self) -> Persona:
        """The persona who answers the call."""
        return self.personas[self.scenario.personas[0]]
