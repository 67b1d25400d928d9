"""One call's record in the database: every turn is on the disk before the reply to it is shown."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection

from simulator.conversation.call import Call, Event, OutcomeReached, Turn
from simulator.conversation.json_text import json_line
from simulator.errors import CallError
from simulator.storage.database import Database
from simulator.storage.rows import (
    add_event,
    add_header,
    add_turn,
    hold,
    put_outcome,
    replace_turn,
    reserve,
)


class StoreJournal:
    """Writes one call down; each method is a transaction of its own, whatever the call's length.

    All of them raise ``StorageError`` when nothing could be written, and all but ``begin`` raise
    ``CallError`` when the call isn't there: it was not begun, or has been deleted meanwhile.
    """

    def __init__(self, database: Database, call_id: str, now: Callable[[], datetime]) -> None:
        self._database = database
        self._id = call_id
        self._now = now

    def begin(self, call: Call) -> None:
        """Open the call, or go on with it if it is there already."""
        with self._database.writing() as connection:
            reserve(connection, self._id)
            if not hold(connection, self._id):
                add_header(connection, call.model_copy(update={"id": self._id}), self._now())

    def put_turn(self, turn: Turn) -> None:
        """Add the turn, or replace the one of the same id in its place."""
        payload = json_line(turn)
        with self._database.writing() as connection:
            self._hold(connection)
            if not replace_turn(connection, self._id, turn.id, payload):
                add_turn(connection, self._id, turn.id, payload)

    def put_event(self, event: Event) -> None:
        """Add an event."""
        payload = json_line(event)
        with self._database.writing() as connection:
            self._hold(connection)
            add_event(connection, self._id, payload)

    def end(self, outcome: OutcomeReached) -> None:
        """Close the call with its outcome."""
        with self._database.writing() as connection:
            self._hold(connection)
            put_outcome(connection, self._id, outcome, self._now())

    def _hold(self, connection: Connection) -> None:
        if not hold(connection, self._id):
            raise CallError(
                f"the call {self._id!r} is not in the database", "begin a new one; it was deleted"
            )
