"""The learned reader: what a network trained on our own rows thinks that a sentence does."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from simulator.understanding import weights
from simulator.understanding.encoder import Encoder
from simulator.vocabulary import Act, Fault

FOLDER = Path(weights.__file__).parent
READ = 16
"""Sentences of a turn that are read; nobody is heard out longer."""


@dataclass(frozen=True)
class Opinion:
    """What the network is sure of, for one sentence after one line of hers."""

    acts: Mapping[Act, float] = field(default_factory=dict)
    """Acts it found, each with its probability."""
    faults: frozenset[Fault] = frozenset()
    figures: Mapping[Act, float] = field(default_factory=dict)
    """Every act's probability, found or not; empty if nothing was read."""


NO_OPINION = Opinion()


class Card(NamedTuple):
    """What the weights' card says of them."""

    labels: tuple[str, ...]
    bars: Mapping[str, float]
    """The probability from which a label counts as found."""
    sha256: Mapping[str, str]

    @classmethod
    def read(cls, path: Path) -> "Card":
        """The card of ``card.json``."""
        raw = json.loads(path.read_text(encoding="utf-8"))
        return cls(tuple(raw["labels"]), raw["bars"], raw["sha256"])


class Learned:
    """The network with its card, in one folder; loaded when first asked."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder

    def opinion(self, said: str, text: str) -> Opinion:
        """What it thinks of the sentence after that line of hers; nothing without weights."""
        if self.missing:
            return NO_OPINION
        read = self._encoder.probabilities(said, text)
        figures = dict(zip(self._card.labels, read, strict=True))
        found = {label for label, sure in figures.items() if sure >= self._card.bars[label]}
        known = {act: figures[f"act:{act}"] for act in Act}
        return Opinion(
            acts={act: sure for act, sure in known.items() if f"act:{act}" in found},
            faults=frozenset(fault for fault in Fault if f"fault:{fault}" in found),
            figures=known,
        )

    @cached_property
    def missing(self) -> str:
        """Why it can't be had, in a few words; empty if it can."""
        absent = [name for name in weights.FILES if not (self._folder / name).is_file()]
        if absent:
            return f"{', '.join(absent)} not found"
        wrong = [name for name, known in self._card.sha256.items() if known != self._sum(name)]
        if wrong:
            return f"{', '.join(wrong)} differs from the card's SHA-256"
        try:
            _ = self._encoder
        except ImportError as error:
            return f"{error.name} not installed"
        return ""

    def _sum(self, name: str) -> str:
        return hashlib.sha256((self._folder / name).read_bytes()).hexdigest()

    @cached_property
    def _card(self) -> Card:
        return Card.read(self._folder / weights.CARD)

    @cached_property
    def _encoder(self) -> Encoder:
        return Encoder(self._folder / weights.NETWORK, self._folder / weights.TOKENIZER)


@lru_cache(maxsize=1)
def shipped() -> Learned:
    """The one that ships, once for the whole process."""
    return Learned()
