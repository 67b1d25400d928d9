"""The learned reader: what a network trained on our own rows thinks that a sentence does."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from simulator.understanding import weights
from simulator.understanding.encoder import Encoder
from simulator.understanding.stock import changed, lacking
from simulator.vocabulary import Act, Fault

FOLDER = Path(weights.__file__).parent
READ = 16
"""Sentences of a turn that are read; nobody is heard out longer."""


class Doubt(NamedTuple):
    """The figures below which a rule's finding is overruled, by how sure the rule is."""

    sure: float
    likely: float
    guess: float


FREE, IN_CALL = Doubt(0.05, 0.2, 0.4), Doubt(0.0, 0.0, 0.0)
"""The first has the best macro-F1 on the rows that thresholds are set on, of seven tried.  In the
call of a scenario the rules know her moves and the names, so there they are never overruled."""


UNLIKELY = 0.05
"""The figure below which a fault that a rule found in a sentence is none, in a call or not: of the
rows not fitted to it takes away nearly all of what rules found wrongly, and hardly a true one."""
DENIABLE = frozenset({Fault.DISMISSAL, Fault.SELF_ORIENTED, Fault.ADVICE})
"""Faults of tact, which rules find wrongly as often as rightly.  Of the others none is denied: an
attack that only a rule knows must not pass because the network takes it for talk."""


@dataclass(frozen=True)
class Opinion:
    """What the network is sure of, for one sentence after one line of hers."""

    acts: Mapping[Act, float] = field(default_factory=dict)
    """Acts it found, each with its probability."""
    faults: frozenset[Fault] = frozenset()
    read: Mapping[str, float] = field(default_factory=dict)
    """Every label's probability, by its name on the card; empty if nothing was read."""
    doubt: Doubt = IN_CALL

    def figure(self, act: Act, unread: float) -> float:
        """The act's probability, found or not; ``unread`` if nothing was read."""
        return self.read.get(f"act:{act}", unread)

    def denies(self, fault: Fault) -> bool:
        """Whether it is sure that the sentence has no such fault."""
        return fault in DENIABLE and self.read.get(f"fault:{fault}", 1.0) < UNLIKELY


NO_OPINION = Opinion()


class Bar(NamedTuple):
    """The probabilities from which a label counts as found."""

    free: float
    """Where its F1 is best."""
    in_call: float
    """Where what it finds is right nearly always: there a wrong credit opens a door."""


class Card(NamedTuple):
    """What the weights' card says of them."""

    labels: tuple[str, ...]
    bars: Mapping[str, Bar]
    sha256: Mapping[str, str]

    @classmethod
    def read(cls, path: Path) -> "Card":
        """The card of ``card.json``."""
        raw = json.loads(path.read_text(encoding="utf-8"))
        bars = {label: Bar(**bar) for label, bar in raw["bars"].items()}
        return cls(tuple(raw["labels"]), bars, raw["sha256"])


class Learned:
    """The network with its card, in one folder; loaded when first asked."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder

    def opinion(self, said: str, text: str, *, in_call: bool = False) -> Opinion:
        """What it thinks of the sentence after that line of hers; nothing without weights.

        Args:
            said: the other person's line.
            text: the sentence.
            in_call: whether a persona acts on it.
        """
        if self.missing:
            return NO_OPINION
        read = self._encoder.probabilities(said, text)
        figures = dict(zip(self._card.labels, read, strict=True))
        bars = {label: bar.in_call if in_call else bar.free for label, bar in self._bars}
        found = {label for label, sure in figures.items() if sure >= bars[label]}
        return Opinion(
            acts={act: figures[f"act:{act}"] for act in Act if f"act:{act}" in found},
            faults=frozenset(fault for fault in Fault if f"fault:{fault}" in found),
            read=figures,
            doubt=IN_CALL if in_call else FREE,
        )

    @property
    def _bars(self) -> Iterable[tuple[str, Bar]]:
        return self._card.bars.items()

    @cached_property
    def missing(self) -> str:
        """Why it can't be had, in a few words; empty if it can."""
        wrong = lacking(self._folder, weights.FILES) or changed(self._folder, self._card.sha256)
        if wrong:
            return wrong
        try:
            _ = self._encoder
        except ImportError as error:
            return f"{error.name} not installed"
        return ""

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
