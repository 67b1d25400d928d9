"""The choice of who words the personas, as this server's pages show and change it."""

import threading
from collections.abc import Callable
from typing import NamedTuple

from simulator.llm.catalogue import DEFAULT, weights_called
from simulator.llm.chooser import NO_MODEL, available, choose
from simulator.llm.earned import Earned, earned_by
from simulator.llm.found import Survey
from simulator.llm.weight_sources import sources
from simulator.llm.weights import Progress, file_of, get
from simulator.settings import Settings
from simulator.vocabulary import Realiser
from simulator.web.sessions import Words

AUTOMATIC = ""


class Standing(NamedTuple):
    """What the status line says."""

    line: str
    why: str
    fixes: tuple[str, ...]
    """One line for each thing that would bring a better model; empty when one words already."""


class Models:
    """The model and the realiser in force; a choice on the page lasts as long as the server."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._fetching = threading.Lock()

    @property
    def model(self) -> str:
        """The setting ``model``: ``provider:name``, ``none``, or empty for automatic."""
        return self._settings.model

    @property
    def realiser(self) -> Realiser | None:
        """The forced realiser, if any."""
        return self._settings.realiser

    def choose(self, model: str, realiser: Realiser | None) -> None:
        """Let these word every rehearsal that starts or is resumed from now on."""
        self._settings = self._settings.model_copy(update={"model": model, "realiser": realiser})

    def words(self) -> Words:
        """Who words the next rehearsal.

        Raises:
            UsageError: the setting ``model`` can't be followed.
        """
        settings = self._settings
        wording = choose(settings)
        if wording is None:
            return Words(None, None)
        earned = earned_by(settings, wording.provider, wording.name, wording.digest)
        return Words(wording, earned.realiser)

    def surveys(self) -> tuple[Survey, ...]:
        """What every provider holds now; takes two seconds at most."""
        return available(self._settings)

    def standing(self, surveys: tuple[Survey, ...]) -> Standing:
        """The status line, and what would better it."""
        settings = self._settings
        fixes = tuple(survey.fix for survey in surveys if survey.fix)
        wording = choose(settings)
        if wording is None:
            chosen = settings.model == NO_MODEL
            reason = "as chosen" if chosen else "no language model found"
            return Standing(f"Authored lines ({reason}).", "They need no model.", fixes)
        earned = earned_by(settings, wording.provider, wording.name, wording.digest)
        return Standing(f"{wording.name} ({wording.provider}), {_ways(earned)}.", earned.why, ())

    def has_weights(self) -> bool:
        """Whether the embedded default is on disk."""
        return file_of(self._settings, weights_called(DEFAULT)).is_file()

    def fetch_weights(self, tell: Callable[[Progress], None]) -> str:
        """Bring the embedded default's weights; one fetch at a time.

        Returns:
            One line on how it went.

        Raises:
            UserError: no source had them, or the disk refused.
        """
        if not self._fetching.acquire(blocking=False):
            return "They are being fetched already."
        try:
            weights = weights_called(DEFAULT)
            get(self._settings, weights, sources(), tell)
            return f"{weights.title} is here, checked by its SHA-256."
        finally:
            self._fetching.release()


def _ways(earned: Earned) -> str:
    return {
        Realiser.LINES: "authored lines carry the persona",
        Realiser.BRIDGE: "authored lines, and a guarded sentence of its own where they have none",
        Realiser.IMPROVISE: "it words every move, guarded",
    }[earned.realiser]
