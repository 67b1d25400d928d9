"""What may stand at a place in a content file, read off the JSON Schema and told in plain words."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TypeAlias, cast

from pydantic import BaseModel

from simulator.authoring.condition import COMPARISON
from simulator.authoring.nodes import Node, Plain, Step

Schema: TypeAlias = Mapping[str, "Json"]
Json: TypeAlias = str | int | float | bool | list["Json"] | Mapping[str, "Json"] | None

_ID_PART = re.compile("[a-z0-9]+")


class Shape:
    """One place of the schema; ``$ref`` and unions are followed as the node at hand needs."""

    def __init__(self, schema: Schema, definitions: Schema) -> None:
        self._definitions = definitions
        self._branches = tuple(self._flat(schema))

    def child(self, step: Step) -> "Shape | None":
        """The shape under a key or index; ``None`` if nothing may stand there."""
        for branch in self._branches:
            below = _below(branch, step)
            if below is not None:
                return Shape(below, self._definitions)
        return None

    def at(self, steps: tuple[Step, ...]) -> "Shape | None":
        """The shape at the end of a path."""
        shape: Shape | None = self
        for step in steps:
            shape = shape.child(step) if shape else None
        return shape

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys that a mapping here may have, in the order of the model."""
        found: list[str] = []
        for branch in self._branches:
            found += cast("Schema", branch.get("properties", {}))
            names = cast("Schema", branch.get("propertyNames", {}))
            for schema in self._flat(names):
                found += cast("list[str]", schema.get("enum", []))
        return tuple(dict.fromkeys(found))

    @property
    def required(self) -> tuple[str, ...]:
        """Keys that a mapping here must have."""
        return tuple(
            key
            for branch in self._branches
            for key in cast("list[str]", branch.get("required", []))
        )

    @property
    def allowed(self) -> tuple[str, ...]:
        """Words that a text here must be one of; empty if any will do."""
        found: list[str] = []
        for branch in self._branches:
            found += cast("list[str]", branch.get("enum", []))
            found += [cast("str", branch["const"])] if "const" in branch else []
        return tuple(dict.fromkeys(found))

    def takes(self, sort: str) -> bool:
        """Whether JSON Schema's type ``sort`` may stand here."""
        return any(branch.get("type") == sort for branch in self._branches)

    def for_node(self, node: Node) -> "Shape":
        """The branch of a union that the author meant, by what was written."""
        sort = "object" if node.is_mapping else "array" if node.is_list else "string"
        meant = [branch for branch in self._branches if branch.get("type") == sort]
        if len(self._branches) == 1 or len(meant) != 1:
            return self
        return Shape(meant[0], self._definitions)

    def stand_in(self, written: Plain = None) -> Plain:
        """The plainest value that may stand here; an id stays near what was written."""
        if self.allowed:
            return self.allowed[0]
        branch = self._branches[0] if self._branches else {}
        sort = branch.get("type")
        if sort == "object":
            least = cast("int", branch.get("minProperties", 0))
            keys = self.required or self.keys[:least]
            return {key: below.stand_in() for key in keys if (below := self.child(key))}
        if sort == "array":
            item, least = self.child(0), cast("int", branch.get("minItems", 0))
            return [item.stand_in() for _ in range(least)] if item else []
        return _plainest(branch, written)

    def words(self) -> str:
        """Plain words: "a number from 0 to 1", "text", "one of a, b, c"."""
        parts = [_words(branch) for branch in self._branches if "enum" not in branch]
        if self.allowed and not any("const" in branch for branch in self._branches):
            parts.insert(0, f"one of {', '.join(self.allowed)}")
        return " or ".join(dict.fromkeys(parts)) or "nothing"

    def _flat(self, schema: Schema) -> Iterator[Schema]:
        reference = schema.get("$ref")
        if isinstance(reference, str):
            name = reference.rsplit("/", 1)[-1]
            yield from self._flat(cast("Schema", self._definitions[name]))
        elif "anyOf" in schema:
            for branch in cast("list[Schema]", schema["anyOf"]):
                yield from self._flat(branch)
        elif schema.get("type") != "null":
            yield schema


@cache
def shape_of(model: type[BaseModel]) -> Shape:
    """The shape of a whole file."""
    schema = cast("Schema", model.model_json_schema())
    return Shape(schema, cast("Schema", schema.get("$defs", {})))


def _below(branch: Schema, step: Step) -> Schema | None:
    if isinstance(step, int):
        return cast("Schema | None", branch.get("items"))
    properties = cast("Schema", branch.get("properties", {}))
    extra = branch.get("additionalProperties")
    found = properties.get(step, extra if isinstance(extra, Mapping) else None)
    return cast("Schema | None", found)


def _plainest(branch: Schema, written: Plain) -> Plain:
    sort = branch.get("type")
    if sort in ("number", "integer"):
        return cast("int", branch.get("minimum", 1))
    if sort == "boolean":
        return False
    if branch.get("pattern") == COMPARISON:
        return ">= 0"
    words = _ID_PART.findall(written[:64].lower()) if isinstance(written, str) else []
    return "-".join(words) or "x"


def _words(branch: Schema) -> str:
    if "const" in branch:
        return f"'{branch['const']}'"
    sort = branch.get("type")
    if sort == "number":
        return f"a number{_range(branch)}"
    if sort == "integer":
        return f"a whole number{_range(branch)}"
    if sort == "string":
        return _text_words(branch)
    return {
        "boolean": "true or false",
        "array": "a list, each item on its own line after a dash",
        "object": "a mapping of `key: value` lines",
    }.get(str(sort), "a value")


def _range(branch: Schema) -> str:
    low, high = branch.get("minimum"), branch.get("maximum")
    above = branch.get("exclusiveMinimum")
    if above is not None:
        return f" above {_number(above)}" + (f", at most {_number(high)}" if high else "")
    if low is not None and high is not None:
        return f" from {_number(low)} to {_number(high)}"
    if low is not None:
        return f", at least {_number(low)}"
    return f", at most {_number(high)}" if high is not None else ""


def _number(value: Json) -> str:
    return f"{value:g}" if isinstance(value, int | float) else str(value)


def _text_words(branch: Schema) -> str:
    pattern = branch.get("pattern")
    if pattern == COMPARISON:
        return 'a comparison in quotes, such as ">= 0.4" or "< 20"'
    if pattern is not None:
        return "an id of small letters, digits, '-' and '_'"
    most = branch.get("maxLength")
    return f"text of 1 to {most} characters" if most else "text"
