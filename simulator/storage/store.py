"""The store of calls: journals of running ones, lists, whole calls, scorecards, imports."""

import hashlib
import re
from collections.abc import Callable, Collection
from datetime import UTC, datetime
from enum import StrEnum
from typing import NamedTuple, Self

from sqlalchemy import ColumnElement, delete, func, select
from sqlmodel import col

from simulator.conversation.call import Call
from simulator.conversation.json_text import json_line
from simulator.errors import CallError
from simulator.grading.review import with_overrides
from simulator.grading.scorecard import Scorecard
from simulator.settings import Settings
from simulator.storage.database import Database
from simulator.storage.journal import StoreJournal
from simulator.storage.past import said_before
from simulator.storage.payload import decode
from simulator.storage.reviews import Reviews
from simulator.storage.rows import (
    add_call,
    graded_calls,
    hold,
    load_call,
    put_scorecard,
    reserve,
    scorecards_of,
)
from simulator.storage.tables import CallRow, TurnRow
from simulator.voice.tapes import forget

FIT_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
"""Ids that are safe in a path, an address and a shell; a call with another is given a new one."""
LIMIT = 200
"""How many calls a list shows unless told."""


class CallSummary(NamedTuple):
    """One line of the list of calls."""

    id: str
    scenario: str | None
    persona: str | None
    channel: str | None
    difficulty: str | None
    model: str | None
    started_at: datetime | None
    ended_at: datetime | None
    """``None`` also for a call that was brought in: then ``outcome`` tells whether it ended."""
    outcome: str | None
    """The label of the rung that was reached; ``None`` while the call goes on."""
    turns: int


COLUMNS = (*CallSummary._fields[:-2], "outcome_label")
"""The columns of a summary, in its order, before the count of turns."""


class Import(StrEnum):
    """What became of a call that was brought in."""

    ADDED = "added"
    KNOWN = "known"
    RENAMED = "renamed"


class Imported(NamedTuple):
    """The id under which a call is stored, and how it came to it."""

    id: str
    became: Import


def _utc_now() -> datetime:
    return datetime.now(UTC)


class KeptCard(NamedTuple):
    """A scorecard as it was kept, with what humans said of it beside it."""

    number: int
    at: datetime
    card: Scorecard


class Past(NamedTuple):
    """One of the learner's own calls, with the scorecard it counts by."""

    call: str
    scenario: str | None
    at: datetime
    card: Scorecard


class Store:
    """Calls in one database; safe to share between threads, and between processes.

    ``where`` is a database URL or the settings.  Every method may raise ``StorageError``.
    """

    def __init__(self, where: Settings | str, *, now: Callable[[], datetime] = _utc_now) -> None:
        self._settings = where if isinstance(where, Settings) else None
        self._database = Database(where)
        self._now = now
        self.reviews = Reviews(self._database, now)
        """What humans say of the grades."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def shown(self) -> str:
        """Where the calls are, for people: the file, or the URL without its password."""
        return self._database.address.shown

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def journal(self, call_id: str) -> StoreJournal:
        """Where a rehearsal writes itself down."""
        return StoreJournal(self._database, call_id, self._now)

    def call(self, call_id: str) -> Call:
        """The whole call.

        Raises:
            CallError: there is none of this id.
        """
        with self._database.reading() as connection:
            found = load_call(connection, call_id)
        if found is None:
            raise CallError(f"there is no call {call_id!r}", "see the list of calls for its id")
        return found

    def said_before(self, call_id: str, personas: Collection[str]) -> tuple[tuple[str, ...], ...]:
        """What these personas said to the learner in each call before this one, oldest first."""
        with self._database.reading() as connection:
            return said_before(connection, call_id, personas)

    def calls(self, limit: int = LIMIT) -> tuple[CallSummary, ...]:
        """The newest calls, newest first."""
        return self._summaries(limit)

    def pending(self, limit: int = LIMIT) -> tuple[CallSummary, ...]:
        """Calls of a scenario that have not come to their outcome, newest first."""
        unended = (col(CallRow.outcome).is_(None), col(CallRow.scenario).is_not(None))
        return self._summaries(limit, *unended)

    def put_scorecard(self, card: Scorecard) -> None:
        """Keep a scorecard as the machine gave it; one of the same call, rubric and graders goes.

        Raises:
            CallError: its call is not stored here.
        """
        with self._database.writing() as connection:
            if card.call is None or not hold(connection, card.call):
                raise CallError(
                    f"the scorecard is of a call {card.call!r} that is not stored",
                    "import the call first",
                )
            put_scorecard(connection, card, self._now())

    def kept_cards(self, call_id: str) -> tuple[KeptCard, ...]:
        """The scorecards of a call, newest first, each with the human values beside its own."""
        with self._database.reading() as connection:
            rows = connection.execute(scorecards_of(call_id)).all()
        rulings = self.reviews.rulings(call_id) if rows else ()
        return tuple(
            KeptCard(int(number or 0), at, with_overrides(decode(Scorecard, payload), rulings))
            for number, at, payload in rows
        )

    def scorecards(self, call_id: str) -> tuple[Scorecard, ...]:
        """The scorecards of a call, newest first."""
        return tuple(kept.card for kept in self.kept_cards(call_id))

    def scorecard(self, call_id: str) -> Scorecard | None:
        """The newest scorecard of a call."""
        return next(iter(self.scorecards(call_id)), None)

    def history(self, limit: int = LIMIT) -> tuple[Past, ...]:
        """The learner's newest graded calls that came to an end, newest first.

        Each with the newest card by the rubric that it was first graded by.  Moments tried again
        are left out: they share their beginning with a call that is there.
        """
        with self._database.reading() as connection:
            rows = connection.execute(graded_calls(limit)).all()
        found: dict[str, Past] = {}
        for call, scenario, at, payload in rows:
            card = decode(Scorecard, payload)
            if call not in found or found[call].card.rubric == card.rubric:
                found[call] = Past(call, scenario, at, card)
        return tuple(found.values())

    def delete_call(self, call_id: str) -> bool:
        """Delete a call with all that belongs to it; whether there was one.

        Its recording is in the data folder, and known only to a store that was given the settings.
        """
        if self._settings is not None and FIT_ID.fullmatch(call_id):
            # The sound goes first: a fault in between leaves a call without it, never the reverse.
            forget(self._settings, call_id)
        with self._database.writing() as connection:
            gone = connection.execute(delete(CallRow).where(col(CallRow.id) == call_id))
        self._database.forget()
        return gone.rowcount > 0

    def import_call(self, call: Call) -> Imported:
        """Take a call in; one that is here already stays, another one of its id gets a new id.

        Raises:
            CallError: two of its turns share an id, or a number in it isn't finite.
        """
        _check_turns(call)
        own = call.id if call.id is not None and FIT_ID.fullmatch(call.id) else None
        if own is not None:
            became = self._take_in(call)
            if became is not None:
                return Imported(own, became)
        renamed = _renamed(call)
        became = self._take_in(renamed)
        if became is Import.ADDED and call.id is not None:
            became = Import.RENAMED
        return Imported(str(renamed.id), became or Import.KNOWN)

    def _take_in(self, call: Call) -> Import | None:
        # None: another call has this id.
        with self._database.writing() as connection:
            reserve(connection, str(call.id))
            stored = load_call(connection, str(call.id))
            if stored is None:
                add_call(connection, call, self._now())
                return Import.ADDED
        return Import.KNOWN if stored == call else None

    def _summaries(self, limit: int, *which: ColumnElement[bool]) -> tuple[CallSummary, ...]:
        newest = func.coalesce(col(CallRow.started_at), col(CallRow.stored_at)).desc()
        turns = select(func.count()).where(col(TurnRow.call_id) == col(CallRow.id))
        columns = [col(getattr(CallRow, name)) for name in COLUMNS]
        listing = select(*columns, turns.scalar_subquery()).where(*which)
        with self._database.reading() as connection:
            rows = connection.execute(listing.order_by(newest, col(CallRow.id)).limit(limit))
            return tuple(CallSummary._make(row) for row in rows)


def _check_turns(call: Call) -> None:
    seen: set[str] = set()
    for turn in call.turns:
        if turn.id in seen or "\0" in turn.id:
            raise CallError(
                f"two turns of the call have the id {turn.id!r}", "give each turn an id of its own"
            )
        seen.add(turn.id)


def _renamed(call: Call) -> Call:
    # Named after its content: brought in twice, it is still one call.
    digest = hashlib.sha256(json_line(call).encode()).hexdigest()
    return call.model_copy(update={"id": f"import-{digest[:16]}"})
