"""Turns pydantic's errors into findings: the exact spot, plain words, and a fix."""

import difflib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pydantic import BaseModel, ValidationError

from simulator.authoring.nodes import Node, Plain, Scalar, Step, descend
from simulator.authoring.shape import Shape, shape_of
from simulator.authoring.yaml_source import Source, shown
from simulator.errors import Finding

KEY = "[key]"
NEAR = 0.6
"""How alike (difflib's ratio) a misspelled word must be to be suggested."""


class Trouble(NamedTuple):
    """One error of pydantic's, brought to the tree: the path without union tags."""

    sort: str
    path: tuple[Step, ...]
    node: Node
    on_key: bool
    least: int
    """For lists that are too short: how many items there must be."""


def complaints(error: ValidationError, source: Source, model: type[BaseModel]) -> list[Finding]:
    """Findings for every error, without those that follow from another one."""
    troubles = _settled(_troubles(error, source.root))
    shape = shape_of(model)
    suggested = {
        (*trouble.path[:-1], near(str(trouble.path[-1]), _keys(shape, trouble.path)))
        for trouble in troubles
        if trouble.sort == "extra_forbidden"
    }
    findings = [
        _finding(trouble, source, shape)
        for trouble in troubles
        if not (trouble.sort == "missing" and trouble.path in suggested)
    ]
    return list(dict.fromkeys(findings))


def near(word: str, words: Iterable[str]) -> str | None:
    """The word that was probably meant."""
    found = difflib.get_close_matches(word.lower(), list(words), n=1, cutoff=NEAR)
    return found[0] if found else None


def choice(word: str, words: Sequence[str], otherwise: str = "use one of") -> str:
    """A fix for a word that isn't among the allowed: what was meant, and all there are."""
    if not words:
        return "remove it"
    meant, listed = near(word, words), ", ".join(words)
    return f"did you mean '{meant}'? Allowed: {listed}" if meant else f"{otherwise} {listed}"


def seen(value: Node) -> str:
    """What stands there, for the end of "must be …, not …"."""
    if value.is_mapping:
        return "a mapping of keys"
    if value.is_list:
        return "a list"
    return _seen_scalar(value.value)  # type: ignore[arg-type]


def _seen_scalar(value: Scalar) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"the number {value}"
    return f"the text '{shown(value)}'"


def walk(data: Plain, loc: Sequence[Step], *, missing: bool) -> tuple[Step, ...]:
    """The path of an error in the data: its ``loc`` without the tags of union branches."""
    path: list[Step] = []
    for number, step in enumerate(loc):
        below = descend(data, step)
        if below is not None:
            data = below[0]
            path.append(step)
        elif missing and number == len(loc) - 1:
            path.append(step)
    return tuple(path)


def _troubles(error: ValidationError, root: Node) -> list[Trouble]:
    found, data = [], root.plain()
    for detail in error.errors(include_url=False, include_input=False):
        loc = detail["loc"]
        path = walk(data, loc, missing=detail["type"] == "missing")
        least = int(detail.get("ctx", {}).get("min_length", 0))
        on_key = loc[-1:] == (KEY,)
        found.append(Trouble(detail["type"], path, root.at(path), on_key, least))
    return found


def _settled(troubles: list[Trouble]) -> list[Trouble]:
    bad_keys = {trouble.path for trouble in troubles if trouble.on_key}
    kept = [
        trouble
        for trouble in troubles
        if (trouble.on_key or not any(trouble.path[: len(bad)] == bad for bad in bad_keys))
        and not _follows_from_items(trouble)
        and not _other_branch(trouble, troubles)
    ]
    return sorted(kept, key=lambda trouble: (trouble.node.line, trouble.node.column))


def _follows_from_items(trouble: Trouble) -> bool:
    """A list with enough items is only "too short" because some of them are wrong."""
    value = trouble.node.value
    return trouble.sort == "too_short" and isinstance(value, list) and len(value) >= trouble.least


def _other_branch(trouble: Trouble, troubles: Iterable[Trouble]) -> bool:
    """In ``Line | Text``, a mapping was meant as a ``Line`` and anything else as a text."""
    if trouble.sort == "string_type" and trouble.node.is_mapping:
        return any(
            other is not trouble
            and other.path[: len(trouble.path)] == trouble.path
            and other.sort != "string_type"
            for other in troubles
        ) or any(
            other.path[: len(trouble.path)] == trouble.path and len(other.path) > len(trouble.path)
            for other in troubles
        )
    if trouble.sort == "model_type":
        return any(
            other.path == trouble.path and other.sort.startswith("string") for other in troubles
        )
    return False


def _keys(shape: Shape, path: tuple[Step, ...]) -> tuple[str, ...]:
    parent = shape.at(path[:-1])
    return parent.keys if parent else ()


def _finding(trouble: Trouble, source: Source, shape: Shape) -> Finding:
    if trouble.sort == "missing":
        return _missing(trouble, source, shape)
    if trouble.sort == "extra_forbidden" or trouble.on_key:
        return _unknown_key(trouble, source, shape)
    here = shape.at(trouble.path)
    name = spot(trouble.path)
    if here is None:
        return source.finding(trouble.node, f"{name} can't be used", "remove it")
    if trouble.sort == "too_short":
        return _too_few(trouble, source, name)
    return _wrong_value(trouble, source, name, here.for_node(trouble.node))


def spot(path: Sequence[Step]) -> str:
    """A place in words: ``'trust'``, ``item 2 of 'about'``, ``the file``."""
    if not path:
        return "the file"
    last = path[-1]
    if isinstance(last, str):
        return f"'{shown(last)}'"
    names = [step for step in path if isinstance(step, str)]
    return f"item {last + 1} of '{shown(names[-1])}'" if names else f"item {last + 1}"


def _missing(trouble: Trouble, source: Source, shape: Shape) -> Finding:
    parents = trouble.path[:-1]
    key = trouble.path[-1]
    here = shape.at(trouble.path)
    inside = f" in {spot(parents)}" if parents else ""
    return source.finding(
        key_or_value(source.root, parents),
        f"the key '{key}' is missing{inside}",
        f"add `{key}:` with {here.words() if here else 'its value'}",
    )


def key_or_value(root: Node, path: Sequence[Step]) -> Node:
    """The key node at the end of a path; for list items and the file, the value."""
    key = root.at(path[:-1]).key(path[-1]) if path else None
    return key or root.at(path)


def _unknown_key(trouble: Trouble, source: Source, shape: Shape) -> Finding:
    parents = trouble.path[:-1]
    name = str(trouble.path[-1]) if trouble.path else ""
    inside = f" in {spot(parents)}" if parents else ""
    return source.finding(
        key_or_value(source.root, trouble.path),
        f"'{shown(name)}' is no key{inside}",
        choice(name, _keys(shape, trouble.path), otherwise="remove it, or use one of"),
    )


def _too_few(trouble: Trouble, source: Source, name: str) -> Finding:
    value = trouble.node.value
    there = len(value) if isinstance(value, list | dict) else 0
    return source.finding(
        key_or_value(source.root, trouble.path),
        f"{name} has {there} of at least {trouble.least}",
        f"add {trouble.least - there} more",
    )


def _wrong_value(trouble: Trouble, source: Source, name: str, here: Shape) -> Finding:
    node, value = trouble.node, trouble.node.value
    if value is None:
        key = key_or_value(source.root, trouble.path)
        return source.finding(key, f"{name} is empty", f"write {here.words()}, or remove the key")
    if trouble.sort == "string_too_long" and isinstance(value, str):
        message = f"{name} has {len(value)} characters, too many"
        return source.finding(node, message, f"shorten it to {here.words()}")
    if isinstance(value, str) and here.allowed:
        message = f"{name} can't be '{shown(value)}'"
        return source.finding(node, message, choice(value, here.allowed))
    return source.finding(
        node, f"{name} must be {here.words()}, not {seen(node)}", _fix(node, here)
    )


def _fix(node: Node, here: Shape) -> str:
    value = node.value
    if isinstance(value, int | float) and here.takes("string") and not here.allowed:
        return "put it in quotes if it is meant as text"
    if here.takes("array") and not isinstance(value, dict):
        return "put a dash and a space before each item"
    if isinstance(value, str) and here.takes("boolean"):
        return "write true or false, without quotes"
    if isinstance(value, str) and (here.takes("number") or here.takes("integer")):
        return f"write {here.words()}, without quotes"
    return f"write {here.words()}"
