"""Which fact a question is about, by meaning: a network compares it with what its author wrote."""

import json
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from simulator.understanding import weights
from simulator.understanding.learned import FOLDER
from simulator.understanding.recall import Recall, nearness
from simulator.understanding.stock import changed, lacking
from simulator.understanding.vectors import Vectors

if TYPE_CHECKING:
    import numpy as np

    from simulator.authoring.persona import Fact
    from simulator.understanding.recall import Matrix
    from simulator.understanding.vectors import Vector

    Indices: TypeAlias = np.ndarray[tuple[int], np.dtype[np.int64]]


class Card(NamedTuple):
    """How nearness becomes a probability, and from which on a fact counts as asked for."""

    sharp: float
    """How much a little more nearness tells."""
    pool: float
    """How much the nearest of a fact's texts outweighs the others."""
    floor: float
    """The nearness at which "about none of them" is as likely."""
    cue: float
    """Nearness that a cue of the author's is worth which stands in the question word for word."""
    bar: float
    """The probability from which on it is told."""
    texts: float
    """What the author's texts weigh, where questions about the fact are known besides."""
    asked: float
    """What those questions weigh."""
    beside: float
    """What questions weigh that are known to be about none of her facts."""
    likeness: float
    """The nearness to known questions that says nothing for or against."""
    sha256: Mapping[str, str]

    @classmethod
    def read(cls, path: Path) -> "Card":
        """The card in a file, without what it says of the training."""
        raw = json.loads(path.read_text(encoding="utf-8"))
        return cls(**{name: raw[name] for name in cls._fields})


class Asked:
    """The network with its card, in one folder; loaded when first asked."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder

    @cached_property
    def missing(self) -> str:
        """Why it can't be had, in a few words; empty if it can."""
        wrong = lacking(self._folder, weights.ASKED_FILES)
        wrong = wrong or changed(self._folder, self.card.sha256)
        if wrong:
            return wrong
        try:
            _ = self._vectors
        except ImportError as error:
            return f"{error.name} not installed"
        return ""

    @cached_property
    def card(self) -> Card:
        """What its card says."""
        return Card.read(self._folder / weights.ASKED_CARD)

    @cached_property
    def _vectors(self) -> Vectors:
        return Vectors(self._folder / weights.ASKED, self._folder / weights.TOKENIZER)

    @cached_property
    def _recall(self) -> Recall:
        return Recall(self._folder / weights.RECALL)

    def known(self, facts: "Sequence[Fact]") -> "Known":
        """What can be asked of somebody who has these facts, to be kept for the next question."""
        import numpy as np

        texts = [texts_of(fact) for fact in facts]
        vectors = [self._vectors.of(*text) for each in texts for text in each]
        starts = np.cumsum([0, *(len(each) for each in texts[:-1])])
        return Known(
            tuple(fact.id for fact in facts),
            np.stack(vectors),
            starts,
            tuple(self._recall.about(fact) for fact in facts),
            self._recall.beside(facts),
        )

    def probabilities(self, text: str, known: "Known", cued: Collection[str]) -> dict[str, float]:
        """How probably the text asks for each fact, 0 to 1, to two decimals.

        Together they come to less than 1: the rest is for none of them.

        Args:
            text: what was said.
            known: what can be asked of her.
            cued: ids of the facts of which a cue stands in the text.
        """
        import numpy as np

        question = self._vectors.of(text)
        said = known.vectors @ question * self.card.pool
        near = np.logaddexp.reduceat(said, known.starts) / self.card.pool - self.card.floor
        pairs = zip(near.tolist(), known.questions, strict=True)
        seen = np.array([self._recalled(question, one, own) for one, own in pairs])
        seen += self.card.cue * np.array([name in cued for name in known.names])
        weight = np.exp((seen - self._idle(question, known)) * self.card.sharp)
        sure = weight / (1.0 + weight.sum())
        return {name: round(float(one), 2) for name, one in zip(known.names, sure, strict=True)}

    def _recalled(self, question: "Vector", near: float, own: "Matrix | None") -> float:
        """The nearness to a fact's texts, with that to questions about it."""
        if own is None:
            return near
        like = nearness(own, question) - self.card.likeness
        return self.card.texts * near + self.card.asked * like

    def _idle(self, question: "Vector", known: "Known") -> float:
        """How much the question is like those that are about none of her facts."""
        if known.beside is None:
            return 0.0
        return self.card.beside * (nearness(known.beside, question) - self.card.likeness)


class Known(NamedTuple):
    """What can be asked of one person."""

    names: tuple[str, ...]
    """Ids of her facts."""
    vectors: "Matrix"
    """Of each fact in turn its texts' vectors, one a row."""
    starts: "Indices"
    """The row of each fact's first text."""
    questions: tuple["Matrix | None", ...]
    """Of each fact the vectors of questions about it, if some are known."""
    beside: "Matrix | None"
    """The vectors of questions about none of her facts, if some are known."""


def texts_of(fact: "Fact") -> list[tuple[str, bool]]:
    """What a question is compared with, and whether that is an answer."""
    cues = [(text, False) for text in (fact.called, *fact.about)]
    return cues + [(text, True) for text in fact.says]


@lru_cache(maxsize=1)
def shipped() -> Asked:
    """The one that ships, once for the whole process."""
    return Asked()
