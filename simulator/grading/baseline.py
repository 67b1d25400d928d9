"""A call's pacing beside the learner's own last calls: she is compared with nobody else."""

from collections.abc import Mapping, Sequence
from statistics import median
from typing import NamedTuple

from simulator.grading.scorecard import Figure

CALLS = 3
"""So many earlier calls at least, before a change says something."""
LAST = 10
"""Calls that make up the baseline, the newest ones."""
BEYOND = 1.5
"""A change counts if it is larger than the calls usually differ, times this."""


class Change(NamedTuple):
    """How one figure differs from the learner's own median."""

    name: str
    now: float
    usual: float
    """Median of the earlier calls."""
    spread: float
    """Median distance of the earlier calls from that (MAD)."""
    unit: str

    @property
    def notable(self) -> bool:
        """Whether it is more than the usual ups and downs."""
        apart = abs(self.now - self.usual)
        return apart > BEYOND * self.spread and apart > 0.1 * abs(self.usual)

    @property
    def says(self) -> str:
        """One sentence to the trainee."""
        way = "more" if self.now > self.usual else "less"
        if not self.notable:
            return f"About what is usual for you ({self.usual:.3g})."
        return f"That is {way} than is usual for you ({self.usual:.3g} in your last calls)."


def changes(
    now: Mapping[str, Figure], earlier: Sequence[Mapping[str, Figure]]
) -> dict[str, Change]:
    """What changed against the learner's earlier calls, newest first; only what is known of both.

    Args:
        now: the pacing of this call.
        earlier: that of the calls before it, newest first.
    """
    found: dict[str, Change] = {}
    for name, figure in now.items():
        past = [
            known.value
            for card in earlier
            if (known := card.get(name)) is not None and known.value is not None
        ][:LAST]
        if figure.value is None or len(past) < CALLS:
            continue
        usual = median(past)
        spread = median(abs(value - usual) for value in past)
        found[name] = Change(name, figure.value, usual, spread, figure.unit)
    return found
