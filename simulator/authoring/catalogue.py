"""The catalogue: which personas and scenarios are there, found in folders and loaded when asked."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias, TypeVar

from simulator.authoring.base import Authored
from simulator.authoring.cast import Cast
from simulator.authoring.complaints import near
from simulator.authoring.files import SUFFIXES, Original, read_original
from simulator.authoring.load import attempt, model_of
from simulator.authoring.persona import Persona
from simulator.authoring.scenario import Scenario
from simulator.authoring.yaml_source import parse
from simulator.errors import ContentError, Finding, UsageError
from simulator.settings import Settings

Sort: TypeAlias = Literal["persona", "scenario"]
Content = TypeVar("Content", bound=Authored)

SUBFOLDERS = (Path("personas"), Path("scenarios"))

_FORMAT = re.compile(r"^format:[ \t]*[\"']?simulator\.([a-z]+)/", re.MULTILINE)
_ID = re.compile(r"^id:[ \t]*[\"']?([a-z0-9_-]+)[\"']?[ \t]*(?:#.*)?$", re.MULTILINE)


class Found(NamedTuple):
    """A file of content, known by a glance at its text without parsing it."""

    path: Path
    root: Path
    """The folder that it must not climb out of."""
    original: Original | ContentError
    sort: str | None
    """``persona``, ``scenario`` or ``rubric``; ``None`` if the glance didn't tell."""
    id: str


class Loaded(NamedTuple):
    """A file that was parsed; with findings its model isn't used, even if there is one."""

    model: Authored | None
    findings: tuple[Finding, ...]

    def holds(self, model: type[Authored]) -> bool:
        """Whether it can be used as such a model."""
        return not self.findings and isinstance(self.model, model)


class Catalogue:
    """Content by id; of several files with one id, the first folder's wins."""

    def __init__(self, files: Iterable[Found]) -> None:
        self.files = tuple(files)
        self._loaded: dict[Path, Loaded] = {}
        self._index: dict[tuple[str | None, str], Found] = {}
        for found in self.files:
            self._index.setdefault((found.sort, found.id), found)

    @classmethod
    def find(cls, folders: Iterable[Path]) -> "Catalogue":
        """Search folders (see ``content_files``); one that isn't there is passed over."""
        return cls(_distinct(folders))

    def scenarios(self) -> tuple[str, ...]:
        """Ids of all scenarios that can be used, sorted."""
        return self._usable("scenario", Scenario)

    def personas(self) -> tuple[str, ...]:
        """Ids of all personas that can be used, sorted."""
        return self._usable("persona", Persona)

    def scenario(self, identifier: str) -> Scenario:
        """The scenario of that id.

        Raises:
            UsageError: there is none.
            ContentError: its file is broken.
        """
        return self._model("scenario", identifier, Scenario)

    def persona(self, identifier: str) -> Persona:
        """The persona of that id; errors as for ``scenario``."""
        return self._model("persona", identifier, Persona)

    def sha256(self, sort: Sort, identifier: str) -> str:
        """SHA-256 of the file's bytes; errors as for ``scenario``."""
        original = self._found(sort, identifier).original
        if isinstance(original, ContentError):
            raise original
        return original.sha256

    def path(self, sort: Sort, identifier: str) -> Path:
        """Where the file is.

        Raises:
            UsageError: there is none of that id.
        """
        return self._found(sort, identifier).path

    def cast(self, scenario_id: str) -> Cast:
        """A scenario and all its personas.

        Raises:
            UsageError: the scenario or one of its personas isn't there.
            ContentError: one of the files is broken.
        """
        scenario = self.scenario(scenario_id)
        personas = {name: self.persona(name) for name in scenario.personas}
        hashes = {name: self.sha256("persona", name) for name in personas}
        return Cast(
            scenario, personas, {**hashes, scenario.id: self.sha256("scenario", scenario_id)}
        )

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with the files that can't be used."""
        return tuple(finding for found in self.files for finding in self._load(found).findings)

    def _usable(self, sort: Sort, model: type[Authored]) -> tuple[str, ...]:
        return tuple(
            sorted(
                identifier
                for (kind, identifier), found in self._index.items()
                if kind == sort and self._load(found).holds(model)
            )
        )

    def _model(self, sort: Sort, identifier: str, model: type[Content]) -> Content:
        loaded = self._load(self._found(sort, identifier))
        if loaded.findings or not isinstance(loaded.model, model):
            raise ContentError(loaded.findings)
        return loaded.model

    def _found(self, sort: Sort, identifier: str) -> Found:
        found = self._index.get((sort, identifier)) or self._index.get((None, identifier))
        if found is None:
            raise self._no_such(sort, identifier)
        return found

    def _no_such(self, sort: Sort, identifier: str) -> UsageError:
        there = sorted(name for kind, name in self._index if kind == sort)
        meant = near(identifier, there)
        listed = ", ".join(there) or f"none; put {sort} files into ./{sort}s or SIMULATOR_PATH"
        return UsageError(
            f"there is no {sort} '{identifier[:64]}'",
            f"did you mean '{meant}'?" if meant else f"choose one of: {listed}",
        )

    def _load(self, found: Found) -> Loaded:
        if found.path not in self._loaded:
            self._loaded[found.path] = _read(found)
        return self._loaded[found.path]


def find_catalogue(settings: Settings) -> Catalogue:
    """The catalogue of this machine: the working folder, ``SIMULATOR_PATH``, what ships."""
    return Catalogue.find(
        (*SUBFOLDERS, *settings.content_folders, *(shipped() / sub for sub in SUBFOLDERS))
    )


def shipped() -> Path:
    """Where the shipped content is: inside an installed package, beside it in a checkout."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "_content"
    return inside if inside.is_dir() else package.parent


def content_files(folder: Path) -> Iterator[tuple[Path, Path]]:
    """YAML files of a folder's ``personas`` and ``scenarios``, or without these its own.

    Yields:
        Each file in order of name, with the folder that it must not climb out of.
    """
    subs = [folder / sub for sub in SUBFOLDERS if (folder / sub).is_dir()]
    for place in subs or [folder]:
        if place.is_dir():
            yield from ((path, folder) for path in sorted(place.iterdir()) if _is_content(path))


def _is_content(path: Path) -> bool:
    return path.suffix in SUFFIXES and not path.name.startswith(".")


def _distinct(folders: Iterable[Path]) -> Iterator[Found]:
    known = set()
    for folder in folders:
        for path, root in content_files(folder):
            if path.absolute() not in known:
                known.add(path.absolute())
                yield _glance(path, root)


def _glance(path: Path, root: Path) -> Found:
    try:
        original = read_original(path, root)
    except ContentError as error:
        return Found(path, root, error, None, path.stem)
    sort, identifier = _FORMAT.search(original.text), _ID.search(original.text)
    return Found(
        path,
        root,
        original,
        sort[1] if sort else None,
        identifier[1] if identifier else path.stem,
    )


def _read(found: Found) -> Loaded:
    if isinstance(found.original, ContentError):
        return Loaded(None, found.original.findings)
    try:
        source = parse(found.original)
        return Loaded(*attempt(source, model_of(source)))
    except ContentError as error:
        return Loaded(None, error.findings)
