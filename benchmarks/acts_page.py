"""The page that shows, act by act, what is read as what on the held-out lines."""

from collections.abc import Mapping, Sequence
from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs" / "acts.md"
NO_ACT = "(no act)"
"""What stands for a line in which nothing was read."""

_HEAD = """# What is read as what

The acts of a trainee's turn, on {lines} lines that were written and labelled without sight of the
rules or of the lines that they learn from. `python -m benchmarks.bench_answers` measures and writes
this page.

Macro-F1 **{macro:.2f}**. A line may show several acts; precision is the share of an act's findings
that are right, recall the share of its lines in which it was found.

"""
_MATRIX = """
## Confusion

A row is an act that lines show. On the diagonal is how often it was found. Where it was missed, the
other columns count what was found in its stead (an act that the line shows besides is no mistake);
the last column counts lines in which nothing was found. Columns are numbered as the rows are.

"""


def page(
    lines: int,
    macro: float,
    each: Mapping[str, float],
    rates: Mapping[str, tuple[float | None, float]],
    confusion: Mapping[str, Mapping[str, int]],
) -> str:
    """The page as Markdown.

    Args:
        lines: How many were read.
        macro: The mean F1.
        each: F1 by act.
        rates: Precision, where the act was found at all, and recall, by act.
        confusion: By act that was missed: what was read in its stead.
    """
    acts = list(each)
    scores = [[act, _two(rates[act][0]), _two(rates[act][1]), _two(each[act])] for act in each]
    counts = [
        [f"{number} {act}", *(str(confusion[act].get(other, "")) for other in [*acts, NO_ACT])]
        for number, act in enumerate(acts, 1)
    ]
    numbers = [str(number) for number in range(1, len(acts) + 1)]
    return (
        _HEAD.format(lines=lines, macro=macro)
        + _table(["act", "precision", "recall", "F1"], scores)
        + _MATRIX
        + _table(["shown", *numbers, "none"], counts)
    )


def _two(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    ruled = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(row)} |\n" for row in ruled)
