"""The record of a call in progress: in memory, and through the journal on disk, in that order."""

import asyncio

from simulator.conversation.call import Call, Event, OutcomeReached, Turn
from simulator.practice.journal import Journal
from simulator.vocabulary import MoveKind


class Record:
    """Everything of one call so far; what a method has returned from is on disk."""

    def __init__(self, call: Call, journal: Journal) -> None:
        self.header = call.model_copy(update={"turns": (), "events": (), "outcome": None})
        self.turns = list(call.turns)
        self.outcome = call.outcome
        self.trainee_turns = len(call.trainee_turns())
        self._events = list(call.events)
        self._journal = journal

    async def open(self) -> None:
        """Tell the journal which call it is."""
        await asyncio.to_thread(self._journal.begin, self.call())

    async def put(self, turn: Turn) -> None:
        """Add the turn, or replace the last one if it has the same id."""
        await asyncio.to_thread(self._journal.put_turn, turn)
        if self.turns and self.turns[-1].id == turn.id:
            self.turns[-1] = turn
            return
        self.turns.append(turn)
        self.trainee_turns += turn.is_trainee

    async def amend(self, turn: Turn) -> None:
        """Put a turn in the place of the one of the same id."""
        at = self.turns.index(self.turn(turn.id))
        await asyncio.to_thread(self._journal.put_turn, turn)
        self.turns[at] = turn

    def turn(self, turn_id: str) -> Turn:
        """The turn of that id (``IndexError`` if there is none)."""
        found = [turn for turn in self.turns if turn.id == turn_id]
        return found[0]

    async def note(self, at_s: float, kind: str, detail: str) -> None:
        """Add an event, unless a kill came between it and what it announced: then it is there."""
        event = Event(at_s=at_s, kind=kind, detail=detail)
        if event in self._events:
            return
        await asyncio.to_thread(self._journal.put_event, event)
        self._events.append(event)

    async def end(self, outcome: OutcomeReached) -> None:
        """Close the call."""
        await asyncio.to_thread(self._journal.end, outcome)
        self.outcome = outcome

    def call(self) -> Call:
        """The call as it stands."""
        return self.header.model_copy(
            update={
                "turns": tuple(self.turns),
                "events": tuple(self._events),
                "outcome": self.outcome,
            }
        )

    def next_id(self) -> str:
        """The id of the next turn; ids count up from 1."""
        return f"t{len(self.turns) + 1}"

    @property
    def pending(self) -> bool:
        """Whether the last turn waits for one of a persona's."""
        if self.outcome is not None or not self.turns:
            return False
        last = self.turns[-1]
        return last.is_trainee or bool(last.move and last.move.kind is MoveKind.PUT_THROUGH)
