"""Malformed content: 300 spoilt YAML files and the refusals, through ``simulator check``.

Every file is a good one after one seeded mutation.  A mutation that leaves the file valid doesn't
count: another one is made.  Each of the rest must end in exit code 1 with findings that name the
file, a line, a column and a fix, and never in a traceback.
"""

import argparse
import contextlib
import io
import math
import os
import random
import re
import resource
import shutil
import statistics
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from benchmarks.report import report
from simulator.authoring.catalogue import content_files, shipped
from simulator.cli import main as simulator
from tests.support.content import DATA
from tests.support.mutations import MUTATIONS, Spoilt, laughing_aliases

FILES = 300
TRIES = 50
REFUSAL_BAR_S = 1.0
NEAR_LINES = 1
"""A finding this close to the mutated line counts as pointing at it."""


class Result(NamedTuple):
    """What ``simulator check`` made of one file."""

    code: int | None
    lines: tuple[str, ...]
    trace: str | None
    cpu_s: float


class Tally(NamedTuple):
    """What came of all spoilt files."""

    kinds: Counter[str]
    faults: list[str]
    seconds: list[float]
    placed: list[bool]
    """For mutations in one line: whether a finding points at it."""
    valid: Counter[str]
    """Mutations that left a file valid, by kind."""


def main() -> None:
    """Spoil, check, count; exit 1 if a bar isn't held."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=FILES)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        tally = spoil_all(Path(folder), args.files, random.Random(args.seed))
        refusals = {name: refuse(Path(folder), make) for name, make in REFUSALS.items()}
    for fault in tally.faults:
        print(fault, file=sys.stderr)
    report("malformed", _figures(tally, refusals))
    slow = [name for name, seconds in refusals.items() if seconds > REFUSAL_BAR_S]
    sys.exit(1 if tally.faults or slow else 0)


def spoil_all(folder: Path, files: int, rng: random.Random) -> Tally:
    """Make the spoilt files one by one, each among the good ones, and check each."""
    good = _good_files(folder)
    tally = Tally(Counter(), [], [], [], Counter())
    names = list(MUTATIONS)
    for number in range(files):
        kind = names[number % len(names)]
        _spoil_one(kind, rng.choice(good), rng, tally)
    return tally


def _good_files(folder: Path) -> list[Path]:
    found = [path for path, _ in content_files(shipped())] or sorted(DATA.glob("*.yaml"))
    copies = []
    for path in found:
        copy = folder / path.parent.name / path.name
        copy.parent.mkdir(exist_ok=True)
        shutil.copyfile(path, copy)
        copies.append(copy)
    return copies


def _spoil_one(kind: str, path: Path, rng: random.Random, tally: Tally) -> None:
    good = path.read_bytes()
    try:
        for _ in range(TRIES):
            spoilt = MUTATIONS[kind](rng, good.decode())
            path.write_bytes(spoilt.raw)
            result = run_check(path)
            if result.code != 0:
                _count(kind, path, spoilt, result, tally)
                return
            tally.valid[kind] += 1
        tally.faults.append(f"{kind}: no invalid file of {path.name} in {TRIES} tries")
    finally:
        path.write_bytes(good)


def run_check(path: Path) -> Result:
    """``simulator check PATH`` in this process: what it printed, and what it cost."""
    printed = io.StringIO()
    start = time.process_time()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        try:
            code, trace = simulator(["check", str(path)]), None
        except BaseException:
            code, trace = None, traceback.format_exc()
    seconds = time.process_time() - start
    return Result(code, tuple(printed.getvalue().splitlines()[:-1]), trace, seconds)


def _count(kind: str, path: Path, spoilt: Spoilt, result: Result, tally: Tally) -> None:
    tally.kinds[kind] += 1
    tally.seconds.append(result.cpu_s)
    finding = re.compile(re.escape(str(path)) + r":(\d+):(\d+): \S.* Fix: \S.*")
    matches = [finding.fullmatch(line) for line in result.lines]
    if result.trace or result.code != 1 or not matches or None in matches:
        tally.faults.append(f"{kind}: {path.name}: {result.code} {result.trace} {result.lines}")
        return
    lines = [int(match[1]) for match in matches if match]
    if spoilt.line is not None:
        tally.placed.append(any(abs(line - spoilt.line) <= NEAR_LINES for line in lines))


def refuse(folder: Path, make: Callable[[Path], None]) -> float:
    """CPU seconds until one hostile file is refused; infinite if it isn't."""
    path = folder / "personas" / "hostile.yaml"
    make(path)
    result = run_check(path)
    path.unlink()
    return result.cpu_s if result.code == 1 and not result.trace else math.inf


def _large(path: Path) -> None:
    with path.open("wb") as stream:
        for _ in range(100):
            stream.write(b"a: 1\n" * 209_715)


def _climbing(path: Path) -> None:
    path.symlink_to("/etc/passwd")


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _bomb(path: Path) -> None:
    path.write_bytes(laughing_aliases(random.Random(1), "").raw)


def _tag(path: Path) -> None:
    path.write_text("format: simulator.persona/1\nid: !!python/object/apply:os.abort []\n")


def _nested(path: Path) -> None:
    path.write_text("[" * 1_000_000)


REFUSALS: dict[str, Callable[[Path], None]] = {
    "YAML bomb": _bomb,
    "100 MB": _large,
    "path that climbs out": _climbing,
    "custom tag": _tag,
    "a million brackets": _nested,
    "pipe": _pipe,
}


def _figures(tally: Tally, refusals: Mapping[str, float]) -> dict[str, object]:
    return {
        "files": sum(tally.kinds.values()),
        "kinds_of_mutation": len(tally.kinds),
        "faults": len(tally.faults),
        "still_valid_and_replaced": sum(tally.valid.values()),
        "mutated_line_named_share": round(statistics.mean(tally.placed), 3),
        "check_cpu_ms_median": round(1000 * statistics.median(tally.seconds)),
        "check_cpu_ms_worst": round(1000 * max(tally.seconds)),
        "peak_memory_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        **{
            f"refused_cpu_ms_{name.replace(' ', '_').lower()}": round(1000 * seconds)
            for name, seconds in refusals.items()
        },
    }


if __name__ == "__main__":
    main()
