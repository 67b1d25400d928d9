"""Thresholds per label, set on rows that the net was not fitted to."""

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
"""Acts that cost trust, held to the faults' standard."""


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
    if label.startswith("fault:") or label in COSTLY:
        safe = _safe(figures, hits)
        return Bar(safe, max(safe, SAFEST_IN_CALL))
    best = max(STEPS, key=lambda step: (_f1(step, figures, hits), -abs(step - 0.5)))
    return Bar(best, max(best, _precise(figures, hits)))


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
