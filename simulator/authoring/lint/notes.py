"""A note: one mistake of meaning, at a path in the file; and the small checks many notes share."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

from simulator.authoring.complaints import choice
from simulator.authoring.nodes import Step
from simulator.authoring.yaml_source import shown

Path: TypeAlias = tuple[Step, ...]


class Note(NamedTuple):
    """A mistake; ``on_key`` points at the key rather than at its value."""

    path: Path
    message: str
    fix: str
    on_key: bool = False


Notes: TypeAlias = Iterator[Note]


def duplicates(ids: Iterable[tuple[Path, str]], noun: str) -> Notes:
    """A note for every id that was given before; the path is the id's own."""
    known: set[str] = set()
    for path, identifier in ids:
        if identifier in known:
            yield Note(path, f"the {noun} '{identifier}' was already given", "give it another id")
        known.add(identifier)


def dead(path: Path, names: Sequence[str], known: Collection[str], noun: str) -> Notes:
    """A note for every name in the list at ``path`` that isn't known."""
    for number, name in enumerate(names):
        if name not in known:
            yield Note((*path, number), *missing(name, known, noun))


def missing(name: str, known: Collection[str], noun: str) -> tuple[str, str]:
    """Message and fix for a reference that leads nowhere."""
    there = sorted(known)
    fix = choice(name, there) if there else f"there is no {noun} to name: remove it, or write one"
    return f"there is no {noun} '{shown(name)}'", fix
