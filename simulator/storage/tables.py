"""The tables: what was said is JSON, as exchanged; other columns are what calls are found by."""

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Integer,
    MetaData,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
"""Names of constraints, the same on every database, so that migrations can speak of them."""


class Utc(TypeDecorator[datetime]):
    """A moment in UTC; SQLite forgets the zone, so it is put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC; a moment without a zone counts as UTC."""
        return None if value is None else in_utc(value)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From the database, always with its zone."""
        return None if value is None else in_utc(value)


def in_utc(moment: datetime) -> datetime:
    """The moment in UTC; without a zone it counts as UTC."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


class Stored(SQLModel):
    """What all tables share: their catalogue, apart from anyone else's SQLModel tables."""

    metadata = MetaData(naming_convention=NAMING)


def _of_call(*, key: bool = False) -> "Column[str]":
    # A call that is deleted takes all that belongs to it along.
    rule = ForeignKey("calls.id", ondelete="CASCADE")
    return Column(Text, rule, primary_key=key, nullable=False)


def _number() -> "Column[int]":
    return Column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)


class CallRow(Stored, table=True):
    """A call without its turns and events."""

    __tablename__ = "calls"

    id: str = Field(sa_column=Column(Text, primary_key=True))
    scenario: str | None = Field(sa_column=Column(Text, index=True))
    persona: str | None = Field(sa_column=Column(Text))
    channel: str | None = Field(sa_column=Column(Text))
    difficulty: str | None = Field(sa_column=Column(Text))
    model: str | None = Field(sa_column=Column(Text))
    started_at: datetime | None = Field(sa_column=Column(Utc))
    stored_at: datetime = Field(sa_column=Column(Utc, nullable=False, index=True))
    ended_at: datetime | None = Field(sa_column=Column(Utc))
    outcome_label: str | None = Field(sa_column=Column(Text))
    outcome: str | None = Field(sa_column=Column(Text))
    header: str = Field(sa_column=Column(Text, nullable=False))


class TurnRow(Stored, table=True):
    """One turn; ``position`` is the order of first adding."""

    __tablename__ = "turns"
    __table_args__ = (UniqueConstraint("call_id", "turn_id"),)

    call_id: str = Field(sa_column=_of_call(key=True))
    position: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    turn_id: str = Field(sa_column=Column(Text, nullable=False))
    payload: str = Field(sa_column=Column(Text, nullable=False))


class EventRow(Stored, table=True):
    """One event, in order."""

    __tablename__ = "events"

    call_id: str = Field(sa_column=_of_call(key=True))
    position: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    payload: str = Field(sa_column=Column(Text, nullable=False))


class ScorecardRow(Stored, table=True):
    """One scorecard; graded again by the same graders it takes the place of the former."""

    __tablename__ = "scorecards"
    __table_args__ = (UniqueConstraint("call_id", "rubric", "graders"),)

    id: int | None = Field(default=None, sa_column=_number())
    call_id: str = Field(sa_column=_of_call())
    rubric: str = Field(sa_column=Column(Text, nullable=False))
    """Its id, and its digest where the card has one."""
    graders: str = Field(sa_column=Column(Text, nullable=False))
    created_at: datetime = Field(sa_column=Column(Utc, nullable=False))
    payload: str = Field(sa_column=Column(Text, nullable=False))


class OverrideRow(Stored, table=True):
    """A human's value for one score; every one that was given is kept."""

    __tablename__ = "overrides"

    id: int | None = Field(default=None, sa_column=_number())
    call_id: str = Field(sa_column=_of_call())
    created_at: datetime = Field(sa_column=Column(Utc, nullable=False))
    payload: str = Field(sa_column=Column(Text, nullable=False))


class DisputeRow(Stored, table=True):
    """A learner's disagreement with one score, open or decided."""

    __tablename__ = "disputes"

    id: int | None = Field(default=None, sa_column=_number())
    call_id: str = Field(sa_column=_of_call())
    created_at: datetime = Field(sa_column=Column(Utc, nullable=False))
    decided: bool = Field(sa_column=Column(Boolean, nullable=False))
    payload: str = Field(sa_column=Column(Text, nullable=False))


class GoldRow(Stored, table=True):
    """A human's considered value, to compare graders with."""

    __tablename__ = "gold"

    id: int | None = Field(default=None, sa_column=_number())
    call_id: str = Field(sa_column=_of_call())
    created_at: datetime = Field(sa_column=Column(Utc, nullable=False))
    payload: str = Field(sa_column=Column(Text, nullable=False))
