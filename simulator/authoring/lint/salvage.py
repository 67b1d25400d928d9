"""What can still be made of a file with mistakes of shape, so that its meaning is checked too."""

from typing import NamedTuple

from pydantic import ValidationError

from simulator.authoring.base import Authored
from simulator.authoring.complaints import KEY, walk
from simulator.authoring.lint.notes import Note, Path
from simulator.authoring.nodes import Plain, descend
from simulator.authoring.shape import Shape, shape_of
from simulator.authoring.yaml_source import Source

ROUNDS = 4
"""Mending one place may bring another one to light."""


class Salvaged(NamedTuple):
    """A model with stand-ins for what was wrong, and the places where they stand."""

    model: Authored
    mended: frozenset[Path]

    def touches(self, note: Note) -> bool:
        """Whether a note may only be there because of a stand-in."""
        return bool(note.path) and any(
            place[: len(note.path)] == note.path or note.path[: len(place)] == place
            for place in self.mended
        )


def salvage(source: Source, model: type[Authored]) -> Salvaged | None:
    """The model with stand-ins, or ``None`` if the file is too far off."""
    data, shape = source.root.plain(), shape_of(model)
    mended: set[Path] = set()
    for _ in range(ROUNDS):
        try:
            return Salvaged(model.model_validate(data), frozenset(mended))
        except ValidationError as error:
            places = _places(error, data)
        # From the last to the first, so that an index still means the same item.
        for path, sort in sorted(places.items(), key=lambda place: _order(place[0]), reverse=True):
            mended |= _mend(data, path, sort, shape)
    return None


def _order(path: Path) -> tuple[str, ...]:
    return tuple(f"{step:09}" if isinstance(step, int) else step for step in path)


def _places(error: ValidationError, data: Plain) -> dict[Path, str]:
    found: dict[Path, str] = {}
    for detail in error.errors(include_url=False, include_input=False, include_context=False):
        loc = detail["loc"]
        sort = "extra_forbidden" if loc[-1:] == (KEY,) else detail["type"]
        found.setdefault(walk(data, loc, missing=sort == "missing"), sort)
    return found


def _mend(data: Plain, path: Path, sort: str, shape: Shape) -> set[Path]:
    parent = _at(data, path[:-1]) if path else None
    here, above = shape.at(path), shape.at(path[:-1])
    step = path[-1] if path else None
    if isinstance(parent, dict) and isinstance(step, str):
        optional = above is not None and step not in above.required
        if sort == "too_short" and here and isinstance(there := parent.get(step), list):
            return _pad(there, path, here)
        if here is None or sort == "extra_forbidden" or optional:
            parent.pop(step, None)
        else:
            parent[step] = here.stand_in(parent.get(step))
    elif isinstance(parent, list) and isinstance(step, int) and here and step < len(parent):
        parent[step] = here.stand_in(parent[step])
    return {path}


def _pad(there: list[Plain], path: Path, here: Shape) -> set[Path]:
    padding = here.stand_in()
    first = len(there)
    there += padding[first:] if isinstance(padding, list) else []
    return {(*path, number) for number in range(first, len(there))}


def _at(data: Plain, path: Path) -> Plain:
    for step in path:
        below = descend(data, step)
        data = below[0] if below else None
    return data
