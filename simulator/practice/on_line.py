"""Who is on the line, and how far the call has come with her: all that the next turn stands on."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from simulator.authoring.cast import Cast
from simulator.conversation.appraisal import Appraisal
from simulator.conversation.call import Call, Turn
from simulator.conversation.state import Move, PersonaState
from simulator.errors import CallError
from simulator.persona.lines import LineBook, Moment
from simulator.persona.part import Part, play
from simulator.persona.policy import decide
from simulator.persona.situation import Here, situation
from simulator.persona.state import advance, handover, initial, settle
from simulator.vocabulary import Act, Difficulty, MoveKind

Past = Sequence[Sequence[str]]
"""What personas said in each of the learner's earlier calls, oldest first."""


@dataclass(frozen=True)
class OnLine:
    """One persona at one moment; every step gives a new one."""

    part: Part
    state: PersonaState
    move: Move | None
    """Her last move."""
    deadline_s: float
    """Where on the call's clock her time is up."""

    def left(self, at_s: float) -> float:
        """Seconds she still gives, rounded to hundredths; may be below 0."""
        return round(self.deadline_s - at_s, 2)

    def after(self, appraisal: Appraisal, at_s: float) -> "OnLine":
        """How she answers a turn of the trainee's that ended at ``at_s``."""
        state = advance(self.state, appraisal, self.part, self.left(at_s))
        move = decide(self.part, self.state, state, appraisal, self.move)
        return OnLine(self.part, settle(state, move), move, self.deadline_s)

    def moment(self, appraisal: Appraisal, number: int) -> Moment:
        """What realisation is told of her last move."""
        if self.move is None:
            raise LookupError("she has not made a move yet")
        return Moment(self.part, self.state, self.here(appraisal), self.move, number)

    def here(self, appraisal: Appraisal) -> Here:
        """The situation after a turn."""
        return situation(self.state, appraisal, self.part.scenario.channel)


class Ensemble:
    """Everyone who can be on the line in one call, each compiled once."""

    def __init__(self, cast: Cast, difficulty: Difficulty, seed: int = 0) -> None:
        self._cast = cast
        self._difficulty = difficulty
        self._seed = seed
        self._parts: dict[str, Part] = {}

    def part(self, persona: str) -> Part:
        """The part of that persona.

        Raises:
            CallError: the scenario has no such persona.
        """
        if persona not in self._cast.personas:
            raise CallError(f"the scenario has no persona {persona!r}", "use its own content")
        if persona not in self._parts:
            day = random.Random(f"{self._seed}/{persona}/day").uniform(-1, 1)  # noqa: S311
            who, scenario = self._cast.personas[persona], self._cast.scenario
            self._parts[persona] = play(who, scenario, self._difficulty, day)
        return self._parts[persona]

    def opens(self) -> OnLine:
        """The first persona, before a word is said."""
        part = self.part(self._cast.scenario.personas[0])
        state = initial(part)
        if self._cast.scenario.opening.trainee_first:
            return OnLine(part, state, None, state.seconds_left)
        move = Move(kind=MoveKind.GREET, reason="the call is answered")
        return OnLine(part, settle(state, move), move, state.seconds_left)

    def put_through(self, line: OnLine, at_s: float) -> OnLine:
        """The next persona, whom the last move put the call through to."""
        if line.move is None or line.move.target is None:
            raise LookupError("nobody is put through")
        part = self.part(line.move.target)
        state = initial(part, handover(line.part, line.state))
        move = Move(kind=_answers(part, state), reason="put through")
        return OnLine(part, settle(state, move), move, round(at_s + state.seconds_left, 2))


def _answers(part: Part, state: PersonaState) -> MoveKind:
    if MoveKind.GREET in part.persona.lines:
        return MoveKind.GREET
    return MoveKind.ASK_PURPOSE if Act.INTRODUCE in state.done else MoveKind.ASK_WHO


def opening_words(cast: Cast, seed: int) -> str:
    """The words a first call opens with; the seed chooses."""
    return LineBook(seed).opens(cast.scenario.opening.says)


def fold(call: Call, ensemble: Ensemble) -> OnLine:
    """Where a stored call stands.

    Raises:
        CallError: a persona's turn lacks her state or her move.
    """
    hers = [at for at, turn in enumerate(call.turns) if not turn.is_trainee]
    if not hers:
        return ensemble.opens()
    at = hers[-1]
    turn = call.turns[at]
    state, move = _record(turn)
    start_s = call.turns[at - 1].end_s if at else 0.0
    deadline_s = round((start_s or 0.0) + state.seconds_left, 2)
    return OnLine(ensemble.part(state.persona), state, move, deadline_s)


def recall(book: LineBook, turns: Sequence[Turn], ensemble: Ensemble) -> None:
    """Tell the book which lines the stored turns used."""
    for number, turn in enumerate(turns):
        if not turn.is_trainee and turn.state and turn.move:
            line = OnLine(ensemble.part(turn.state.persona), turn.state, turn.move, 0.0)
            book.recall(line.moment(Appraisal(), number), turn.said)


def _record(turn: Turn) -> tuple[PersonaState, Move]:
    if turn.state is None or turn.move is None:
        raise CallError(
            f"the turn {turn.id!r} has no state to go on from", "start a new call instead"
        )
    return turn.state, turn.move
