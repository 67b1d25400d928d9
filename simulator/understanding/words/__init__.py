"""Word lists and phrases as plain text: ``[section]``, one entry a line, ``#`` for comments."""

from functools import lru_cache
from pathlib import Path

_FOLDER = Path(__file__).parent


@lru_cache(maxsize=32)
def sections(name: str) -> dict[str, tuple[str, ...]]:
    """The lines of each section of ``name.txt``."""
    found: dict[str, list[str]] = {}
    for line in (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            current = found.setdefault(line.strip("[] "), [])
        elif line.strip() and not line.startswith("#"):
            current.append(line.strip())
    return {section: tuple(lines) for section, lines in found.items()}


def listed(section: str) -> frozenset[str]:
    """The words of a section of ``lists.txt``."""
    return frozenset(" ".join(sections("lists")[section]).split())


def pairs(section: str) -> dict[str, str]:
    """The ``form=words`` lines of a section of ``lists.txt``."""
    return dict(line.split("=", 1) for line in sections("lists")[section])


def members(name: str) -> list[str]:
    """The members of a word class, as written: ``_`` for a space, ``+`` for all forms."""
    return " ".join(sections("classes")[name]).split()
