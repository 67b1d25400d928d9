"""Whether skill pays: simulated trainees in every shipped scenario and preset, and the cost.

    python -m benchmarks.bench_tryout [--n 200] [--scenarios a,b] [--seed 1]

Calls a kind are 40 unless ``--n`` says else; 200 is the full bar and takes about an hour of CPU.
Costs are CPU seconds of all processes, so that a busy machine doesn't count.  Writes
``benchmarks/results/tryout.json``; exits 1 if a bar is missed.
"""

import argparse
import resource
import sys
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from typing import NamedTuple

from benchmarks.report import report
from simulator.authoring.cast import Cast
from simulator.authoring.catalogue import find_catalogue
from simulator.scale.figures import KindFigures, figures
from simulator.scale.many import processes_for, run_many
from simulator.scale.report import as_json, as_table
from simulator.scale.trainee import TraineeKind
from simulator.scale.tryout import Tried, jobs_of
from simulator.settings import Settings
from simulator.vocabulary import Difficulty

BAR_SKILLED = 0.80
BAR_SHORTCUT = 0.05
BAR_SECONDS = 300.0
CORES = 2
TURNS = 8
CALLS = 1000
BARRED = (
    TraineeKind.FLATTERER,
    TraineeKind.INJECTOR,
    TraineeKind.PUSHY,
    TraineeKind.ROBOT,
)
PRESETS = (Difficulty.EASY, Difficulty.MIDDLE, Difficulty.HARD)


class Played(NamedTuple):
    """One scenario at one difficulty."""

    scenario: str
    difficulty: Difficulty
    found: tuple[KindFigures, ...]
    turns: int

    def share(self, kind: TraineeKind) -> tuple[float, float, float]:
        """The share of that kind's calls that reached the goal, with its interval."""
        return next(one.reached for one in self.found if one.kind is kind)


def cpu_s() -> float:
    """CPU seconds of this process and of the children that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def play(cast: Cast, calls: int, seed: int) -> list[Played]:
    """Every kind in one scenario at every difficulty, its tables printed."""
    jobs = [job for preset in PRESETS for job in jobs_of(list(TraineeKind), preset, calls, seed)]
    with closing(run_many(cast, jobs, processes_for(len(jobs)))) as results:
        tried = list(results)
    return [
        _at(cast, preset, [one for one in tried if one.difficulty is preset], seed)
        for preset in PRESETS
    ]


def _at(cast: Cast, preset: Difficulty, tried: list[Tried], seed: int) -> Played:
    found = figures(tried)
    print(as_table(found, cast.scenario, preset, seed), end="\n\n", flush=True)
    return Played(cast.scenario.id, preset, found, sum(one.turns for one in tried))


def missed(played: list[Played]) -> Iterator[str]:
    """A line for each bar that is missed."""
    for one in played:
        where = f"{one.scenario} {one.difficulty}"
        if one.difficulty is Difficulty.MIDDLE and one.share(TraineeKind.SKILLED)[0] < BAR_SKILLED:
            yield f"{where}: skilled {one.share(TraineeKind.SKILLED)[0]:.0%}"
        for kind in BARRED:
            if one.share(kind)[0] > BAR_SHORTCUT:
                yield f"{where}: {kind} {one.share(kind)[0]:.0%}"
    for scenario in dict.fromkeys(one.scenario for one in played):
        if not ordered([one for one in played if one.scenario == scenario]):
            yield f"{scenario}: easy > middle > hard doesn't hold for skilled beyond chance"


def ordered(presets: list[Played]) -> bool:
    """Whether each preset is harder for the skilled than the one before, intervals apart."""
    shares = [one.share(TraineeKind.SKILLED) for one in presets]
    return all(easier[1] > harder[2] for easier, harder in pairwise(shares))


def arguments() -> argparse.Namespace:
    """What to play."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=40)
    parser.add_argument("--scenarios", default="", help="ids, by commas; all if not given")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def tables(casts: list[Cast], played: list[Played], seed: int) -> dict[str, object]:
    """The figures of every kind, by scenario and preset."""
    scenarios = {cast.scenario.id: cast.scenario for cast in casts}
    return {
        f"{one.scenario}/{one.difficulty}": as_json(
            one.found, scenarios[one.scenario], one.difficulty, seed
        )["trainees"]
        for one in played
    }


def main() -> int:
    """Play, print, write, judge."""
    args = arguments()
    catalogue = find_catalogue(Settings())
    names = args.scenarios.split(",") if args.scenarios else catalogue.scenarios()
    casts = [catalogue.cast(name) for name in names]
    start = cpu_s()
    played = [one for cast in casts for one in play(cast, args.n, args.seed)]
    per_turn = (cpu_s() - start) / sum(one.turns for one in played)
    seconds = per_turn * TURNS * CALLS / CORES
    misses = list(missed(played)) + ([f"cost: {seconds:.0f} s"] if seconds > BAR_SECONDS else [])
    found = {
        "calls_a_kind": args.n,
        "seed": args.seed,
        "cpu_ms_a_turn_graded": round(per_turn * 1000, 2),
        "cpu_s_a_core_for_1000_calls_of_8_turns": round(seconds, 1),
        "bars": {"skilled": BAR_SKILLED, "shortcut": BAR_SHORTCUT, "seconds": BAR_SECONDS},
        "missed": misses,
        "scenarios": tables(casts, played, args.seed),
    }
    report("tryout", found)
    return 1 if misses else 0


if __name__ == "__main__":
    sys.exit(main())
