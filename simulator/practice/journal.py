"""Where a rehearsal writes itself down, turn by turn; storage keeps it, memory does for tests."""

from typing import Protocol

from simulator.conversation.call import Call, Event, OutcomeReached, Turn


class Journal(Protocol):
    """One call's record; every method returns only once the words are safe.

    The methods are called one at a time, in order, each in a worker thread.
    """

    def begin(self, call: Call) -> None:
        """Open the call, or go on with it if its id is there already (a resumed call).

        Only the header counts here; turns and events of a new call follow by the other methods.
        """

    def put_turn(self, turn: Turn) -> None:
        """Add the turn, or replace the one of the same id; the order is that of first adding."""

    def put_event(self, event: Event) -> None:
        """Add an event."""

    def end(self, outcome: OutcomeReached) -> None:
        """Close the call with its outcome."""


class MemoryJournal:
    """A journal that keeps its call in memory: for scripted runs and tests."""

    def __init__(self) -> None:
        self._header: Call | None = None
        self._turns: dict[str, Turn] = {}
        self._events: list[Event] = []
        self._outcome: OutcomeReached | None = None

    def begin(self, call: Call) -> None:
        """Keep the header, and what a resumed call has so far."""
        self._header = call
        self._turns = {turn.id: turn for turn in call.turns}
        self._events = list(call.events)
        self._outcome = call.outcome

    def put_turn(self, turn: Turn) -> None:
        """Add or replace a turn."""
        self._turns[turn.id] = turn

    def put_event(self, event: Event) -> None:
        """Add an event."""
        self._events.append(event)

    def end(self, outcome: OutcomeReached) -> None:
        """Keep the outcome."""
        self._outcome = outcome

    def call(self) -> Call:
        """The call as far as it was written (``LookupError`` before ``begin``)."""
        if self._header is None:
            raise LookupError("no call was begun")
        return self._header.model_copy(
            update={
                "turns": tuple(self._turns.values()),
                "events": tuple(self._events),
                "outcome": self._outcome,
            }
        )
