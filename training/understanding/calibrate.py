"""Thresholds per label, set on rows that the net was not fitted to."""

import statistics
from collections.abc import Sequence
from typing import NamedTuple

from training.understanding.rows import LABELS

STEPS = tuple(step / 100 for step in range(30, 97, 2))
"""Thresholds that are tried."""
RIGHT, SURE = 0.97, 0.86
"""Share of what is found that has to be right in a call; the lowest threshold there."""
ALARMS, SAFEST, SAFEST_IN_CALL = 0.003, 0.9, 0.99
"""Share of innocent rows on which a fault may be seen at most; a fault's lowest thresholds."""
CERTAIN = 0.995
"""The highest threshold: only figures that round to 1 reach it."""
COSTLY = ("act:insult", "act:meta_talk")
"""Acts that cost trust: in a call they are held to the faults' standard."""
COSTLY_ALARMS = 0.01
"""Share of the rows without them on which these two may be seen, where no persona acts on it."""
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
        return Bar(max(SAFEST, _safe(figures, hits, ALARMS)), _surest(figures, hits))
    best = _best(figures, hits)
    if label in COSTLY:
        return Bar(max(best, _safe(figures, hits, COSTLY_ALARMS)), _surest(figures, hits))
    return Bar(best, max(best, _precise(figures, hits)))


def _best(figures: Sequence[float], hits: Sequence[bool]) -> float:
    """The threshold about which F1 is best; of equals the one nearest to the middle."""
    each = {step: _f1(step, figures, hits) for step in STEPS}

    def about(step: float) -> float:
        near = [f1 for other, f1 in each.items() if abs(other - step) <= AROUND]
        return statistics.mean(near)

    return max(STEPS, key=lambda step: (about(step), -abs(step - 0.5)))


def _safe(figures: Sequence[float], hits: Sequence[bool], alarms: float) -> float:
    """The lowest threshold at which no more than that share of innocent rows is accused."""
    innocent = sorted((f for f, hit in zip(figures, hits, strict=True) if not hit), reverse=True)
    return round(innocent[int(len(innocent) * alarms)] + 0.01, 2)


def _surest(figures: Sequence[float], hits: Sequence[bool]) -> float:
    """In a call: where not one innocent row is accused, if a figure can be as sure as that."""
    return min(max(_safe(figures, hits, 0.0), SAFEST_IN_CALL), CERTAIN)


def _precise(figures: Sequence[float], hits: Sequence[bool]) -> float:
    """The lowest threshold at which nearly all that is found is right; if none is, certainty."""
    for step in (step for step in (*STEPS, 0.98) if step >= SURE):
        found = [hit for figure, hit in zip(figures, hits, strict=True) if figure >= step]
        if found and sum(found) >= RIGHT * len(found):
            return step
    return CERTAIN


def _f1(step: float, figures: Sequence[float], hits: Sequence[bool]) -> float:
    both = sum(hit and figure >= step for figure, hit in zip(figures, hits, strict=True))
    wrong = sum(hit != (figure >= step) for figure, hit in zip(figures, hits, strict=True))
    return 2 * both / (2 * both + wrong) if both else 0.0
