"""What a thousand tryouts cost, and whether the last cost what the first did.

    python -m benchmarks.bench_many [--n 1000] [--scenario exec-ninety-seconds] [--seed 1]

All kinds of trainee in turn, each call graded, in one process; CPU by ``time.process_time``, so
that a busy machine doesn't count.  Over two processes, as ``simulator tryout`` runs them, a second
of imports is added for each.  Writes ``benchmarks/results/many.json``; exits 1 if a bar is missed.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from itertools import islice

from benchmarks.report import report
from simulator.authoring.catalogue import find_catalogue
from simulator.scale.trainee import TraineeKind
from simulator.scale.tryout import Job, Rig, jobs_of
from simulator.settings import Settings
from simulator.vocabulary import Difficulty

BAR_SECONDS = 300.0
"""For ``CALLS`` calls of ``TURNS`` turns on ``CORES`` cores."""
BAR_GROWTH = 1.1
"""What a turn of the last quarter may cost, by one of the first."""
CALLS, TURNS, CORES, QUARTERS = 1000, 8, 2, 4


def quarters(rig: Rig, calls: int, seed: int) -> list[float]:
    """CPU seconds a turn in each quarter of so many calls, grading included."""
    kinds = list(TraineeKind)
    rounds = [jobs_of(kinds, Difficulty.MIDDLE, 1, seed + at) for at in range(calls)]
    jobs = list(islice((job for each in rounds for job in each), calls))
    rig.run(jobs[0])  # what is loaded once is loaded
    size = len(jobs) // QUARTERS
    return [_per_turn(rig, jobs[at * size : (at + 1) * size]) for at in range(QUARTERS)]


def _per_turn(rig: Rig, jobs: Sequence[Job]) -> float:
    start = time.process_time()
    turns = sum(rig.run(job).turns for job in jobs)
    return (time.process_time() - start) / turns


def arguments() -> argparse.Namespace:
    """How much to play, and where."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=CALLS)
    parser.add_argument("--scenario", default="exec-ninety-seconds")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def main() -> int:
    """Play, print, write, judge."""
    args = arguments()
    rig = Rig(find_catalogue(Settings()).cast(args.scenario))
    costs = quarters(rig, args.n, args.seed)
    mean = sum(costs) / len(costs)
    seconds, growth = mean * TURNS * CALLS / CORES, costs[-1] / costs[0]
    met = {"seconds": seconds <= BAR_SECONDS, "growth": growth <= BAR_GROWTH}
    report(
        "many",
        {
            "scenario": args.scenario,
            "calls": args.n,
            "cpu_ms_a_turn_graded": round(mean * 1000, 2),
            "cpu_ms_a_turn_by_quarter": [round(cost * 1000, 2) for cost in costs],
            "growth": round(growth, 3),
            "cpu_s_a_core_for_1000_calls_of_8_turns": round(seconds, 1),
            "bars": {"seconds": BAR_SECONDS, "growth": BAR_GROWTH},
            "met": met,
        },
    )
    return 0 if all(met.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
