"""A trainee's lines in a file: plain text, a YAML list or JSONL, each line with its place."""

import json
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from simulator.authoring.files import read_original
from simulator.authoring.nodes import Plain
from simulator.authoring.yaml_source import read_source
from simulator.errors import ContentError, Finding, Place

YAML = frozenset({".yaml", ".yml"})
JSON = ".json"
"""Read as YAML, which it is; of a folder not taken for a script, since calls end so, too."""
JSON_LINES = frozenset({".jsonl", ".ndjson"})
SUFFIXES = YAML | JSON_LINES | {".txt", ".script"}
"""What counts as a script in a folder of them."""
FIX = 'write a text, or an object with "text" and, if you like, "start_s" and "end_s"'


class ScriptLine(BaseModel):
    """One turn of the trainee's; seconds are on the call's clock."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    text: str = Field(max_length=20_000)
    start_s: float | None = Field(default=None, ge=0, le=86_400)
    end_s: float | None = Field(default=None, ge=0, le=86_400)

    @model_validator(mode="after")
    def _in_order(self) -> "ScriptLine":
        if self.start_s is not None and self.end_s is not None and self.end_s < self.start_s:
            raise ValueError("end_s lies before start_s")
        return self


class Raw(NamedTuple):
    """One entry as the file has it."""

    place: Place
    value: Plain


def read_script(path: Path) -> tuple[ScriptLine, ...]:
    """Read the trainee's lines.

    Raises:
        ContentError: the file can't be read, holds no line, or one that is none; with the place.
    """
    suffix = path.suffix.lower()
    if suffix in YAML or suffix == JSON:
        raw = _yaml(path)
    else:
        raw = _json_lines(path) if suffix in JSON_LINES else _plain(path)
    if not raw:
        raise _refused(Place(str(path)), "the script holds no line", FIX)
    lines = tuple(_line(entry) for entry in raw)
    _check_order(raw, lines)
    return lines


def _yaml(path: Path) -> list[Raw]:
    source = read_source(path)
    if source.findings:
        raise ContentError(source.findings)
    if not isinstance(source.root.value, list):
        raise _refused(source.place(source.root), "a script is a list of lines", FIX)
    return [Raw(source.place(node), node.plain()) for node in source.root.value]


def _json_lines(path: Path) -> list[Raw]:
    return [Raw(place, _json(place, text)) for place, text in _numbered(path)]


def _json(place: Place, text: str) -> Plain:
    try:
        value: Plain = json.loads(text)
    except (ValueError, RecursionError):
        raise _refused(place, "this line is no JSON", "write one JSON value a line") from None
    return value


def _plain(path: Path) -> list[Raw]:
    return [Raw(place, text) for place, text in _numbered(path)]


def _numbered(path: Path) -> list[tuple[Place, str]]:
    lines = read_original(path).text.splitlines()
    return [
        (Place(str(path), number), line.strip())
        for number, line in enumerate(lines, start=1)
        if line.strip()
    ]


def _line(entry: Raw) -> ScriptLine:
    value = {"text": entry.value} if isinstance(entry.value, str) else entry.value
    try:
        return ScriptLine.model_validate(value)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"])
        if first["type"] == "model_type":
            raise _refused(entry.place, "this is neither a text nor an object", FIX) from None
        message = first["msg"].removeprefix("Value error, ")
        raise _refused(entry.place, f"{where}: {message}" if where else message, FIX) from None


def _check_order(raw: list[Raw], lines: tuple[ScriptLine, ...]) -> None:
    last = 0.0
    for entry, line in zip(raw, lines, strict=True):
        if line.start_s is not None and line.start_s < last:
            message = f"it starts at {line.start_s} s, before the line above has ended"
            raise _refused(entry.place, message, "give the lines in the order they are said")
        last = max(last, line.end_s or line.start_s or 0.0)


def _refused(place: Place, message: str, fix: str) -> ContentError:
    return ContentError((Finding(place, message, fix),))
