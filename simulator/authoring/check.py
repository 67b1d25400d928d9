"""Lints files of content: what stands in each, and how they fit together."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from simulator.authoring.base import Authored
from simulator.authoring.catalogue import Catalogue, content_files
from simulator.authoring.complaints import key_or_value
from simulator.authoring.files import SUFFIXES, read_original
from simulator.authoring.lint.notes import Note
from simulator.authoring.lint.persona_notes import persona_notes
from simulator.authoring.lint.rubric_notes import Stage, rubric_notes
from simulator.authoring.lint.salvage import Salvaged, salvage
from simulator.authoring.lint.scenario_notes import scenario_notes
from simulator.authoring.load import attempt, in_order, model_of
from simulator.authoring.persona import Persona
from simulator.authoring.rubric import Rubric
from simulator.authoring.scenario import Scenario
from simulator.authoring.yaml_source import Source, parse
from simulator.errors import ContentError, Finding, Place, UsageError

_COMMENT = "# yaml-language-server: $schema="


@dataclass(frozen=True)
class Examined:
    """One file: what it holds, as far as that could be made out."""

    path: Path
    source: Source | None
    model: Authored | None
    findings: tuple[Finding, ...]
    """Of syntax and shape."""
    salvaged: Salvaged | None = None


def content_paths(path: Path) -> tuple[tuple[Path, Path], ...]:
    """The files that a path names, each with the folder that it must not climb out of.

    Raises:
        UsageError: a folder without content files.
    """
    if not path.is_dir():
        return ((path, path.parent),)
    found = tuple(content_files(path))
    if not found:
        raise UsageError(
            f"the folder {path} holds no content",
            f"name a folder with {' or '.join(SUFFIXES)} files, or with personas/ and scenarios/",
        )
    return found


def check(files: Iterable[tuple[Path, Path]], catalogue: Catalogue) -> tuple[Finding, ...]:
    """Every finding in the files.

    Args:
        files: paths, each with the folder that it must not climb out of.
        catalogue: where personas and scenarios are looked up that the files name.

    Returns:
        In order of file, line and column; empty if all is well.
    """
    examined = [_examine(path, root) for path, root in files]
    bench = _Bench(examined, catalogue)
    found = [finding for one in examined for finding in one.findings]
    found += [finding for one in examined for finding in bench.findings(one)]
    return in_order([*found, *_given_twice(examined)])


def _examine(path: Path, root: Path) -> Examined:
    try:
        source = parse(read_original(path, root))
    except ContentError as error:
        return Examined(path, None, None, error.findings)
    try:
        model = model_of(source)
    except ContentError as error:
        return Examined(path, source, None, error.findings)
    built, findings = attempt(source, model)
    if built is not None:
        return Examined(path, source, built, findings)
    rest = salvage(source, model)
    return Examined(path, source, rest.model if rest else None, findings, rest)


class _Bench:
    """The files at hand with what the catalogue adds: who is cast by whom."""

    def __init__(self, examined: Sequence[Examined], catalogue: Catalogue) -> None:
        models = [one.model for one in examined]
        self._personas = {name: catalogue.persona(name) for name in catalogue.personas()}
        self._personas |= {one.id: one for one in models if isinstance(one, Persona)}
        self._scenarios = {name: catalogue.scenario(name) for name in catalogue.scenarios()}
        self._scenarios |= {one.id: one for one in models if isinstance(one, Scenario)}
        self._there = {found.id for found in catalogue.files if found.sort in ("persona", None)}
        self._there |= set(self._personas)
        self._there |= {one.path.stem for one in examined if one.model is None}

    def findings(self, one: Examined) -> Iterator[Finding]:
        if one.source is None:
            return
        yield from _comment(one.source, one.model)
        for note in self._notes(one.model):
            if one.salvaged is None or not one.salvaged.touches(note):
                yield _finding(note, one.source)
        if isinstance(one.model, Persona | Scenario) and one.salvaged is None:
            yield from _name(one.source, one.path, one.model.id)

    def _notes(self, model: Authored | None) -> Iterator[Note]:
        if isinstance(model, Persona):
            casting = [one for one in self._scenarios.values() if model.id in one.personas]
            yield from persona_notes(model, casting)
        elif isinstance(model, Scenario):
            yield from scenario_notes(model, self._personas, self._there)
        elif isinstance(model, Rubric):
            yield from rubric_notes(model, Stage())


def _finding(note: Note, source: Source) -> Finding:
    known = source.root.known(note.path)
    on_key = note.on_key or known != note.path
    node = key_or_value(source.root, known) if on_key else source.root.at(known)
    return source.finding(node, note.message, note.fix)


def _name(source: Source, path: Path, identifier: str) -> Iterator[Finding]:
    if path.stem != identifier:
        yield source.finding(
            source.root.at(("id",)),
            f"the id '{identifier}' isn't the name of the file",
            f"call the file {identifier}.yaml, or write `id: {path.stem}`",
        )


def _comment(source: Source, model: Authored | None) -> Iterator[Finding]:
    if model is None:
        return
    schema = f"{type(model).__name__.lower()}.schema.json"
    first = source.text.partition("\n")[0].rstrip()
    if not (first.startswith(_COMMENT) and first.endswith(schema)):
        yield Finding(
            Place(source.file),
            "the first line doesn't name the schema, so editors can't help",
            f"begin the file with `{_COMMENT}../schemas/{schema}`",
        )


def _given_twice(examined: Sequence[Examined]) -> Iterator[Finding]:
    known: dict[tuple[type, str], Path] = {}
    for one in examined:
        if one.source is None or not isinstance(one.model, Persona | Scenario):
            continue
        first = known.setdefault((type(one.model), one.model.id), one.path)
        if first.resolve() != one.path.resolve():
            yield one.source.finding(
                one.source.root.at(("id",)),
                f"the id '{one.model.id}' is that of {first} already",
                "give one of the two another id",
            )
