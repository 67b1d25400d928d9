"""Content files on the disk: read without trusting their size, their kind or where they point."""

import hashlib
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from simulator.errors import ContentError, Finding, Place

MAX_BYTES = 1024 * 1024
"""A persona of 500 lines has some 30 KB; a whole MiB is no longer written by hand."""
SUFFIXES = (".yaml", ".yml")

_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)
"""Control characters, line breaks no editor counts, and marks that reorder text on the screen."""


@dataclass(frozen=True, slots=True)
class Original:
    """The text of a file, and the SHA-256 of its bytes."""

    file: str
    text: str
    sha256: str


def refuse(file: str, message: str, fix: str, line: int = 1, column: int = 1) -> ContentError:
    """An error with this one finding."""
    return ContentError((Finding(Place(file, line, column), message, fix),))


def read_original(path: Path, root: Path | None = None) -> Original:
    """Read a content file.

    Args:
        path: the file.
        root: the folder it must stay in after links are followed; without it, its own folder.

    Raises:
        ContentError: it is missing, too large, no regular file, outside ``root``, or not UTF-8.
    """
    raw = _read_bytes(_resolved(path, root or path.parent), str(path))
    return Original(str(path), decode(raw, str(path)), hashlib.sha256(raw).hexdigest())


def decode(raw: bytes, file: str) -> str:
    """UTF-8 text without control characters.

    Raises:
        ContentError: at the first byte or character that can't stay.
    """
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
        raise refuse(
            file,
            f"the byte 0x{raw[error.start]:02x} is not UTF-8 text",
            "save the file as UTF-8",
            *_line_and_column(before),
        ) from None
    text = text.removeprefix("\ufeff")
    found = _FORBIDDEN.search(text)
    if found:
        raise refuse(
            file,
            f"the invisible character U+{ord(found[0]):04X} has no place in a content file",
            "delete it",
            *_line_and_column(text[: found.start()]),
        )
    return text


def _line_and_column(before: str) -> tuple[int, int]:
    lines = re.split(r"\r\n|\r|\n", before)
    return len(lines), len(lines[-1]) + 1


def _resolved(path: Path, root: Path) -> Path:
    try:
        target, inside = path.resolve(strict=True), root.resolve(strict=True)
    except (OSError, RuntimeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it can't be followed"
        raise refuse(str(path), f"can't be found: {reason}", "check the path") from None
    if not target.is_relative_to(inside):
        raise refuse(
            str(path),
            f"points outside its folder {root}",
            "put the file itself there, not a link to it",
        )
    return target


def _read_bytes(path: Path, file: str) -> bytes:
    try:
        _check_regular(os.stat(path), file)
        # Without O_NONBLOCK, a pipe put there after the check would hold us for ever.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(handle, "rb") as stream:
            _check_regular(os.fstat(stream.fileno()), file)
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise refuse(
            file, f"can't be read: {reason}", "check the file and its permissions"
        ) from None
    if len(raw) > MAX_BYTES:
        raise _too_large(file)
    return raw


def _check_regular(found: os.stat_result, file: str) -> None:
    if not stat.S_ISREG(found.st_mode):
        sort = "a folder" if stat.S_ISDIR(found.st_mode) else "a device or a pipe"
        raise refuse(file, f"is {sort}, not a file", "name a YAML file")
    if found.st_size > MAX_BYTES:
        raise _too_large(file)


def _too_large(file: str) -> ContentError:
    return refuse(file, "is larger than 1 MiB", "split it, or take out what isn't content")
