"""What personas said in the learner's earlier calls: read from their turns, gone with them."""

import json
from collections.abc import Collection

from sqlalchemy import Connection, or_, select
from sqlmodel import col

from simulator.storage.payload import decode_call
from simulator.storage.tables import CallRow, TurnRow

CALLS = 50
"""Earlier calls that are looked at: more than it takes to use up any bank of lines."""


def said_before(
    connection: Connection, call_id: str, personas: Collection[str]
) -> tuple[tuple[str, ...], ...]:
    """The personas' words in each call before this one, oldest first; calls without any left out.

    A call that isn't stored yet comes after all others, and a branch when its first call came, so
    that it can go on with the same words.
    """
    began = select(col(CallRow.stored_at)).where(col(CallRow.id) == _first(connection, call_id))
    at = connection.execute(began).scalar()
    earlier = select(col(CallRow.id), col(CallRow.stored_at))
    if at is not None:
        earlier = earlier.where(col(CallRow.stored_at) < at)
    newest = earlier.order_by(col(CallRow.stored_at).desc(), col(CallRow.id)).limit(CALLS)
    calls = newest.subquery()
    hers = or_(
        *(col(TurnRow.payload).contains(_said_by(name), autoescape=True) for name in personas)
    )
    turns = select(col(TurnRow.call_id), col(TurnRow.payload)).where(hers)
    joined = turns.join(calls, calls.c.id == col(TurnRow.call_id))
    rows = connection.execute(joined.order_by(calls.c.stored_at, calls.c.id, col(TurnRow.position)))
    said: dict[str, list[str]] = {}
    for call, payload in rows:
        said.setdefault(call, []).append(json.loads(payload)["said"])
    return tuple(map(tuple, said.values()))


def _first(connection: Connection, call_id: str) -> str:
    """The oldest call there is that a branch, or a branch of a branch, goes back to."""
    line: list[str] = []
    while call_id not in line:
        wanted = select(col(CallRow.header)).where(col(CallRow.id) == call_id)
        header = connection.execute(wanted).scalar()
        if header is None:
            break
        line.append(call_id)
        point = decode_call(header, (), (), None).branch_of
        call_id = point.call if point else call_id
    return line[-1] if line else call_id


def _said_by(persona: str) -> str:
    # As a turn is written; in a text the quotes are escaped.
    return f'"persona":{json.dumps(persona)}'
