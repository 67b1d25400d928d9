"""What commands do with files: tell a file from a call's id, and write whole or not at all."""

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from simulator.errors import UsageError


def names_a_file(name: str) -> bool:
    """Whether a command's argument is a path; anything else is the id of a stored call."""
    return name.endswith(".json") or os.sep in name or Path(name).exists()


def same_place(one: Path, other: Path) -> bool:
    """Whether two paths are one place on the disk, links followed; neither need be there."""
    return os.path.realpath(one) == os.path.realpath(other)


def write_whole(path: Path, text: str) -> None:
    """Write a file, with the folders above it; what stood there before stays if that fails.

    Raises:
        UsageError: it can't be written there.
    """
    _whole(path, lambda place: place.write_bytes(text.encode()))


def copy_whole(path: Path, source: Path) -> None:
    """Copy a file; as for ``write_whole``."""
    _whole(path, lambda place: shutil.copyfile(source, place))


def _whole(path: Path, write: Callable[[Path], object]) -> None:
    place = Path(os.path.realpath(path))
    passing = place.parent / f".{os.getpid()}.part"
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        if place.exists() and not place.is_file():
            write(place)  # a device or a pipe: written to, never replaced
            return
        write(passing)
        passing.replace(place)
    except OSError as error:
        with suppress(OSError):
            passing.unlink(missing_ok=True)
        reason = error.strerror or "the disk refused"
        raise UsageError(f"{path} can't be written: {reason}", "name another --out") from None
