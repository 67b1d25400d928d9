"""Where recordings are kept, for how long, and how they are deleted."""

import re
import time
from pathlib import Path
from typing import NamedTuple

from simulator.errors import CallError
from simulator.settings import Settings
from simulator.voice.tape import Tape
from simulator.voice.wave_file import repair

FOLDER = "recordings"
"""Below the data folder."""
FIT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
"""Ids of calls; nothing else becomes a path."""
DAY_S = 86_400.0


class Kept(NamedTuple):
    """A recording on disk."""

    call: str
    path: Path
    megabytes: float
    days: float
    """Since it was last written."""


def path_of(settings: Settings, call_id: str) -> Path:
    """Where a call's recording is, if it has one.

    Raises:
        CallError: that is no call's id.
    """
    if not FIT.fullmatch(call_id):
        raise CallError(f"{call_id[:80]!r} is no call's id", "see `simulator recording list`")
    return settings.data / FOLDER / f"{call_id}.wav"


def tape_of(settings: Settings, call_id: str, *, agreed: bool) -> Tape | None:
    """What a call is recorded on; without agreement nothing, and what there was is deleted."""
    expire(settings)
    if agreed:
        return Tape(path_of(settings, call_id))
    forget(settings, call_id)
    return None


def forget(settings: Settings, call_id: str) -> None:
    """Delete a call's recording, if it has one."""
    path_of(settings, call_id).unlink(missing_ok=True)


def found(settings: Settings, call_id: str) -> Path | None:
    """A call's recording, ready to be played; ``None`` if there is none."""
    path = path_of(settings, call_id)
    return path if path.is_file() and repair(path) else None


def kept(settings: Settings) -> tuple[Kept, ...]:
    """All recordings, newest first."""
    now = time.time()
    files = (settings.data / FOLDER).glob("*.wav")
    rows = [
        Kept(path.stem, path, path.stat().st_size / 1e6, (now - path.stat().st_mtime) / DAY_S)
        for path in files
    ]
    return tuple(sorted(rows, key=lambda row: row.days))


def delete(settings: Settings, call_id: str) -> None:
    """Delete a call's recording; its words and figures stay.

    Raises:
        CallError: it has none.
    """
    path = path_of(settings, call_id)
    if not path.is_file():
        raise CallError(f"{call_id} has no recording", "see `simulator recording list`")
    path.unlink()


def expire(settings: Settings) -> int:
    """Delete recordings that are older than the settings keep them; gives how many."""
    limit = settings.keep_recordings_days
    old = [row for row in kept(settings) if limit is not None and row.days > limit]
    for row in old:
        row.path.unlink(missing_ok=True)
    return len(old)
