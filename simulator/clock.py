"""Where seconds come from: the wall for people, a hand-turned clock for tests and scripts."""

import time
from typing import Protocol


class Clock(Protocol):
    """Seconds since some fixed start; never goes backwards."""

    def now(self) -> float:
        """Seconds on this clock."""


class WallClock:
    """Real seconds, unmoved by changes of the system's date."""

    def now(self) -> float:
        """Seconds of the monotonic clock."""
        return time.monotonic()


class VirtualClock:
    """A clock that moves only when told to."""

    def __init__(self, start_s: float = 0.0) -> None:
        self._now = start_s

    def now(self) -> float:
        """Seconds it was moved to."""
        return self._now

    def advance(self, seconds: float) -> None:
        """Move on by ``seconds``; a clock never goes back."""
        if seconds < 0:
            raise ValueError(f"a clock can't go back by {-seconds} s")
        self._now += seconds
