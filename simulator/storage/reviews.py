"""What humans say of stored calls' grades: overrides, disputes and the gold set."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple, TypeVar

from sqlalchemy import Connection, Select, insert, select, update
from sqlmodel import col

from simulator.conversation.appraisal import Recorded
from simulator.conversation.json_text import json_line
from simulator.errors import CallError
from simulator.grading.review import Dispute, GoldRating, Ruling, decided, gold_of
from simulator.grading.scorecard import Override
from simulator.storage.database import Database
from simulator.storage.payload import decode
from simulator.storage.rows import hold
from simulator.storage.tables import DisputeRow, GoldRow, OverrideRow

Piece = TypeVar("Piece", bound=Recorded)


class Filed(NamedTuple):
    """A dispute under its number."""

    number: int
    dispute: Dispute


class Reviews:
    """Overrides, disputes and gold of one database; every method may raise ``StorageError``."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self.now = now
        """The clock that stamps them."""

    def override(self, ruling: Ruling) -> None:
        """Keep a human's value; earlier ones stay.

        Raises:
            CallError: its call is not stored here.
        """
        with self._database.writing() as connection:
            _hold(connection, ruling.about.call)
            _add_ruling(connection, ruling)

    def rulings(self, call_id: str) -> tuple[Ruling, ...]:
        """The human values for a call's scores, oldest first."""
        return self._all(Ruling, _payloads(OverrideRow).where(col(OverrideRow.call_id) == call_id))

    def dispute(self, dispute: Dispute) -> int:
        """File a disagreement; gives its number (errors as for ``override``)."""
        with self._database.writing() as connection:
            _hold(connection, dispute.about.call)
            filed = connection.execute(
                insert(DisputeRow)
                .values(
                    call_id=dispute.about.call,
                    created_at=dispute.at,
                    decided=False,
                    payload=json_line(dispute),
                )
                .returning(col(DisputeRow.id))
            )
            return int(filed.scalar_one() or 0)

    def disputes(self, *, call_id: str | None = None, open_only: bool = False) -> tuple[Filed, ...]:
        """Disputes of one call or of all, oldest first."""
        found = select(col(DisputeRow.id), col(DisputeRow.payload)).order_by(col(DisputeRow.id))
        if call_id is not None:
            found = found.where(col(DisputeRow.call_id) == call_id)
        if open_only:
            found = found.where(col(DisputeRow.decided).is_(False))
        with self._database.reading() as connection:
            rows = connection.execute(found).all()
        return tuple(Filed(int(row[0] or 0), decode(Dispute, row[1])) for row in rows)

    def decide(self, number: int, value: float | None, why: str, by: str) -> Filed:
        """Decide a dispute; its outcome enters the gold set, a new value stands as an override.

        Raises:
            CallError: there is no such dispute.
            UsageError: as for ``grading.review.decided``.
        """
        with self._database.writing() as connection:
            settled = decided(_dispute(connection, number), value, why, by, self.now())
            connection.execute(
                update(DisputeRow)
                .where(col(DisputeRow.id) == number)
                .values(decided=True, payload=json_line(settled))
            )
            _add_gold(connection, gold_of(settled))
            if value is not None:
                _add_ruling(connection, _as_ruling(settled, value))
        return Filed(number, settled)

    def gold(self) -> tuple[GoldRating, ...]:
        """The gold set, oldest first."""
        return self._all(GoldRating, _payloads(GoldRow))

    def _all(self, kind: type[Piece], query: "Select[str]") -> tuple[Piece, ...]:
        with self._database.reading() as connection:
            payloads = connection.execute(query).scalars().all()
        return tuple(decode(kind, payload) for payload in payloads)


def _payloads(table: type[OverrideRow] | type[GoldRow]) -> "Select[str]":
    return select(col(table.payload)).order_by(col(table.id))


def _hold(connection: Connection, call_id: str) -> None:
    if not hold(connection, call_id):
        raise CallError(f"the call {call_id!r} is not stored", "import the call first")


def _dispute(connection: Connection, number: int) -> Dispute:
    wanted = select(col(DisputeRow.payload)).where(col(DisputeRow.id) == number)
    payload = connection.execute(wanted.with_for_update()).scalar()
    if payload is None:
        raise CallError(f"there is no dispute {number}", "see `simulator disputes` for the numbers")
    return decode(Dispute, payload)


def _as_ruling(settled: Dispute, value: float) -> Ruling:
    decision = settled.decision
    if decision is None:
        raise LookupError("the dispute is not decided")
    override = Override(value=value, why=decision.why, by=decision.by, at=decision.at)
    return Ruling(about=settled.about, override=override)


def _add_ruling(connection: Connection, ruling: Ruling) -> None:
    connection.execute(
        insert(OverrideRow).values(
            call_id=ruling.about.call, created_at=ruling.override.at, payload=json_line(ruling)
        )
    )


def _add_gold(connection: Connection, rating: GoldRating) -> None:
    connection.execute(
        insert(GoldRow).values(
            call_id=rating.about.call, created_at=rating.at, payload=json_line(rating)
        )
    )
