"""Let simulated trainees rehearse a scenario, and see whether skill pays in it.

Each kind of trainee is an authored policy that talks as people do: through text alone.  The same
seed gives the same calls.  Prints how often each kind reached the goal and how it was graded.
"""

import argparse
import difflib
import json
import sys
from collections.abc import Generator, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.errors import UsageError

if TYPE_CHECKING:
    from simulator.authoring.cast import Cast
    from simulator.scale.trainee import TraineeKind
    from simulator.scale.tryout import Job, Tried

BAR = 24
DEFAULT_CALLS = 40


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("scenario", metavar="SCENARIO", help="its id, as `simulator list` shows it")
    parser.add_argument(
        "-n", type=int, default=DEFAULT_CALLS, metavar="N", help=f"calls a kind, {DEFAULT_CALLS}"
    )
    parser.add_argument(
        "--trainees",
        default="all",
        metavar="KIND,…",
        help="all, or of skilled, average, robot, pushy, over_empathic, silent, hostile,"
        " flatterer, injector",
    )
    parser.add_argument("--difficulty", choices=("easy", "middle", "hard"), default="middle")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="1 if not given")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--plot", type=Path, metavar="FILE.html", help="write a plot, too")


def run(args: argparse.Namespace) -> int:
    """Play all calls, then print what came of them."""
    from simulator.authoring.catalogue import find_catalogue
    from simulator.scale.figures import figures
    from simulator.scale.report import as_json, as_table
    from simulator.settings import load_settings
    from simulator.vocabulary import Difficulty

    kinds = _kinds(args.trainees)
    if args.n < 1:
        raise UsageError(f"-n {args.n} is no number of calls", "give 1 or more")
    if args.plot is not None:
        _writable(args.plot)
    cast = find_catalogue(load_settings()).cast(args.scenario)
    found = figures(_play(cast, _jobs(kinds, args)))
    about = (cast.scenario, Difficulty(args.difficulty), args.seed)
    print(json.dumps(as_json(found, *about), indent=2) if args.json else as_table(found, *about))
    if args.plot is not None:
        from simulator.scale.plot import figure

        _write(args.plot, figure(found, cast.scenario).to_html(include_plotlyjs=True))
    return 0


def _kinds(named: str) -> "list[TraineeKind]":
    from simulator.scale.trainee import TraineeKind

    if named == "all":
        return list(TraineeKind)
    return [_kind(name.strip()) for name in named.split(",")]


def _kind(name: str) -> "TraineeKind":
    from simulator.scale.trainee import TraineeKind

    names = [kind.value for kind in TraineeKind]
    if name in names:
        return TraineeKind(name)
    near = difflib.get_close_matches(name, names, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"use {', '.join(names)}, or all"
    raise UsageError(f"there is no simulated trainee {name!r}", hint)


def _jobs(kinds: "list[TraineeKind]", args: argparse.Namespace) -> "list[Job]":
    from simulator.scale.tryout import jobs_of
    from simulator.vocabulary import Difficulty

    return jobs_of(kinds, Difficulty(args.difficulty), args.n, args.seed)


def _play(cast: "Cast", jobs: "list[Job]") -> "list[Tried]":
    from simulator.scale.many import processes_for, run_many

    with closing(run_many(cast, jobs, processes_for(len(jobs)))) as results:
        return list(_progress(results, len(jobs)))


def _progress(results: "Generator[Tried, None, None]", count: int) -> "Iterator[Tried]":
    """The results one by one, with a bar on a terminal's stderr."""
    shown = sys.stderr.isatty()
    for done, one in enumerate(results, start=1):
        if shown:
            full = BAR * done // count
            bar = "#" * full + "·" * (BAR - full)
            print(f"\r[{bar}] {done}/{count}\r", end="", file=sys.stderr, flush=True)
        yield one
    if shown:
        print("\r\x1b[K", end="", file=sys.stderr)


def _writable(path: Path) -> None:
    if path.is_dir() or not path.absolute().parent.is_dir():
        raise UsageError(f"{path} can't be written: no such place", "name a file in a folder")


def _write(path: Path, page: str) -> None:
    try:
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        raise UsageError(
            f"{path} can't be written: {error.strerror}", "name another file with --plot"
        ) from None
    print(f"Plot: {path}", file=sys.stderr)
