"""What she may say soon, rendered while nobody speaks to her and nothing else is to be done."""

from collections import deque
from collections.abc import Callable, Iterable

from simulator.errors import VoiceError
from simulator.voice.manner import Manner
from simulator.voice.workers import Workers

Render = Callable[[Iterable[tuple[str, Manner]]], int]
"""Keeps sentences so that they needn't be rendered when they are said."""
MOST = 60
"""Sentences after each of her turns: about three seconds of the default voice's work."""


class Ahead:
    """One sentence at a time, and none once real work may come: that waits for one at most."""

    def __init__(self, render: Render | None, workers: Workers) -> None:
        self._render = render
        self._workers = workers
        self._lines: deque[tuple[str, Manner]] = deque()
        self._busy = False

    def renew(self, lines: Iterable[tuple[str, Manner]]) -> None:
        """What she may say from here on, the likeliest first; what was left over is void."""
        self._lines.clear()
        if self._render is not None:
            self._lines.extend(line for line, _ in zip(lines, range(MOST), strict=False))

    @property
    def due(self) -> bool:
        """Whether the next one may be begun."""
        return bool(self._lines) and not self._busy

    async def next(self) -> None:
        """Render the next one; if the voice fails, what is really said will tell."""
        if self._render is None or not self.due:
            return
        self._busy = True
        line, render = self._lines.popleft(), self._render
        try:
            await self._workers.mouth(lambda: render([line]))
        except VoiceError:
            self._lines.clear()
        finally:
            self._busy = False
