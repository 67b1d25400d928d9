"""``python -m training.understanding.landing``: weigh the network's labels by pairs of answers.

A pair is a better and a worse answer to the same line: those of ``data/pairs`` and of the graders'
own suite, and every sound and faulty row that answer one line among the rows that the network was
not fitted to.  Needs no torch.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import yaml
from numpy.typing import NDArray

from simulator.understanding.landing import log_odds
from simulator.understanding.learned import FOLDER, Learned
from simulator.understanding.text import sentences
from simulator.understanding.weights import LANDING
from training.understanding.rows import DATA, LABELS, TELLING, Row, split

Figures = NDArray[np.float64]

PAIRS = DATA / "pairs"
SUITE = Path(__file__).parents[2] / "tests" / "grading" / "data" / "gaming_pairs.jsonl"
FOREIGN, OWN = 1.0, 0.5
"""What a pair counts: a stranger's, and one of the suite that rules were written against."""
COSTLY = frozenset({"insult", "meta_talk"})
"""Acts that make an answer the worse one, as a fault does."""
RIDGE = 12.0
"""How strongly weights are held near 0; of 3 to 25 the best on batches that were left out."""
STEPS = 12
"""Newton's steps; after eight nothing moves."""


class Pair(NamedTuple):
    """Two answers to one line, and how much the pair counts."""

    said: str
    better: str
    worse: str
    counts: float


def written() -> Iterator[Pair]:
    """The pairs that were written as such."""
    for path in sorted(PAIRS.glob("*.yaml")):
        for raw in yaml.safe_load(path.read_text(encoding="utf-8")):
            yield Pair(raw["context"], raw["better"], raw["worse"], FOREIGN)
    for line in SUITE.read_text(encoding="utf-8").splitlines():
        raw = json.loads(line)
        yield Pair(raw["context"], raw["better"], raw["worse"], OWN)


def contrasted(rows: Sequence[Row]) -> Iterator[Pair]:
    """Each sound answer with each faulty one to the same line; all to one line count as few."""
    told = {row.said for row in rows if len(row.said.split()) >= TELLING}
    for said in sorted(told):
        answers = [row for row in rows if row.said == said]
        sound = [row for row in answers if row.acts and not _faulty(row)]
        faulty = [row for row in answers if _faulty(row)]
        counts = (len(sound) * len(faulty)) ** -0.5 if sound and faulty else 0.0
        yield from (Pair(said, one.text, two.text, counts) for one in sound for two in faulty)


def _faulty(row: Row) -> bool:
    return bool(row.faults) or bool(COSTLY & (row.acts or frozenset()))


def features(learned: Learned, said: str, text: str) -> Figures:
    """Log-odds of each label at its surest sentence, then their means."""
    units = [one.text for one in sentences(text)] or [text]
    read = [learned.opinion(said, unit).read for unit in units]
    odds = np.array([[log_odds(one[label]) for label in LABELS] for one in read])
    found: Figures = np.concatenate([odds.max(0), odds.mean(0)])
    return found


def fitted(better: Figures, worse: Figures, counts: Figures) -> Figures:
    """Weights of a logistic regression on the differences (Bradley and Terry, 1952)."""
    apart, weights = better - worse, np.zeros(better.shape[1])
    for _ in range(STEPS):
        right = 1.0 / (1.0 + np.exp(-(apart @ weights)))
        slope = apart.T @ (counts * (1.0 - right)) - RIDGE * weights
        bend = (apart * (counts * right * (1.0 - right))[:, None]).T @ apart
        weights = weights + np.linalg.solve(bend + RIDGE * np.eye(len(weights)), slope)
    return weights


def main() -> None:
    """Fit, write beside the network, and print how many pairs are placed right."""
    learned = Learned()
    pairs = [*written(), *contrasted(split()[1])]
    better = np.array([features(learned, pair.said, pair.better) for pair in pairs])
    worse = np.array([features(learned, pair.said, pair.worse) for pair in pairs])
    counts = np.array([pair.counts for pair in pairs])
    weights = fitted(better, worse, counts)
    middle = float(np.average((better + worse) @ weights / 2, weights=counts))
    right = np.average((better - worse) @ weights > 0, weights=counts)
    print(f"{len(pairs)} pairs, {right:.1%} placed right (fitted to them)")
    _write(dict(zip(("surest", "mean"), np.split(weights, 2), strict=True)), middle)


def _write(parts: Mapping[str, Figures], start: float) -> None:
    named = {
        part: {label: round(float(one), 3) for label, one in zip(LABELS, weights, strict=True)}
        for part, weights in parts.items()
    }
    text = json.dumps({**named, "start": round(start, 3)}, indent=1)
    (FOLDER / LANDING).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
