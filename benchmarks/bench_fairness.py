"""Whether the same call gets the same score, whoever says it.

    python -m benchmarks.bench_fairness [--scenarios a,b]

Every script of the tests is played once without a model, then graded again with each swap of
``benchmarks/swaps.py`` in the trainee's words; hers stay as they were.  A shift is the score with
the swap less the score without, as a share of the score's scale.  Bar: for every kind the mean size
of the total's shift is at most 2 %.  Writes ``benchmarks/results/fairness.json``; exits 1 if the
bar is missed.
"""

import argparse
import asyncio
import random
import re
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

from benchmarks.report import report
from benchmarks.swaps import NAMES, SURNAMES, Swap, swaps
from simulator.authoring.cast import Cast
from simulator.authoring.catalogue import find_catalogue
from simulator.authoring.persona import Persona
from simulator.authoring.scenario import Scenario
from simulator.conversation.call import Call
from simulator.grading.chain import PARTS, judge
from simulator.grading.material import prepare
from simulator.grading.scorecard import Scorecard
from simulator.practice.script import read_script
from simulator.practice.scripted import play_script
from simulator.settings import Settings
from simulator.understanding.reader import Reader
from simulator.vocabulary import Difficulty

SCRIPTS = Path(__file__).parents[1] / "tests" / "content" / "scripts"
BAR = 0.02


class Shift(NamedTuple):
    """What one swap did to one call."""

    kind: str
    swap: str
    call: str
    total: float
    """Of the total, as a share of 100; signed."""
    scores: dict[str, float]
    """Of each score that moved, as a share of its scale; 1 where it came or went."""


class Stage(NamedTuple):
    """A cast with its reader, compiled once."""

    cast: Cast
    reader: Reader

    def grade(self, call: Call) -> Scorecard:
        """The scorecard of a call."""
        cast = self.cast
        return asyncio.run(judge(prepare(call, cast.scenario.rubric, cast, self.reader), PARTS))


def staged(cast: Cast) -> Stage:
    """Ready to grade."""
    return Stage(cast, Reader(cast.scenario, cast.personas))


def shifts(cast: Cast) -> Iterator[Shift]:
    """Every swap in every scripted call of a scenario."""
    stage = staged(cast)
    for path in sorted((SCRIPTS / cast.scenario.id).glob("*.yaml")):
        name = f"{cast.scenario.id}/{path.stem}"
        lines = read_script(path)
        call = asyncio.run(play_script(cast, lines, seed=1, difficulty=Difficulty.MIDDLE))
        before = stage.grade(call)
        for swap in swaps():
            said = _said(call, _drawn(swap, name))
            yield _shift(swap.kind, swap.name, name, before, stage.grade(said))
        yield from _named(stage, call, name, before)


def _drawn(swap: Swap, name: str) -> Callable[[str], str]:
    """The swap with its lots drawn by call, swap and words: the same on every run."""
    return lambda text: swap.apply(text, random.Random(f"{name}/{swap.name}/{text}"))


def _said(call: Call, change: Callable[[str], str]) -> Call:
    """The call with the trainee's words changed."""
    turns = (
        turn.model_copy(update={"said": (new := change(turn.text)), "heard": new, "words": None})
        if turn.is_trainee
        else turn
        for turn in call.turns
    )
    return call.model_copy(update={"turns": tuple(turns)})


def _named(stage: Stage, call: Call, name: str, before: Scorecard) -> Iterator[Shift]:
    """Other names for the trainee, and for whoever is called."""
    scenario = stage.cast.scenario
    first = scenario.trainee.name.split()[0]
    for other in NAMES:
        said = _said(call, partial(re.compile(rf"\b{first}\b").sub, other))
        yield _shift("trainee's name", other, name, before, stage.grade(said))
    surname = stage.cast.first.name.split()[-1]
    for other in SURNAMES:
        renamed = staged(_renamed(stage.cast, surname, other))
        text = call.model_dump_json().replace(surname, other)
        yield _shift("her name", other, name, before, renamed.grade(Call.model_validate_json(text)))


def _renamed(cast: Cast, surname: str, other: str) -> Cast:
    scenario = Scenario.model_validate_json(cast.scenario.model_dump_json().replace(surname, other))
    personas = {
        key: Persona.model_validate_json(persona.model_dump_json().replace(surname, other))
        for key, persona in cast.personas.items()
    }
    return Cast(scenario, personas, cast.hashes)


def _shift(kind: str, swap: str, name: str, before: Scorecard, after: Scorecard) -> Shift:
    old, new = before.overall.value, after.overall.value
    total = 0.0 if old is None and new is None else 1.0
    if old is not None and new is not None:
        total = (new - old) / 100
    return Shift(kind, swap, name, total, dict(_moved(before, after)))


def _moved(before: Scorecard, after: Scorecard) -> Iterator[tuple[str, float]]:
    again = {score.id: score for score in after.scores}
    for score in before.scores:
        other, (low, high) = again[score.id].value, score.scale
        if score.value == other:
            continue
        both = score.value is not None and other is not None
        yield score.id, ((other or 0) - (score.value or 0)) / (high - low) if both else 1.0


def summary(found: list[Shift]) -> dict[str, object]:
    """One kind's figures."""
    worst = max(found, key=lambda shift: abs(shift.total))
    moved = [abs(step) for shift in found for step in shift.scores.values()]
    return {
        "calls": len(found),
        "mean_size": round(fmean(abs(shift.total) for shift in found), 4),
        "mean_signed": round(fmean(shift.total for shift in found), 4),
        "unmoved_share": round(fmean(shift.total == 0 for shift in found), 3),
        "scores_moved_a_call": round(len(moved) / len(found), 2),
        "worst": {"swap": worst.swap, "call": worst.call, "shift": round(worst.total, 3)},
    }


def by_swap(found: list[Shift]) -> dict[str, float]:
    """The mean size of each swap's shift."""
    names = dict.fromkeys(shift.swap for shift in found)
    return {name: round(fmean(abs(s.total) for s in found if s.swap == name), 4) for name in names}


def main() -> int:
    """Print and write the figures.

    Returns:
        0, or 1 if a kind misses the bar.
    """
    parser = argparse.ArgumentParser()
    parser.add_argument("--scenarios", help="ids, with commas; all if none")
    parser.add_argument("--show", metavar="KIND", help="print what moved in that kind")
    args = parser.parse_args()
    catalogue = find_catalogue(Settings(model="none"))
    wanted = args.scenarios.split(",") if args.scenarios else catalogue.scenarios()
    found = [shift for name in wanted for shift in shifts(catalogue.cast(name))]
    for shift in found:
        if shift.kind == args.show and shift.scores:
            print(shift)
    kinds = dict.fromkeys(shift.kind for shift in found)
    grouped = {kind: [shift for shift in found if shift.kind == kind] for kind in kinds}
    figures = {kind: {**summary(one), "by_swap": by_swap(one)} for kind, one in grouped.items()}
    missed = [kind for kind, one in figures.items() if float(str(one["mean_size"])) > BAR]
    report("fairness", {**figures, "bar": BAR, "missed": missed})
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
