"""Safe YAML with positions: PyYAML's events, built into nodes by the core rules of YAML 1.2."""

import re
from collections.abc import Iterator
from pathlib import Path

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from simulator.authoring.files import Original, read_original, refuse
from simulator.authoring.nodes import Entry, Node, Scalar
from simulator.authoring.yaml_problems import explain
from simulator.errors import ContentError, Finding, Place

MAX_DEPTH = 40
MAX_NODES = 20_000
"""Aliases expanded; a persona of 500 lines has about 2,000."""

LONGEST_NUMBER = 32
"""Longer runs of digits are text; nothing in a content file counts that far."""

_LOADER: type[yaml.SafeLoader] | type[yaml.CSafeLoader] = getattr(
    yaml, "CSafeLoader", yaml.SafeLoader
)
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"[-+]?(?:0|[1-9][0-9]*)?(?:\.[0-9]+|\.)?(?:[eE][-+]?[0-9]{1,2})?")
_WORDS: dict[str, Scalar] = {"true": True, "false": False, "null": None, "~": None, "": None}


class Source:
    """One YAML document: its tree, its hash, and what is wrong short of being unreadable."""

    def __init__(self, original: Original, root: Node, findings: tuple[Finding, ...]) -> None:
        self.file = original.file
        self.text = original.text
        self.sha256 = original.sha256
        self.root = root
        self.findings = findings

    def place(self, node: Node) -> Place:
        """Where a node stands."""
        return Place(self.file, node.line, node.column)

    def finding(self, node: Node, message: str, fix: str) -> Finding:
        """A finding at a node."""
        return Finding(self.place(node), message, fix)


def read_source(path: Path, root: Path | None = None) -> Source:
    """Read and parse one content file.

    Raises:
        ContentError: the file can't be read (see ``read_original``) or is no YAML of ours.
    """
    return parse(read_original(path, root))


def parse(original: Original) -> Source:
    """Parse a text.

    Raises:
        ContentError: a syntax error, more than one document, or nesting or size beyond the caps.
    """
    builder = _Builder(original.file)
    events = yaml.parse(original.text, Loader=_LOADER)
    try:
        root = builder.document(events)
    except yaml.YAMLError as error:
        raise explain(error, original) from None
    return Source(original, root, tuple(builder.findings))


def scalar(text: str) -> Scalar:
    """A plain scalar by YAML 1.2's core schema; ``no``, ``on``, dates and ``012`` stay text."""
    if text in _WORDS:
        return _WORDS[text]
    if len(text) > LONGEST_NUMBER:
        return text
    if _INTEGER.fullmatch(text):
        return int(text)
    if text[-1].isdigit() and _FLOAT.fullmatch(text):
        return float(text)
    return text


class _Builder:
    def __init__(self, file: str) -> None:
        self.file = file
        self.findings: list[Finding] = []
        self._anchors: dict[str, Node | None] = {}
        self._count = 0
        self._depth = 0

    def document(self, events: Iterator[Event]) -> Node:
        root: Node | None = None
        for event in events:
            if isinstance(event, DocumentStartEvent) and root is not None:
                raise self._refuse(
                    event, "a second document starts here", "keep one document a file"
                )
            if isinstance(event, NodeEvent):
                root = self._node(event, events)
        if root is None:
            raise refuse(self.file, "holds nothing", "write a persona, a scenario or a rubric")
        return root

    def _node(self, event: Event, events: Iterator[Event]) -> Node:
        if isinstance(event, AliasEvent):
            return self._alias(event)
        self._count_in(event, 1)
        node = Node(*_spot(event), None)
        anchor = event.anchor if isinstance(event, NodeEvent) else None
        if anchor is not None:
            self._anchors[anchor] = None
        if isinstance(event, ScalarEvent):
            node.value = scalar(event.value) if event.implicit[0] else event.value
        else:
            self._collection(event, events, node)
        self._check_tag(event)
        if anchor is not None:
            self._anchors[anchor] = node
        return node

    def _collection(self, event: Event, events: Iterator[Event], node: Node) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self._refuse(
                event, f"is nested more than {MAX_DEPTH} deep", "write it with less nesting"
            )
        if isinstance(event, MappingStartEvent):
            self._mapping(events, node)
        elif isinstance(event, SequenceStartEvent):
            self._sequence(events, node)
        self._depth -= 1

    def _sequence(self, events: Iterator[Event], node: Node) -> None:
        items: list[Node] = []
        for event in events:
            if isinstance(event, CollectionEndEvent):
                break
            items.append(self._node(event, events))
        node.value = items
        node.size += sum(item.size for item in items)

    def _mapping(self, events: Iterator[Event], node: Node) -> None:
        entries: dict[str, Entry] = {}
        for event in events:
            if isinstance(event, CollectionEndEvent):
                break
            plain = isinstance(event, ScalarEvent) and event.value == "<<" and event.implicit[0]
            key = self._node(event, events)
            value = self._node(next(events), events)
            node.size += key.size + value.size
            self._add(entries, Entry(key, value), event, merges=plain)
        node.value = entries

    def _add(self, entries: dict[str, Entry], entry: Entry, event: Event, *, merges: bool) -> None:
        key = event.value if isinstance(event, ScalarEvent) else entry.key.value
        if merges:
            self._note(entry.key, "the merge key '<<' is not used here", "write the keys out")
        elif not isinstance(key, str):
            self._note(entry.key, "a key must be a word", "write `word: value`")
        elif key in entries:
            first = entries[key].key.line
            self._note(
                entry.key,
                f"the key '{shown(key)}' was already given in line {first}",
                "keep one of the two",
            )
        else:
            entries[key] = entry

    def _alias(self, event: AliasEvent) -> Node:
        anchor = event.anchor or ""
        name = shown(anchor)
        if anchor not in self._anchors:
            raise self._refuse(event, f"no anchor '&{name}' comes before it", "write it out")
        node = self._anchors[anchor]
        if node is None:
            raise self._refuse(event, f"the alias '*{name}' holds itself", "write it out")
        self._count_in(event, node.size)
        return node

    def _count_in(self, event: Event, size: int) -> None:
        self._count += size
        if self._count > MAX_NODES:
            raise self._refuse(
                event,
                f"the file holds more than {MAX_NODES} values, aliases expanded",
                "split it, and write aliases out",
            )

    def _check_tag(self, event: Event) -> None:
        if isinstance(event, ScalarEvent | CollectionStartEvent) and event.tag is not None:
            message = f"the tag '{shown(event.tag)}' is refused"
            fix = "take the tag away; put the value in quotes if it is text"
            self.findings.append(Finding(Place(self.file, *_spot(event)), message, fix))

    def _note(self, node: Node, message: str, fix: str) -> None:
        self.findings.append(Finding(Place(self.file, node.line, node.column), message, fix))

    def _refuse(self, event: Event, message: str, fix: str) -> ContentError:
        return refuse(self.file, message, fix, *_spot(event))


def _spot(event: Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def printable(text: str) -> str:
    """Untrusted text without the codes that a terminal would obey; each becomes ``?``."""
    return "".join(one if one.isprintable() else "?" for one in text)


def shown(text: str, most: int = 40) -> str:
    """A piece of untrusted text as it may stand in a one-line message on a terminal."""
    flat = printable(" ".join(text[:1000].split()))
    return flat if len(flat) <= most else flat[: most - 1] + "…"
