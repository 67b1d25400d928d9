"""Thresholds per label, set on rows that the net was not fitted to."""

from collections.abc import Mapping, Sequence

from torch import Tensor

from training.understanding.rows import LABELS

STEPS = tuple(step / 100 for step in range(30, 97, 2))
"""Thresholds that are tried."""
ALARMS = 0.01
"""Share of innocent rows on which a fault, or an insult, may be seen at most."""
SAFEST, STRICT = 0.9, ("act:insult", "act:meta_talk")
"""A fault's lowest threshold; acts that cost trust, held to the faults' standard."""


def bars(found: Tensor, marks: Tensor) -> Mapping[str, float]:
    """A threshold for each label; both tensors are (rows, labels), marks as ``Row.targets`` gives.

    From it up, the net has found the label.
    """
    chosen = {}
    for column, label in enumerate(LABELS):
        known = marks[:, column] >= 0
        figures, hits = found[known, column].tolist(), (marks[known, column] == 1).tolist()
        chosen[label] = _bar(label, figures, hits)
    return chosen


def _bar(label: str, figures: Sequence[float], hits: Sequence[bool]) -> float:
    if label.startswith("fault:") or label in STRICT:
        innocent = sorted(
            (f for f, hit in zip(figures, hits, strict=True) if not hit), reverse=True
        )
        allowed = int(len(innocent) * ALARMS)
        return round(max(SAFEST, innocent[allowed] + 0.01 if innocent else SAFEST), 2)
    return max(STEPS, key=lambda step: (_f1(step, figures, hits), -abs(step - 0.5)))


def _f1(step: float, figures: Sequence[float], hits: Sequence[bool]) -> float:
    both = sum(hit and figure >= step for figure, hit in zip(figures, hits, strict=True))
    wrong = sum(hit != (figure >= step) for figure, hit in zip(figures, hits, strict=True))
    return 2 * both / (2 * both + wrong) if both else 0.0
