"""Vectors: a text in, a direction out that is near to those of texts that ask for the same."""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from simulator.understanding.encoder import prepared, session_of, whole
from simulator.understanding.plainly import steady

if TYPE_CHECKING:
    import numpy as np

    Vector: TypeAlias = np.ndarray[tuple[int], np.dtype[np.float32]]

WORDS = 48
"""Words of a text that are read, from its end: what is asked comes last."""
REMEMBERED = 4096
"""Texts whose vectors are kept: the facts of some calls, and what is asked over and over."""


class Vectors:
    """The network on onnxruntime, one text at a time, so that company changes no number."""

    def __init__(self, network: Path, tokenizer: Path) -> None:
        """Load both files.

        Raises:
            ImportError: if onnxruntime or tokenizers isn't installed.
        """
        from tokenizers import Tokenizer

        self._session = session_of(network)
        self._tokenizer = prepared(Tokenizer.from_file(str(tokenizer)))
        self._read = lru_cache(maxsize=REMEMBERED)(self._vector)

    def of(self, text: str, answer: bool = False) -> "Vector":
        """The unit vector of a question, or of what answers one."""
        return self._read(whole(" ".join(steady(text).split()[-WORDS:])), answer)

    def _vector(self, text: str, answer: bool) -> "Vector":
        import numpy as np

        found = self._tokenizer.encode(text)
        ids = np.array([found.ids], dtype=np.int64)
        given = {"ids": ids, "kinds": np.full_like(ids, answer), "mask": np.ones_like(ids)}
        (vectors,) = self._session.run(["vectors"], given)
        vector: Vector = np.asarray(vectors[0], dtype=np.float32)
        return vector
