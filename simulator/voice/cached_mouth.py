"""A mouth that remembers: what was said before, and authored lines rendered ahead, on disk."""

import hashlib
import json
import os
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.voice.manner import Manner
from simulator.voice.sound import Speech, SpokenWord

if TYPE_CHECKING:
    from simulator.voice.seams import Mouth

IN_MEMORY = 48_000_000
"""Bytes of sound that are kept in memory; the oldest go first."""
ON_DISK = 300_000_000
"""Bytes of sound that are kept on disk; the oldest go first."""
PRUNED_EVERY = 50
"""Pieces, 10 MB or so, after which the folder is looked through."""


class CachedMouth:
    """Another mouth, asked once for each sentence and manner.

    Only what is rendered ahead goes to disk: those are an author's words.  What a model improvised
    may hold the trainee's, and is kept in memory alone.
    """

    def __init__(self, mouth: "Mouth", folder: Path) -> None:
        self._mouth = mouth
        self._folder = folder
        self._kept: OrderedDict[str, Speech] = OrderedDict()
        self._bytes = 0
        self._unpruned = PRUNED_EVERY  # the folder may hold too much from before
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        """The mouth's own."""
        return self._mouth.name

    def speak(self, text: str, manner: Manner) -> Speech:
        """Say one sentence, from memory or disk if it is there.

        Raises:
            VoiceError: as the mouth's.
        """
        key = _key(self.name, text, manner)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        speech = _read(self._folder / key) or self._mouth.speak(text, manner)
        self._keep(key, speech)
        return speech

    def render_ahead(self, lines: Iterable[tuple[str, Manner]]) -> int:
        """Have authored lines on disk; gives how many had to be rendered.

        Raises:
            VoiceError: as the mouth's.
        """
        rendered = 0
        for text, manner in lines:
            path = self._folder / _key(self.name, text, manner)
            if not path.exists():
                _write(path, self._mouth.speak(text, manner))
                rendered += 1
        self._unpruned += rendered
        if self._unpruned >= PRUNED_EVERY:
            self._unpruned = 0
            _prune(self._folder)
        return rendered

    def _keep(self, key: str, speech: Speech) -> None:
        with self._lock:
            if key not in self._kept:
                self._kept[key] = speech
                self._bytes += speech.samples.nbytes
            while self._bytes > IN_MEMORY:
                _, oldest = self._kept.popitem(last=False)
                self._bytes -= oldest.samples.nbytes


def _key(name: str, text: str, manner: Manner) -> str:
    told = json.dumps([name, text, *manner], ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()[:40] + ".speech"


def _read(path: Path) -> Speech | None:
    """What was kept; ``None`` if it isn't there or is damaged."""
    import numpy as np

    try:
        head, _, body = path.read_bytes().partition(b"\n")
        told = json.loads(head)
        samples = np.frombuffer(body, "<i2").astype(np.float32) / np.float32(32767)
        words = tuple(SpokenWord(*word) for word in told["words"])
        whole = len(samples) == told["samples"]
        return Speech(samples, int(told["rate"]), words) if whole else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write(path: Path, speech: Speech) -> None:
    """Keep a piece; a full disk only means that it is rendered again."""
    import numpy as np

    head = {"rate": speech.rate, "samples": len(speech.samples), "words": speech.words}
    body = (np.clip(speech.samples, -1, 1) * 32767).astype("<i2").tobytes()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(json.dumps(head, ensure_ascii=False).encode() + b"\n" + body)
        os.replace(file.name, path)
    except OSError:
        return


def _prune(folder: Path) -> None:
    """Forget the oldest pieces when there are too many."""
    try:
        pieces = sorted(folder.glob("*.speech"), key=lambda path: path.stat().st_mtime)
        size = sum(path.stat().st_size for path in pieces)
        for path in pieces:
            if size <= ON_DISK:
                return
            size -= path.stat().st_size
            path.unlink(missing_ok=True)
    except OSError:
        return
