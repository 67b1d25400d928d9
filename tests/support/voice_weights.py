"""Real voice weights for the tests: fetched once, by the product's own road, kept between runs."""

from pathlib import Path

import pytest

from simulator.errors import UserError
from simulator.llm.weights import Progress
from simulator.settings import Settings
from simulator.voice.fetching import get
from simulator.voice.weights import weights_called
from tests.support.weights import CACHE


def voice_weights(name: str) -> Path:
    """The folder of weights; a test that can't have them is skipped, and says why."""

    def ignore(progress: Progress) -> None:
        """Nobody watches."""

    try:
        return get(Settings(data=CACHE), weights_called(name), None, ignore)
    except UserError as error:
        pytest.skip(f"{name} can't be had: {error}")
