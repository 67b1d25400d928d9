"""From a YAML file to a checked model, or to every finding that stands in the way."""

from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from simulator.authoring.base import Authored
from simulator.authoring.complaints import choice, complaints
from simulator.authoring.persona import Persona
from simulator.authoring.rubric import Rubric
from simulator.authoring.scenario import Scenario
from simulator.authoring.yaml_source import Source, read_source
from simulator.errors import ContentError, Finding

Content = TypeVar("Content", bound=Authored)

FORMATS: dict[str, type[Authored]] = {
    "simulator.persona/1": Persona,
    "simulator.scenario/1": Scenario,
    "simulator.rubric/1": Rubric,
}
"""What the ``format:`` of a file makes it."""


def load_persona(path: Path, root: Path | None = None) -> Persona:
    """Load a persona file.

    Args:
        path: the file.
        root: the folder it must not climb out of; without it, its own folder.

    Raises:
        ContentError: with all findings.
    """
    return build(read_source(path, root), Persona)


def load_scenario(path: Path, root: Path | None = None) -> Scenario:
    """Load a scenario file; arguments and errors as ``load_persona``."""
    return build(read_source(path, root), Scenario)


def load_rubric(path: Path, root: Path | None = None) -> Rubric:
    """Load a rubric file; arguments and errors as ``load_persona``."""
    return build(read_source(path, root), Rubric)


def build(source: Source, model: type[Content]) -> Content:
    """Make the model of a parsed file.

    Raises:
        ContentError: with all findings of syntax and shape, in the order of the file.
    """
    built, findings = attempt(source, model)
    if built is None or findings:
        raise ContentError(findings)
    return built


def attempt(source: Source, model: type[Content]) -> tuple[Content | None, tuple[Finding, ...]]:
    """The model if the shape is right, and all findings of syntax and shape."""
    other = FORMATS.get(str(kind_of(source)))
    if other is not None and other is not model:
        return None, (_other_kind(source, model),)
    try:
        return model.model_validate(source.root.plain()), source.findings
    except ValidationError as error:
        return None, in_order([*source.findings, *complaints(error, source, model)])


def kind_of(source: Source) -> str | None:
    """The text of ``format:``, if the file has one."""
    node = source.root.child("format")
    return node.value if node is not None and isinstance(node.value, str) else None


def model_of(source: Source) -> type[Authored]:
    """The model that the file's ``format:`` names.

    Raises:
        ContentError: there is no ``format:``, or it isn't one of ours.
    """
    named = kind_of(source)
    model = FORMATS.get(named or "")
    if model is not None:
        return model
    node = source.root.child("format") or source.root
    message = "the key 'format' is missing" if named is None else f"no format is called '{named}'"
    fix = choice(named, tuple(FORMATS)) if named else f"add `format: {next(iter(FORMATS))}`"
    raise ContentError(in_order([*source.findings, source.finding(node, message, fix)]))


def in_order(findings: list[Finding]) -> tuple[Finding, ...]:
    """Findings by file, line and column, each once."""
    return tuple(
        sorted(
            dict.fromkeys(findings),
            key=lambda found: (found.place.file, found.place.line, found.place.column),
        )
    )


def _other_kind(source: Source, model: type[Authored]) -> Finding:
    node = source.root.child("format") or source.root
    wanted = next(name for name, one in FORMATS.items() if one is model)
    return source.finding(
        node,
        f"this is a {_noun(str(node.value))} where a {_noun(wanted)} is needed",
        f"name another file, or write `format: {wanted}`",
    )


def _noun(form: str) -> str:
    return form.removeprefix("simulator.").partition("/")[0]
