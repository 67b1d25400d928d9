"""One tryout: a simulated trainee rehearses as a person would, and the call is graded."""

import asyncio
import random
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from simulator.authoring.cast import Cast
from simulator.clock import VirtualClock
from simulator.conversation.call import Call, Turn
from simulator.grading.chain import grade
from simulator.practice.journal import MemoryJournal
from simulator.practice.on_line import Past
from simulator.practice.rehearsal import Rehearsal
from simulator.scale.brief import Brief, briefs
from simulator.scale.misfits import average, scripted
from simulator.scale.skilled_adviser import SkilledAdviser
from simulator.scale.skilled_caller import SkilledCaller
from simulator.scale.trainee import Heard, Trainee, TraineeKind
from simulator.understanding.reader import Reader
from simulator.vocabulary import Difficulty, Kind

EPOCH = datetime(2026, 1, 1, 9, 0, tzinfo=UTC)
"""When a tryout's call is said to have begun, so that it is the same whenever it is run."""
SEEDS_APART = 100_000
"""Between the calls of one seed of a tryout and the next."""
MOST_TURNS = 30
"""Turns after which any trainee hangs up."""


class Job(NamedTuple):
    """One call to be tried."""

    kind: TraineeKind
    difficulty: Difficulty
    seed: int


def jobs_of(
    kinds: Sequence[TraineeKind], difficulty: Difficulty, calls: int, seed: int
) -> list[Job]:
    """So many jobs of each kind; calls of the same number meet the persona with the same seed."""
    seeds = [SEEDS_APART * seed + number for number in range(calls)]
    return [Job(kind, difficulty, number) for kind in kinds for number in seeds]


class Tried(NamedTuple):
    """What came of one call."""

    kind: TraineeKind
    difficulty: Difficulty
    seed: int
    outcome: str
    """The rung's id."""
    rung: int
    """Its place in the ladder, 0 the worst; -1 for a call that is on no rung."""
    reached: bool
    grade: float | None
    """0 to 100; ``None`` where the call could not be graded as a whole."""
    turns: int
    """Of the trainee's."""


class Rig:
    """A scenario set up once, for any number of tryouts."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self._briefs = briefs(cast)
        self._reader = Reader(cast.scenario, cast.personas)

    def play(self, job: Job, past: Past = ()) -> Call:
        """The call of a job after a learner's earlier ones; the same job gives the same call."""
        return asyncio.run(self._rehearse(job, past))

    def run(self, job: Job) -> Tried:
        """Play a job, and grade its call."""
        call = self.play(job)
        outcome = call.outcome
        ladder = [rung.id for rung in self._cast.scenario.outcomes]
        name = outcome.id if outcome else ""
        return Tried(
            *job,
            outcome=name,
            rung=ladder.index(name) if name in ladder else -1,
            reached=bool(outcome and outcome.reached),
            grade=grade(call, self._cast).overall.value,
            turns=len(call.trainee_turns()),
        )

    async def _rehearse(self, job: Job, past: Past) -> Call:
        rehearsal = await Rehearsal.begin(
            self._cast,
            seed=job.seed,
            difficulty=job.difficulty,
            journal=MemoryJournal(),
            clock=VirtualClock(),
            call_id=f"tryout-{self._cast.scenario.id}-{'-'.join(map(str, job))}",
            started_at=EPOCH,
            reader=self._reader,
            past=past,
        )
        player = _trainee(job, self._briefs, self._cast.first.id)
        while not rehearsal.ended:
            text = player.says(self._heard(rehearsal))
            if text is None or len(rehearsal.call().trainee_turns()) >= MOST_TURNS:
                await rehearsal.hang_up()
                break
            async for _ in rehearsal.say(text):
                pass
        return rehearsal.call()

    def _heard(self, rehearsal: Rehearsal) -> Heard:
        turns = rehearsal.call().turns
        last = turns[-1] if turns else Turn(id="", speaker="persona", said="")
        return Heard(
            persona=last.persona or self._cast.first.id,
            kind=last.move.kind if last.move else None,
            target=last.move.target if last.move else None,
            text=last.text,
            time_left=rehearsal.seconds_left() / self._cast.scenario.budget_s,
        )


def _trainee(job: Job, known: dict[str, Brief], first: str) -> Trainee:
    draw = random.Random(f"{job.kind}/{job.difficulty}/{job.seed}")  # noqa: S311 - play, not secrets
    brief = known[first]
    if job.kind is TraineeKind.SKILLED:
        return _skilled(known, brief, draw)
    if job.kind is TraineeKind.AVERAGE:
        return average(_skilled(known, brief, draw), brief, draw)
    return scripted(job.kind, brief, draw)


def _skilled(known: dict[str, Brief], brief: Brief, draw: random.Random) -> Trainee:
    if brief.scenario.kind is Kind.SERVICE:
        return SkilledAdviser(brief, draw)
    return SkilledCaller(known, draw)
