"""A YAML tree that remembers where each key and value stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

Scalar: TypeAlias = str | int | float | bool | None
Plain: TypeAlias = Scalar | list["Plain"] | dict[str, "Plain"]
Step: TypeAlias = str | int


@dataclass(slots=True, eq=False)
class Node:
    """A value and its place; ``size`` counts it and all below it, aliases expanded."""

    line: int
    column: int
    value: "Scalar | list[Node] | dict[str, Entry]"
    size: int = 1

    def plain(self) -> Plain:
        """The value as plain Python data."""
        if isinstance(self.value, dict):
            return {key: entry.value.plain() for key, entry in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value

    @property
    def is_mapping(self) -> bool:
        """Whether it holds keys."""
        return isinstance(self.value, dict)

    @property
    def is_list(self) -> bool:
        """Whether it holds items."""
        return isinstance(self.value, list)

    def child(self, step: Step) -> "Node | None":
        """The value under a key or index, if there is one."""
        if isinstance(self.value, dict) and isinstance(step, str):
            entry = self.value.get(step)
            return entry.value if entry else None
        if isinstance(self.value, list) and isinstance(step, int) and step < len(self.value):
            return self.value[step]
        return None

    def key(self, step: Step) -> "Node | None":
        """The key node of a key, if there is one."""
        if isinstance(self.value, dict) and isinstance(step, str) and step in self.value:
            return self.value[step].key
        return None

    def at(self, steps: Sequence[Step]) -> "Node":
        """The node at the end of the path, or the last one that exists on the way."""
        node = self
        for step in self.known(steps):
            node = node.child(step) or node
        return node

    def known(self, steps: Sequence[Step]) -> tuple[Step, ...]:
        """As much of the path as exists."""
        node: Node | None = self
        for number, step in enumerate(steps):
            node = node.child(step) if node else None
            if node is None:
                return tuple(steps[:number])
        return tuple(steps)

    def items(self) -> Iterator[tuple[Step, "Node"]]:
        """Keys or indexes, with their values."""
        if isinstance(self.value, dict):
            yield from ((key, entry.value) for key, entry in self.value.items())
        elif isinstance(self.value, list):
            yield from enumerate(self.value)


class Entry(NamedTuple):
    """One key of a mapping and its value."""

    key: Node
    value: Node


def descend(data: Plain, step: Step) -> tuple[Plain] | None:
    """The value under a key or index of plain data, boxed, as it may itself be ``None``."""
    if isinstance(data, dict) and isinstance(step, str) and step in data:
        return (data[step],)
    if isinstance(data, list) and isinstance(step, int) and step < len(data):
        return (data[step],)
    return None
