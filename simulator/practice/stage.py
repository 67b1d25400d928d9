"""The stage of a rehearsal: its content found, its model chosen, its reader ready for use."""

from dataclasses import dataclass
from functools import cached_property

from simulator.authoring.cast import Cast
from simulator.authoring.catalogue import find_catalogue
from simulator.llm.chooser import choose
from simulator.llm.earned import earned_realiser
from simulator.llm.wording import Wording
from simulator.settings import Settings
from simulator.understanding.reader import Reader
from simulator.vocabulary import Realiser


@dataclass(frozen=True)
class Stage:
    """What every call of one scenario with one model shares."""

    cast: Cast
    wording: Wording | None
    realiser: Realiser

    @classmethod
    def set(cls, scenario: str, settings: Settings) -> "Stage":
        """Find the scenario and choose the model that the settings ask for.

        Raises:
            ContentError: the scenario or a persona of its has faults.
            UsageError: there is no such scenario, or the model can't be named so.
        """
        cast = find_catalogue(settings).cast(scenario)
        wording = choose(settings)
        return cls(cast, wording, earned_realiser(settings, wording))

    @cached_property
    def reader(self) -> Reader:
        """Understanding for this cast, compiled once."""
        return Reader(self.cast.scenario, self.cast.personas)
