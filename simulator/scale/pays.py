"""Whether skill pays in a scenario, as a finding for whoever wrote it."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from simulator.authoring.cast import Cast
from simulator.errors import Finding, Place
from simulator.scale.figures import SHORTCUTS, KindFigures, figures, skill_pays
from simulator.scale.many import processes_for, run_many
from simulator.scale.trainee import TraineeKind
from simulator.scale.tryout import jobs_of
from simulator.vocabulary import Difficulty

CALLS = 20
"""Of each kind: with 20 of 20 against 0 of 20 the intervals are far apart (84 % and 16 %)."""
SEED = 1


def skill_finding(cast: Cast, path: Path) -> Finding | None:
    """What is wrong with a scenario in which skill doesn't pay at middle; ``None`` if it does."""
    kinds = [TraineeKind.SKILLED, *(kind for kind in TraineeKind if kind in SHORTCUTS)]
    jobs = jobs_of(kinds, Difficulty.MIDDLE, CALLS, SEED)
    with closing(run_many(cast, jobs, processes_for(len(jobs)))) as results:
        return judged(figures(list(results)), cast.scenario.id, path)


def judged(found: Sequence[KindFigures], scenario: str, path: Path) -> Finding | None:
    """The finding that the figures ask for."""
    if skill_pays(found):
        return None
    shares = {one.kind: one.reached.value for one in found}
    skilled = shares.pop(TraineeKind.SKILLED)
    rival = max(shares, key=lambda kind: shares[kind])
    message = (
        f"skill doesn't pay: of {CALLS} calls a kind, {skilled:.0%} of the skilled"
        f" reach the goal, and {shares[rival]:.0%} of the {rival.value} ones"
    )
    return Finding(Place(str(path), _ladder(path)), message, _remedy(skilled, rival, scenario))


def _remedy(skilled: float, rival: TraineeKind, scenario: str) -> str:
    if skilled < 0.5:
        return (
            "ask less trust or interest of the rungs that are `reached`, or open facts and"
            f" objections sooner; `simulator tryout {scenario}` shows where calls end"
        )
    return (
        "ask more of the rungs that are `reached`: `done`, `disclosed`, `trust`, `without`;"
        f" `simulator tryout {scenario} --trainees {rival.value}` shows which they are"
    )


def _ladder(path: Path) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((at for at, line in enumerate(lines, 1) if line.startswith("outcomes:")), 1)
