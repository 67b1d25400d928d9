"""Recall: the questions that the network was fitted to, by the fact that they are about."""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np

    from simulator.authoring.persona import Fact
    from simulator.understanding.vectors import Vector

    Matrix: TypeAlias = np.ndarray[tuple[int, int], np.dtype[np.float32]]

ANYBODY = "anybody"
"""The key of questions that nobody has an answer ready for."""
NEAREST = 3
"""Questions whose mean nearness counts: one alone may be a chance likeness."""


class Recall:
    """Vectors of questions, by key; a fact that its author has changed since has none."""

    def __init__(self, path: Path) -> None:
        """Load the file.

        Raises:
            ImportError: if numpy isn't installed.
        """
        import numpy as np

        with np.load(path, allow_pickle=False) as held:
            self._keys = held["keys"]
            self._vectors = held["vectors"].astype(np.float32)

    def about(self, fact: "Fact") -> "Matrix | None":
        """The vectors of questions about the fact, one a row; ``None`` if there are none."""
        found = self._of(key_of(fact))
        return found if len(found) else None

    def beside(self, facts: "Iterable[Fact]") -> "Matrix | None":
        """Those of questions that none of these facts answers; ``None`` if there are none."""
        import numpy as np

        found = self._of(beside(facts))
        return np.concatenate([found, self._of(ANYBODY)]) if len(found) else None

    def _of(self, key: str) -> "Matrix":
        found: Matrix = self._vectors[self._keys == key]
        return found


def key_of(fact: "Fact") -> str:
    """A fact's key, made of all that a question is compared with."""
    return _sum((fact.called, *fact.about, *fact.says))


def beside(facts: "Iterable[Fact]") -> str:
    """The key of questions that none of these facts answers."""
    return _sum(("nothing", *(fact.called for fact in facts)))


def nearness(known: "Matrix", question: "Vector") -> float:
    """How near the question is to the nearest of the known ones."""
    import numpy as np

    return float(np.sort(known @ question)[-NEAREST:].mean())


def _sum(texts: Iterable[str]) -> str:
    return hashlib.sha1("\n".join(texts).encode(), usedforsecurity=False).hexdigest()[:16]
