"""A small persona and scenario that are valid and complete, for the tests of every room."""

from functools import cache
from pathlib import Path

from simulator.authoring.cast import Cast
from simulator.authoring.catalogue import Catalogue
from simulator.authoring.load import load_persona, load_scenario
from simulator.authoring.persona import Persona
from simulator.authoring.scenario import Scenario

DATA = Path(__file__).parent.parent / "authoring" / "data"
PERSONA_FILE = DATA / "clock-shop-owner.yaml"
SCENARIO_FILE = DATA / "clock-shop-call.yaml"


@cache
def minimal_persona() -> Persona:
    """The sceptical owner of a clock shop."""
    return load_persona(PERSONA_FILE)


@cache
def minimal_scenario() -> Scenario:
    """A cold call to her, by phone."""
    return load_scenario(SCENARIO_FILE)


def minimal_cast() -> Cast:
    """Both, with the hashes of their files."""
    return Catalogue.find([DATA]).cast(minimal_scenario().id)
