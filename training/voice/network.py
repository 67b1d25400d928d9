"""A network of one hidden layer, trained by Adam; what the small models of the voice are."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.floating]

BATCH, STEP = 256, 0.01


class Shape(NamedTuple):
    """How large it is, and how it is trained."""

    hidden: int
    steps: int
    decay: float


def train(
    found: "Floats", wanted: "Floats", shape: Shape, chance: np.random.Generator
) -> dict[str, object]:
    """Fit it; both answers count the same, however often they come.

    Args:
        found: inputs, shape ``(examples, measures)``.
        wanted: 0 or 1 for each.
        shape: its size.
        chance: picks beginnings and batches.

    Returns:
        Its numbers, ready for JSON.
    """
    mean, spread = found.mean(axis=0), found.std(axis=0) + 1e-6
    given, share = (found - mean) / spread, wanted.mean()
    counts = np.where(wanted > 0, 0.5 / share, 0.5 / (1 - share))
    parts = _beginning(found.shape[1], shape.hidden, chance)
    first, second = ([np.zeros_like(part) for part in parts] for _ in range(2))
    for step in range(1, shape.steps + 1):
        picked = chance.integers(0, len(found), BATCH)
        pulls = _pulls(parts, given[picked], wanted[picked], counts[picked], shape.decay)
        for part, pull, mild, wild in zip(parts, pulls, first, second, strict=True):
            mild += 0.1 * (pull - mild)
            wild += 0.001 * (pull**2 - wild)
            part -= STEP * (mild / (1 - 0.9**step)) / (np.sqrt(wild / (1 - 0.999**step)) + 1e-8)
    inner, inner_bias, outer, outer_bias = (part.round(3).tolist() for part in parts)
    return {
        "mean": mean.round(3).tolist(),
        "spread": spread.round(3).tolist(),
        "inner": inner,
        "inner_bias": inner_bias,
        "outer": outer,
        "outer_bias": outer_bias[0],
    }


def _beginning(measures: int, hidden: int, chance: np.random.Generator) -> "list[Floats]":
    size = 1 / np.sqrt(measures)
    return [
        chance.normal(0, size, (measures, hidden)),
        np.zeros(hidden),
        chance.normal(0, 0.3, hidden),
        np.zeros(1),
    ]


def _pulls(
    parts: "Sequence[Floats]", given: "Floats", wanted: "Floats", counts: "Floats", decay: float
) -> "list[Floats]":
    inner, inner_bias, outer, outer_bias = parts
    hidden = np.tanh(given @ inner + inner_bias)
    guess = 1 / (1 + np.exp(-(hidden @ outer + outer_bias)))
    off = counts * (guess - wanted) / len(given)
    back = np.outer(off, outer) * (1 - hidden**2)
    return [
        given.T @ back + decay * inner,
        back.sum(axis=0),
        hidden.T @ off + decay * outer,
        np.array([off.sum()]),
    ]
