"""Pieces of a call as the text that is stored, and back, without loss."""

import json
from collections.abc import Sequence
from typing import TypeVar

from pydantic import ValidationError

from simulator.conversation.appraisal import Recorded
from simulator.conversation.call import Call
from simulator.conversation.json_text import json_line
from simulator.errors import StorageError

Piece = TypeVar("Piece", bound=Recorded)

APART = {"turns", "events", "outcome"}
"""What of a call is not in its header."""


def encode_header(call: Call) -> str:
    """The call without its turns, events and outcome (errors as in ``json_line``)."""
    return json_line(call, without=APART)


def decode(kind: type[Piece], payload: str) -> Piece:
    """The piece again.

    Raises:
        StorageError: it was written by a version that knows more than this one.
    """
    try:
        return kind.model_validate(json.loads(payload))
    except (ValidationError, ValueError):
        raise _unreadable() from None


def decode_call(
    header: str, turns: Sequence[str], events: Sequence[str], outcome: str | None
) -> Call:
    """The whole call again.

    Raises:
        StorageError: it was written by a version that knows more than this one.
    """
    try:
        whole = json.loads(header)
        whole["turns"] = [json.loads(turn) for turn in turns]
        whole["events"] = [json.loads(event) for event in events]
        whole["outcome"] = None if outcome is None else json.loads(outcome)
        return Call.model_validate(whole)
    except (ValidationError, ValueError):
        raise _unreadable() from None


def _unreadable() -> StorageError:
    return StorageError(
        "this call was stored in a form that this version can't read",
        "update the simulator: pip install --upgrade rehearsal-simulator",
    )
