"""Rehearse from a script, without a person, on a virtual clock.

The script holds the trainee's lines, one a line, or as a YAML list or JSONL of texts or of
{text, start_s, end_s}.  A folder of scripts is played in one go, same names out.  When the script
ends before the call does, the trainee hangs up.
"""

import argparse
import asyncio
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from simulator.commands.files import write_whole
from simulator.errors import ContentError, UsageError

if TYPE_CHECKING:
    from simulator.conversation.call import Call
    from simulator.practice.script import ScriptLine


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("scenario", metavar="SCENARIO", help="its id, as `simulator list` shows it")
    parser.add_argument("--script", required=True, type=Path, metavar="FILE|FOLDER")
    parser.add_argument("--out", required=True, type=Path, metavar="CALL.json|FOLDER")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="1 if not given")
    parser.add_argument("--difficulty", choices=("easy", "middle", "hard"), default="middle")
    parser.add_argument(
        "--model", default="none", metavar="M", help="PROVIDER:NAME; authored lines if not given"
    )
    parser.add_argument("--realiser", choices=("lines", "bridge", "improvise"))
    parser.add_argument("--json", action="store_true", help="print what came of it as JSON lines")


class Job(NamedTuple):
    """One script, and where its call goes."""

    script: Path
    lines: "tuple[ScriptLine, ...]"
    out: Path


def run(args: argparse.Namespace) -> int:
    """Play every script and write its call.

    Returns:
        0, or 1 if any script could not be read; the others are played all the same.
    """
    from simulator.conversation.transcript import to_json

    pairs = _pairs(args.script, args.out)
    _check_apart(pairs)
    jobs = [job for script, out in pairs if (job := _read(script, out)) is not None]
    calls = _play(args, jobs)
    for job, call in zip(jobs, calls, strict=False):
        write_whole(job.out, to_json(call))
        _tell(job, call, as_json=args.json)
    return 0 if len(jobs) == len(pairs) else 1


def _play(args: argparse.Namespace, jobs: list[Job]) -> "Iterator[Call]":
    from simulator.practice.scripted import play_script
    from simulator.practice.stage import Stage
    from simulator.settings import load_settings
    from simulator.vocabulary import Difficulty, Realiser

    chosen: dict[str, object] = {"model": args.model}
    if args.realiser:
        chosen["realiser"] = Realiser(args.realiser)
    stage = Stage.set(args.scenario, load_settings().model_copy(update=chosen))
    for job in jobs:
        yield asyncio.run(
            play_script(
                stage.cast,
                job.lines,
                seed=args.seed,
                difficulty=Difficulty(args.difficulty),
                wording=stage.wording,
                realiser=stage.realiser,
                reader=stage.reader,
            )
        )


def _pairs(script: Path, out: Path) -> list[tuple[Path, Path]]:
    from simulator.practice.script import SUFFIXES

    if not script.is_dir():
        return [(script, out / f"{script.stem}.json" if out.is_dir() else out)]
    if out.exists() and not out.is_dir():
        raise UsageError(f"{out} is a file, and --script is a folder", "give a folder to --out")
    scripts = sorted(path for path in script.iterdir() if path.suffix.lower() in SUFFIXES)
    if not scripts:
        raise UsageError(f"{script} holds no script", f"put files ending in {_listed()} there")
    return [(path, out / f"{path.stem}.json") for path in scripts]


def _listed() -> str:
    from simulator.practice.script import SUFFIXES

    return ", ".join(sorted(SUFFIXES))


def _check_apart(pairs: list[tuple[Path, Path]]) -> None:
    """See that no call takes the place of a script or of another call."""
    taken = {os.path.realpath(script): f"the script {script}" for script, _ in pairs}
    for script, out in pairs:
        place = os.path.realpath(out)
        if place in taken:
            fix = "name another --out, and give each script a name of its own"
            raise UsageError(f"{out}: the call would replace {taken[place]}", fix)
        taken[place] = f"the call of {script.name}"


def _read(script: Path, out: Path) -> Job | None:
    from simulator.practice.script import read_script

    try:
        return Job(script, read_script(script), out)
    except ContentError as error:
        print(error, file=sys.stderr)
        return None


def _tell(job: Job, call: "Call", *, as_json: bool) -> None:
    outcome = call.outcome
    if outcome is None:
        return
    turns = len(call.trainee_turns())
    if as_json:
        summary = {
            "script": str(job.script),
            "call": call.id,
            "out": str(job.out),
            "turns": turns,
            "unsaid": len(job.lines) - turns,
            "outcome": outcome.model_dump(),
        }
        print(json.dumps(summary))
        return
    reached = "reached" if outcome.reached else "not reached"
    print(f"{job.script.name}: {outcome.label} (goal {reached}, {turns} turns) → {job.out}")
