"""Measures that the comparisons with people share: macro-F1, AUC, Spearman's rho."""

import statistics
from collections.abc import Sequence


def macro_f1(gold: Sequence[str], found: Sequence[str]) -> tuple[float, dict[str, float]]:
    """The mean F1 over the labels of ``gold``, and each of them."""
    each = {label: round(f1(gold, found, label), 3) for label in sorted(set(gold))}
    return round(statistics.mean(each.values()), 3), each


def f1(gold: Sequence[str], found: Sequence[str], label: str) -> float:
    """F1 of one label."""
    pairs = list(zip(gold, found, strict=True))
    hits = sum(one == two == label for one, two in pairs)
    wrong = sum((one == label) != (two == label) for one, two in pairs)
    return 2 * hits / (2 * hits + wrong) if hits or wrong else 1.0


def auc(better: Sequence[float], worse: Sequence[float]) -> float:
    """How often one of the better stands above one of the worse; a tie counts half."""
    wins = sum((one > two) + (one == two) / 2 for one in better for two in worse)
    return round(wins / (len(better) * len(worse)), 3)


def spearman(one: Sequence[float], other: Sequence[float]) -> float:
    """Spearman's rank correlation; 0 if one side is all ties."""
    ranked = _ranks(one), _ranks(other)
    if any(len(set(ranks)) == 1 for ranks in ranked):
        return 0.0
    return round(statistics.correlation(*ranked), 3)


def _ranks(values: Sequence[float]) -> list[float]:
    """Ranks from 0; ties share the mean of theirs."""
    plain = list(values)
    return [sum(other < value for other in plain) + (plain.count(value) - 1) / 2 for value in plain]
