"""Thresholds per label, set on rows that the net was not fitted to."""

import statistics
from collections.abc import Sequence
from typing import NamedTuple

from training.understanding.rows import LABELS

STEPS = tuple(step / 100 for step in range(30, 97, 2))
"""Thresholds that are tried."""
RIGHT, SURE = 0.97, 0.8
"""Share of what is found that has to be right in a call; the lowest threshold there."""
ALARMS, SAFEST, SAFEST_IN_CALL = 0.01, 0.9, 0.97
"""Share of innocent rows on which a fault may be seen at most; a fault's lowest thresholds."""
COSTLY = ("act:insult", "act:meta_talk")
"""Acts that cost trust: in a call they are held to the faults' standard."""
AROUND = 0.1
"""How far about a threshold its F1 is averaged, so that no lucky figure decides."""


class Bar(NamedTuple):
    """From ``free`` up a label counts as found, from ``in_call`` up when a persona acts on it."""

    free: float
    in_call: float


def bars(found: Sequence[Sequence[float]], marks: Sequence[Sequence[float]]) -> dict[str, Bar]:
    """A bar for each label; of each row the figures, and the marks as ``Row.targets`` gives."""
    chosen = {}
    for column, label in enumerate(LABELS):
        pairs = zip(found, marks, strict=True)
        known = [(row[column], mark[column] == 1) for row, mark in pairs if mark[column] >= 0]
        figures, hits = [figure for figure, _ in known], [hit for _, hit in known]
        chosen[label] = _bar(label, figures, hits)
    return chosen


def _bar(label: str, figures: Sequence[float], hits: Sequence[bool]) -> Bar:
    if label.startswith("fault:"):
        safe = _safe(figures, hits)
        return Bar(safe, max(safe, SAFEST_IN_CALL))
    best = _best(figures, hits)
    if label in COSTLY:
        return Bar(best, max(best, _safe(figures, hits), SAFEST_IN_CALL))
    return Bar(best, max(best, _precise(figures, hits)))


def _best(figures: Sequence[float], hits: Sequence[bool]) -> float:
    """The threshold about which F1 is best; of equals the one nearest to the middle."""
    each = {step: _f1(step, figures, hits) for step in STEPS}

    def about(step: float) -> float:
        near = [f1 for other, f1 in each.items() if abs(other - step) <= AROUND]
        return statistics.mean(near)

    return max(STEPS, key=lambda step: (about(step), -abs(step - 0.5)))


def _safe(figures: Sequence[float], hits: Sequence[bool]) -> float:
    """The lowest threshold at which few innocent rows are accused."""
    innocent = sorted((f for f, hit in zip(figures, hits, strict=True) if not hit), reverse=True)
    return round(max(SAFEST, innocent[int(len(innocent) * ALARMS)] + 0.01), 2)


def _precise(figures: Sequence[float], hits: Sequence[bool]) -> float:
    """The lowest threshold at which nearly all that is found is right."""
    for step in (step for step in STEPS if step >= SURE):
        found = [hit for figure, hit in zip(figures, hits, strict=True) if figure >= step]
        if found and sum(found) >= RIGHT * len(found):
            return step
    return STEPS[-1]


def _f1(step: float, figures: Sequence[float], hits: Sequence[bool]) -> float:
    both = sum(hit and figure >= step for figure, hit in zip(figures, hits, strict=True))
    wrong = sum(hit != (figure >= step) for figure, hit in zip(figures, hits, strict=True))
    return 2 * both / (2 * both + wrong) if both else 0.0
