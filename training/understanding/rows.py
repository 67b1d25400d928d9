"""The labelled rows: read from YAML, split by a hash of their text, as targets for the network."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import yaml

from simulator.understanding.text import sentences
from simulator.vocabulary import Act, Fault

DATA = Path(__file__).parent / "data"
FAULTS = (
    Fault.DISMISSAL,
    Fault.EMPTY_EMPATHY,
    Fault.CONDOLENCE_THEN_DEMAND,
    Fault.SELF_ORIENTED,
    Fault.ADVICE,
    Fault.PRESSURE,
    Fault.UPSELL,
    Fault.REPEAT_DEATH,
    Fault.FLATTERY,
    Fault.INJECTION,
    Fault.SECRET_PROBE,
)
"""Faults that words alone show; insult is an act already, the others need figures or a dossier."""
LABELS: tuple[str, ...] = (*(f"act:{act}" for act in Act), *(f"fault:{one}" for one in FAULTS))
"""The network's outputs, in order."""
HELD_OUT = 0.1
"""Share of the lines of hers whose answers thresholds are set on."""
TELLING = 3
"""Words from which a line of hers is one that few rows share."""


class Row(NamedTuple):
    """One labelled utterance."""

    said: str
    text: str
    acts: frozenset[str] | None
    """``None``: labelled for its faults alone."""
    faults: frozenset[str]

    @property
    def units(self) -> tuple[str, ...]:
        """The sentences of the text, as the reader cuts them."""
        return tuple(one.text for one in sentences(self.text)) or (self.text,)

    @property
    def held_out(self) -> bool:
        """Whether thresholds are set on it; the same on every machine.

        Answers to one line are often one thing in other words, so all of them stay together.
        """
        told = self.said if len(self.said.split()) >= TELLING else self.text
        plain = "".join(letter for letter in told.lower() if letter.isalpha())
        digest = hashlib.sha256(plain.encode()).digest()
        return digest[0] / 256 < HELD_OUT

    def targets(self) -> list[float]:
        """1 and 0 for each of ``LABELS``; -1 where nobody labelled it."""
        acts = [_mark(act.value, self.acts) for act in Act]
        return [*acts, *(_mark(fault.value, self.faults) for fault in FAULTS)]


def _mark(name: str, named: frozenset[str] | None) -> float:
    return -1.0 if named is None else float(name in named)


def read(folder: Path = DATA) -> list[Row]:
    """Every row of the folder's YAML files, each wording once, in order of the files' names."""
    found: dict[tuple[str, str], Row] = {}
    for path in sorted(folder.glob("*.yaml")):
        for row in rows_of(path):
            found.setdefault((row.said.lower(), row.text.lower()), row)
    return list(found.values())


def rows_of(path: Path) -> list[Row]:
    """The rows of one file.

    Raises:
        ValueError: if a label is none of the vocabulary's.
    """
    return [_row(raw) for raw in yaml.safe_load(path.read_text(encoding="utf-8"))]


def _row(raw: Mapping[str, object]) -> Row:
    acts = _names(raw["acts"]) if "acts" in raw else None
    row = Row(str(raw["said"]), str(raw["text"]), acts, _names(raw.get("faults", ())))
    strange = (row.acts or frozenset()) - set(Act) | row.faults - set(Fault)
    if strange:
        raise ValueError(f"{row.text!r}: no such label as {', '.join(sorted(strange))}")
    return row


def _names(raw: object) -> frozenset[str]:
    return frozenset(map(str, raw)) if isinstance(raw, Iterable) else frozenset()


def split(folder: Path = DATA) -> tuple[list[Row], list[Row]]:
    """Rows to fit, rows to set thresholds on."""
    rows = read(folder)
    return [row for row in rows if not row.held_out], [row for row in rows if row.held_out]


def marks_of(rows: Sequence[Row]) -> list[list[float]]:
    """The targets of each row."""
    return [row.targets() for row in rows]
