"""Grading: gaming, agreement with people, sameness, evidence and cost, beside the length baseline.

``python -m benchmarks.bench_grading`` runs all and writes JSON; with names of parts (``pairs
people transfer sameness evidence cost``) only those, and writes nothing.
"""

import sys
from collections.abc import Callable, Mapping, Sequence

from benchmarks.grading import cost, evidence, pairs, people, sameness, transfer
from benchmarks.report import report

PARTS: Mapping[str, Callable[[], dict[str, object]]] = {
    "pairs": lambda: {
        **pairs.figures("own", pairs.own_pairs()),
        **pairs.figures("given", pairs.given_pairs()),
    },
    "people": people.figures,
    "transfer": transfer.figures,
    "sameness": sameness.figures,
    "evidence": evidence.figures,
    "cost": cost.figures,
}


def missed(found: Mapping[str, object]) -> list[str]:
    """The bars that are missed; a figure that wasn't measured misses none."""
    least = {
        **people.BARS,
        "own_right_by_total": pairs.OWN_BAR * _number(found, "own_pairs"),
        "given_right_by_total": pairs.GIVEN_BAR * _number(found, "given_pairs"),
        "folder_calls_a_second": cost.RATE_BAR,
    }
    most = {
        "cpu_s_median": cost.CPU_BAR_S,
        "cpu_ms_a_trainee_turn": cost.TURN_BAR_MS,
        "distinct_scorecards": 1.0,
        "distinct_scorecards_in_other_orders": 1.0,
        "evidence_quotes_wrong": 0.0,
        "evidence_scores_without_a_quote": 0.0,
        "graders_broken_that_invented_or_hurt_others": 0.0,
    }
    below = [f"{name} < {bar:g}" for name, bar in least.items() if _number(found, name, bar) < bar]
    above = [f"{name} > {bar:g}" for name, bar in most.items() if _number(found, name, bar) > bar]
    return below + above


def _number(found: Mapping[str, object], name: str, absent: float = 0.0) -> float:
    value = found.get(name)
    return float(value) if isinstance(value, int | float) else absent


def main(names: Sequence[str]) -> int:
    """Measure, print, write, and say which bars are missed."""
    found: dict[str, object] = {}
    for name in names or PARTS:
        found.update(PARTS[name]())
    found["bars_missed"] = missed(found) or "none"
    if names:
        for key, value in found.items():
            print(f"{key:<52}{value}")
    else:
        report("grading", found)
    return found["bars_missed"] != "none"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
