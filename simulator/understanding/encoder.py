"""The encoder: her line and one sentence in, a probability per label out, by a network of ours."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from simulator.understanding.plainly import steady

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

HER_WORDS, OWN_WORDS = 20, 48
"""Words that are read of her line (its end) and of a sentence (its beginning)."""
TOKENS = 96
"""Word pieces of both together that are read."""
REMEMBERED = 8192
"""Pairs whose probabilities are kept; a tryout says the same lines over and over."""


class Pair(NamedTuple):
    """What the network reads."""

    said: str
    """The other person's line."""
    text: str
    """One sentence of the trainee's."""


def pair_of(said: str, text: str) -> Pair:
    """The pair, cut to what is read; half characters, which no tokenizer takes, become marks.

    The trainee's falters are left out: they are no part of what she does.
    """
    hers, own = said.split()[-HER_WORDS:], steady(text).split()[:OWN_WORDS]
    return Pair(whole(" ".join(hers)), whole(" ".join(own)))


def whole(text: str) -> str:
    """The text with a mark for each half character, which no tokenizer takes."""
    return text.encode("utf-8", "replace").decode("utf-8")


def prepared(tokenizer: "Tokenizer") -> "Tokenizer":
    """The tokenizer, cutting at ``TOKENS`` and padding to the longest of a batch."""
    tokenizer.enable_truncation(TOKENS)
    tokenizer.enable_padding()
    return tokenizer


def session_of(network: Path) -> "InferenceSession":
    """The network on onnxruntime, on one thread.

    Raises:
        ImportError: if onnxruntime isn't installed.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(
        network.read_bytes(), options, providers=["CPUExecutionProvider"]
    )


class Encoder:
    """The network on onnxruntime, on one thread.

    Pairs are read one by one: what a batch holds besides would move the scale that activations are
    quantised with, and the same words would get another number in other company.
    """

    def __init__(self, network: Path, tokenizer: Path) -> None:
        """Load both files.

        Raises:
            ImportError: if onnxruntime or tokenizers isn't installed.
        """
        from tokenizers import Tokenizer

        self._session = session_of(network)
        self._tokenizer = prepared(Tokenizer.from_file(str(tokenizer)))
        self._read = lru_cache(maxsize=REMEMBERED)(self._probabilities)

    def probabilities(self, said: str, text: str) -> Sequence[float]:
        """One probability per label, 0 to 1, to two decimals."""
        return self._read(pair_of(said, text))

    def _probabilities(self, pair: Pair) -> tuple[float, ...]:
        import numpy as np

        found = self._tokenizer.encode(pair.said, pair.text)
        given = {
            "ids": np.array([found.ids], dtype=np.int64),
            "kinds": np.array([found.type_ids], dtype=np.int64),
            "mask": np.array([found.attention_mask], dtype=np.int64),
        }
        (sure,) = self._session.run(["probabilities"], given)
        return tuple(round(float(one), 2) for one in sure[0])
