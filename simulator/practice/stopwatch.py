"""Where the milliseconds of one turn go."""

import time


class Stopwatch:
    """Laps of one turn, in milliseconds of the wall."""

    def __init__(self) -> None:
        self._start = self._last = time.perf_counter()
        self._laps: dict[str, float] = {}

    def lap(self, name: str) -> None:
        """Add the time since the last lap to ``name``."""
        now = time.perf_counter()
        self.add(name, (now - self._last) * 1000)
        self._last = now

    def add(self, name: str, milliseconds: float) -> None:
        """Add time that was measured elsewhere."""
        self._laps[name] = self._laps.get(name, 0.0) + milliseconds

    def first(self, name: str) -> None:
        """Keep the time since the start under ``name``, the first time only."""
        self._laps.setdefault(name, (time.perf_counter() - self._start) * 1000)

    def laps(self) -> dict[str, float]:
        """All laps, and ``total`` since the start; to a hundredth of a millisecond."""
        total = (time.perf_counter() - self._start) * 1000
        return {name: round(ms, 2) for name, ms in {**self._laps, "total": total}.items()}
