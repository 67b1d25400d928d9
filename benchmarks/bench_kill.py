"""``kill -9`` at random moments of scripted rehearsals: nothing acknowledged may be lost.

A kill of the process, not of the machine: against a loss of power every commit is also flushed to
the disk (SQLite's ``synchronous = FULL``), which no test without a switch on the mains can show.
"""

import argparse
import itertools
import random
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.kill_rig import Play, Verdict, examine, kill, plays, start_child
from benchmarks.report import report

KILLS = 200
KILLS_PER_DATABASE = 10
"""A new database after as many kills; the first of them may hit it while it is made."""
LATEST_S = 0.35
"""A child is killed at a moment drawn evenly from 0 to this: it plays some calls in it."""


def main() -> None:
    """Kill, look, resume, compare; exit 1 if anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--print-only", action="store_true", help="leave the results file alone")
    args = parser.parse_args()
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        verdicts = _kill_all(Path(folder), args.kills, random.Random(args.seed))
    figures = _figures(verdicts, time.monotonic() - start)
    if args.print_only:
        print(figures)
    else:
        report("kill", figures)
    sys.exit(_tell(verdicts))


def _kill_all(folder: Path, kills: int, chance: random.Random) -> list[Verdict]:
    stock = plays()
    verdicts = []
    for number in range(kills):
        url = f"sqlite:///{folder}/{number // KILLS_PER_DATABASE}.db"
        verdicts.append(_one(url, number, chance.choice(stock), chance.uniform(0, LATEST_S)))
    return verdicts


def _one(url: str, number: int, play: Play, after_s: float) -> Verdict:
    names = (f"kill-{number}-{seed}" for seed in itertools.count(1))
    child, pipe = start_child(url, play, names)
    playing = number % KILLS_PER_DATABASE != 0
    return examine(url, play, kill(child, pipe, after_s, playing=playing))


def _figures(verdicts: list[Verdict], seconds: float) -> dict[str, object]:
    return {
        "kills": len(verdicts),
        "turns_acknowledged": sum(verdict.acknowledged for verdict in verdicts),
        "turns_lost": sum(len(verdict.lost) for verdict in verdicts),
        "databases_broken": sum(len(verdict.broken) for verdict in verdicts),
        "calls_cut_short": sum(verdict.resumed for verdict in verdicts),
        "calls_not_resumable": sum(len(verdict.stuck) for verdict in verdicts),
        "continuations_that_differ": sum(len(verdict.differing) for verdict in verdicts),
        "events_noted_twice": sum(verdict.repeated_events for verdict in verdicts),
        "seconds": round(seconds, 1),
    }


def _tell(verdicts: list[Verdict]) -> int:
    faults = [
        fault
        for verdict in verdicts
        for fault in (*verdict.lost, *verdict.broken, *verdict.stuck, *verdict.differing)
    ]
    print(*faults[:20], sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    main()
