"""Weights on disk: fetched from whichever source answers, checked by SHA-256, then renamed."""

import errno
import hashlib
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, Protocol

from simulator.errors import StorageError, UsageError, UserError
from simulator.llm.catalogue import Weights
from simulator.settings import Settings

FOLDER = "models"
BLOCK = 1 << 20
"""Bytes that are read and hashed at a time."""
SPARE = 150_000_000
"""Bytes of room beyond the file itself: a package part lies there while it is unzipped."""


class Progress(NamedTuple):
    """How far a fetch has come."""

    source: str
    """Where from, in words for the trainee."""
    done: int
    """Bytes on disk."""
    total: int


Tell = Callable[[Progress], None]
"""Gets each step; raising in it cancels the fetch, and what is there is kept."""


class NoAnswer(UserError):
    """A source can't give the weights; the next one is tried."""


class Source(Protocol):
    """Somewhere weights can be had."""

    @property
    def title(self) -> str:
        """Where from, in words for the trainee."""

    def fetch(self, weights: Weights, partial: Path, tell: Callable[[int], None]) -> None:
        """Write the file to ``partial``, going on from what is there; tell the bytes done.

        Raises:
            NoAnswer: it can't be had here.
        """


def folder_of(settings: Settings) -> Path:
    """Where weights live."""
    return settings.data / FOLDER


def file_of(settings: Settings, weights: Weights) -> Path:
    """Where these weights are once they are whole; a file there has been checked."""
    return folder_of(settings) / weights.file


def get(settings: Settings, weights: Weights, sources: tuple[Source, ...], tell: Tell) -> Path:
    """Fetch the weights unless they are there; try the sources in order.

    Raises:
        StorageError: the disk is full or not writable.
        UsageError: no source had them; says why for each.
    """
    target = file_of(settings, weights)
    if target.is_file():
        return target
    with disk_trouble(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(target.name + ".partial")
        need_room(weights.size, partial)
        _fetch_from_any(weights, partial, sources, tell)
        partial.replace(target)
        _tidy(partial)
    return target


def need_room(size: int, partial: Path) -> None:
    """Ask whether the rest of a file of ``size`` bytes fits beside ``partial``.

    Raises:
        OSError: it doesn't.
    """
    there = partial.stat().st_size if partial.exists() else 0
    if shutil.disk_usage(partial.parent).free < size - there + SPARE:
        raise OSError(errno.ENOSPC, "No space left on device")


def _fetch_from_any(
    weights: Weights, partial: Path, sources: tuple[Source, ...], tell: Tell
) -> None:
    refusals = []
    for source in sources:
        told = _teller(tell, source.title, weights.size)
        try:
            source.fetch(weights, partial, told)
            _check(weights, partial, source)
        except NoAnswer as refusal:
            refusals.append(refusal.message)
        else:
            return
    raise UsageError(
        f"the weights {weights.name} can't be had: {'; '.join(refusals)}",
        f"connect and try again, or name a file: `simulator model get {weights.name} --from FILE`",
    )


def _teller(tell: Tell, title: str, total: int) -> Callable[[int], None]:
    def told(done: int) -> None:
        tell(Progress(title, done, total))

    return told


def _check(weights: Weights, partial: Path, source: Source) -> None:
    if hash_of(partial).hexdigest() != weights.sha256:
        # Whatever this is, going on from it can't end well.
        partial.unlink(missing_ok=True)
        _tidy(partial)
        raise NoAnswer(f"the SHA-256 of {source.title} differs from the official file's", "")


def _tidy(partial: Path) -> None:
    note_of(partial).unlink(missing_ok=True)
    shutil.rmtree(hub_folder_of(partial), ignore_errors=True)


def note_of(partial: Path) -> Path:
    """Beside a partial file: which pieces of it are whole."""
    return partial.with_name(partial.name + ".json")


def hub_folder_of(partial: Path) -> Path:
    """Beside a partial file: where the hub's client keeps its own half-fetched one."""
    return partial.with_name(partial.name + "-hub")


def hash_of(path: Path, length: int | None = None) -> "hashlib._Hash":
    """SHA-256 of a file, or of its first ``length`` bytes, still open for more."""
    digest = hashlib.sha256()
    left = path.stat().st_size if length is None else length
    with path.open("rb") as file:
        while left > 0 and (block := file.read(min(BLOCK, left))):
            digest.update(block)
            left -= len(block)
    return digest


@contextmanager
def disk_trouble(target: Path) -> Iterator[None]:
    """Say what the disk's errors mean for ``target``.

    Raises:
        StorageError: the disk is full or not writable.
    """
    try:
        yield
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise StorageError(
                f"the disk is full at {target.parent}",
                "free some space and run the command again; it goes on from here",
            ) from None
        raise StorageError(
            f"can't write to {target.parent}: {error.strerror or error}",
            "make the folder writable, or set SIMULATOR_DATA",
        ) from None
