"""The small real model of the tests: fetched once, by the product's own road, kept between runs."""

from pathlib import Path

import pytest

from simulator.errors import UserError
from simulator.llm.catalogue import weights_called
from simulator.llm.weight_sources import sources
from simulator.llm.weights import Progress, get
from simulator.settings import Settings

CACHE = Path.home() / ".cache" / "simulator-tests"


def tiny_model() -> Path:
    """The 135M; a test that can't have it is skipped, and says why."""

    def ignore(progress: Progress) -> None:
        """Nobody watches."""

    try:
        return get(Settings(data=CACHE), weights_called("smollm2-135m"), sources(), ignore)
    except UserError as error:
        pytest.skip(f"the 135M can't be had: {error}")
