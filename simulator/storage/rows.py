"""Calls, turns, events and scorecards into rows and back, inside a transaction that is given."""

from datetime import datetime

from sqlalchemy import Connection, Select, delete, func, insert, not_, select, update
from sqlmodel import col

from simulator.conversation.call import Call, OutcomeReached
from simulator.conversation.json_text import json_line
from simulator.grading.review import bare
from simulator.grading.scorecard import Scorecard
from simulator.storage.payload import decode_call, encode_header
from simulator.storage.tables import CallRow, EventRow, ScorecardRow, TurnRow

BRANCHED = '"branch_of":{'
"""What the header of a call that branched off holds, and no other's: in a text it is escaped."""
YEARS = range(1900, 9999)
"""Years that every database and time zone can hold; a start outside them is in the header alone."""


def reserve(connection: Connection, call_id: str) -> None:
    """Keep others from adding a call of this id until the transaction ends."""
    # SQLite has one writer at a time anyway.
    if connection.dialect.name == "postgresql":
        key = func.hashtextextended(call_id, 0)
        connection.execute(select(func.pg_advisory_xact_lock(key)))


def hold(connection: Connection, call_id: str) -> bool:
    """Keep others from writing to a call until the transaction ends; whether there is such a call.

    Positions are given out by whoever holds the call, one at a time.
    """
    row = select(col(CallRow.id)).where(col(CallRow.id) == call_id).with_for_update()
    return connection.execute(row).first() is not None


def add_call(connection: Connection, call: Call, now: datetime) -> None:
    """Add a whole call."""
    add_header(connection, call, now)
    for turn in call.turns:
        add_turn(connection, str(call.id), turn.id, json_line(turn))
    for event in call.events:
        add_event(connection, str(call.id), json_line(event))
    if call.outcome is not None:
        put_outcome(connection, str(call.id), call.outcome)


def add_header(connection: Connection, call: Call, now: datetime) -> None:
    """Add the row of a call; turns, events and outcome follow."""
    started = call.started_at
    connection.execute(
        insert(CallRow).values(
            id=call.id,
            scenario=call.scenario and searchable(call.scenario.id),
            persona=call.persona and searchable(call.persona.id),
            channel=call.channel,
            difficulty=call.difficulty,
            model=call.model and searchable(call.model.name or call.model.realiser),
            started_at=started if started and started.year in YEARS else None,
            stored_at=now,
            header=encode_header(call),
        )
    )


def add_turn(connection: Connection, call_id: str, turn_id: str, payload: str) -> None:
    """Add a turn after the last one."""
    last = select(func.max(col(TurnRow.position))).where(col(TurnRow.call_id) == call_id)
    position = func.coalesce(last.scalar_subquery(), -1) + 1
    connection.execute(
        insert(TurnRow).values(call_id=call_id, position=position, turn_id=turn_id, payload=payload)
    )


def replace_turn(connection: Connection, call_id: str, turn_id: str, payload: str) -> bool:
    """Put new words into a turn, in its place; whether there was one."""
    changed = connection.execute(
        update(TurnRow)
        .where(col(TurnRow.call_id) == call_id, col(TurnRow.turn_id) == turn_id)
        .values(payload=payload)
    )
    return changed.rowcount > 0


def add_event(connection: Connection, call_id: str, payload: str) -> None:
    """Add an event after the last one."""
    last = select(func.max(col(EventRow.position))).where(col(EventRow.call_id) == call_id)
    position = func.coalesce(last.scalar_subquery(), -1) + 1
    connection.execute(insert(EventRow).values(call_id=call_id, position=position, payload=payload))


def put_outcome(
    connection: Connection, call_id: str, outcome: OutcomeReached, now: datetime | None = None
) -> None:
    """Close a call; the moment of its first closing stays."""
    closing = update(CallRow).where(col(CallRow.id) == call_id)
    connection.execute(
        closing.values(
            outcome=json_line(outcome),
            outcome_label=searchable(outcome.label),
            ended_at=func.coalesce(col(CallRow.ended_at), now),
        )
    )


def load_call(connection: Connection, call_id: str) -> Call | None:
    """The whole call, if it is there."""
    wanted = select(col(CallRow.header), col(CallRow.outcome)).where(col(CallRow.id) == call_id)
    row = connection.execute(wanted).first()
    if row is None:
        return None
    turns = select(col(TurnRow.payload)).where(col(TurnRow.call_id) == call_id)
    events = select(col(EventRow.payload)).where(col(EventRow.call_id) == call_id)
    return decode_call(
        row.header,
        connection.execute(turns.order_by(col(TurnRow.position))).scalars().all(),
        connection.execute(events.order_by(col(EventRow.position))).scalars().all(),
        row.outcome,
    )


def put_scorecard(connection: Connection, card: Scorecard, now: datetime) -> None:
    """Keep a scorecard in the place of one of the same call, rubric and graders."""
    graders, rubric = searchable(_graders(card)), searchable(_rubric(card))
    same = (
        col(ScorecardRow.call_id) == card.call,
        col(ScorecardRow.rubric) == rubric,
        col(ScorecardRow.graders) == graders,
    )
    connection.execute(delete(ScorecardRow).where(*same))
    connection.execute(
        insert(ScorecardRow).values(
            call_id=card.call,
            rubric=rubric,
            graders=graders,
            created_at=now,
            payload=json_line(bare(card)),
        )
    )


def scorecards_of(call_id: str) -> Select[int | None, datetime, str]:
    """The query for a call's scorecards (number, when, payload), newest first."""
    columns = (col(ScorecardRow.id), col(ScorecardRow.created_at), col(ScorecardRow.payload))
    cards = select(*columns).where(col(ScorecardRow.call_id) == call_id)
    return cards.order_by(col(ScorecardRow.created_at).desc(), col(ScorecardRow.id).desc())


def graded_calls(limit: int) -> "Select[str, str | None, datetime, str]":
    """The query for ended calls that branch off no other, with their cards.

    Newest calls first, oldest cards first.
    """
    when = func.coalesce(col(CallRow.started_at), col(CallRow.stored_at))
    branched = col(CallRow.header).contains(BRANCHED, autoescape=True)
    graded = col(CallRow.id).in_(select(col(ScorecardRow.call_id)))
    newest = (
        select(col(CallRow.id), col(CallRow.scenario), when.label("at"))
        .where(col(CallRow.outcome).is_not(None), not_(branched), graded)
        .order_by(when.desc(), col(CallRow.id))
        .limit(limit)
        .subquery()
    )
    cards = select(newest.c.id, newest.c.scenario, newest.c.at, col(ScorecardRow.payload))
    joined = cards.join(ScorecardRow, col(ScorecardRow.call_id) == newest.c.id)
    return joined.order_by(newest.c.at.desc(), newest.c.id, col(ScorecardRow.id))


def _rubric(card: Scorecard) -> str:
    return f"{card.rubric} {card.rubric_digest or ''}".strip()


def _graders(card: Scorecard) -> str:
    graders = {score.grader for score in card.scores}
    named = (f"{grader.name} {grader.version} {grader.model or ''}" for grader in graders)
    return "; ".join(sorted(name.strip() for name in named))


def searchable(text: str) -> str:
    """Text for a column: without NUL and half characters, which PostgreSQL refuses."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()
