"""A stock of weights: files in a folder, and whether they are those that their card names."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path


def lacking(folder: Path, files: Sequence[str]) -> str:
    """Which of the files aren't there, in a few words; empty if all are."""
    absent = [name for name in files if not (folder / name).is_file()]
    return f"{', '.join(absent)} not found" if absent else ""


def changed(folder: Path, known: Mapping[str, str]) -> str:
    """Which files differ from their known SHA-256, in a few words; empty if none does."""
    wrong = [name for name, expected in known.items() if expected != sum_of(folder / name)]
    return f"{', '.join(wrong)} differs from the card's SHA-256" if wrong else ""


def sum_of(path: Path) -> str:
    """The file's SHA-256."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
