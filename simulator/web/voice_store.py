"""What voice needs on this machine: whether it is there, loading it once, fetching what isn't."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec

from simulator.errors import UserError, VoiceError
from simulator.llm.weights import Progress
from simulator.settings import Settings
from simulator.voice.kit import VoiceKit
from simulator.voice.kits import voice_kits
from simulator.voice.manner import Manner
from simulator.voice.sound import RATE
from simulator.voice.turn_end import Patience
from simulator.voice.weights import DEFAULTS, damaged, is_there, weights_called

Kits = Mapping[Patience, VoiceKit]
"""The kit of a call, by the thinking time that it grants."""
PACKAGES = ("numpy", "onnxruntime", "faster_whisper", "websockets")
"""What the voice of a call in the browser imports."""


@dataclass(frozen=True)
class Readiness:
    """Whether a call can be spoken, and if not, what to do."""

    ready: bool
    text: str = ""
    """One line that says what is missing."""
    fetch_mb: int = 0
    """Megabytes that a button may fetch; 0 if that wouldn't help."""


class VoiceStore:
    """The kit of this server: loaded once, when somebody first wants to speak."""

    def __init__(self, settings: Settings, make: Callable[[Settings], Kits] = voice_kits) -> None:
        self._settings = settings
        self._make = make
        self._kits: Kits | None = None
        self._loading = asyncio.Lock()
        self._fetching = threading.Lock()

    async def kits(self) -> Kits:
        """What calls are made with.

        Raises:
            VoiceError: a package or weights are missing or damaged.
        """
        async with self._loading:
            if self._kits is None:
                self._kits = await asyncio.to_thread(self._load)
            return self._kits

    async def readiness(self) -> Readiness:
        """Load the kit, and tell whether it is there."""
        try:
            await self.kits()
        except UserError as error:
            return Readiness(False, str(error), await asyncio.to_thread(self._to_fetch))
        return Readiness(True)

    async def fetch(self) -> AsyncIterator[Progress]:
        """Bring the weights that are missing, and tell twice a second how far it has come.

        Raises:
            UserError: they are being fetched already, can't be had, or the disk refuses.
        """
        latest = [Progress("", 0, 1)]
        task = asyncio.create_task(asyncio.to_thread(self._fetch, latest))
        while not task.done():
            yield latest[0]
            await asyncio.wait({task}, timeout=0.5)
        await task

    def _load(self) -> Kits:
        if not all(find_spec(package) for package in PACKAGES):
            raise VoiceError("voice isn't installed", "pip install 'rehearsal-simulator[voice]'")
        kits = self._make(self._settings)
        warm_up(kits)
        return kits

    def _to_fetch(self) -> int:
        if not all(find_spec(package) for package in PACKAGES):
            return 0
        wanted = [weights_called(name) for name in DEFAULTS]
        missing = [
            weights
            for weights in wanted
            if not is_there(self._settings, weights) or any(damaged(self._settings, weights))
        ]
        return round(sum(weights.size for weights in missing) / 1e6)

    def _fetch(self, latest: list[Progress]) -> None:
        from simulator.voice.fetching import get

        if not self._fetching.acquire(blocking=False):
            raise VoiceError("the voice is being fetched already", "wait a moment, then try again")
        try:
            wanted = [weights_called(name) for name in DEFAULTS]
            total = sum(weights.size for weights in wanted)
            before = 0
            for weights in wanted:
                get(self._settings, weights, None, _adding(latest, before, total))
                before += weights.size
        finally:
            self._fetching.release()


def _adding(latest: list[Progress], before: int, total: int) -> Callable[[Progress], None]:
    def tell(progress: Progress) -> None:
        latest[0] = Progress(progress.source, before + progress.done, total)

    return tell


def warm_up(kits: Kits) -> None:
    """Have ear and mouth loaded before the first word: silence is heard, a word is said.

    Raises:
        VoiceError: one of them can't be loaded.
    """
    import numpy as np

    kit = kits[Patience.USUAL]
    kit.ear.hear(np.zeros(RATE, np.float32))
    kit.mouth.speak("Hello.", Manner("female", "middle", 170))
