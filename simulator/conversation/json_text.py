"""A piece of a call as JSON text that gives back an equal piece."""

import json
from collections.abc import Set

from simulator.conversation.appraisal import Recorded
from simulator.errors import CallError


def json_line(piece: Recorded, *, without: Set[str] = frozenset()) -> str:
    """One line of plain ASCII: no database and no pipe objects to any character in it.

    Raises:
        CallError: it holds a number that isn't finite.
    """
    return _dumps(piece.model_dump(mode="json", exclude=set(without)), ascii_only=True)


def json_page(piece: Recorded) -> str:
    """Indented, in letters that people can read (errors as in ``json_line``)."""
    data = piece.model_dump(mode="json")
    text = _dumps(data, ascii_only=False, indent=1)
    # Half a surrogate pair can come from a browser, and can't be written as UTF-8.
    return (text if _is_utf8(text) else _dumps(data, ascii_only=True, indent=1)) + "\n"


def _dumps(data: object, *, ascii_only: bool, indent: int | None = None) -> str:
    separators = (",", ":") if indent is None else (",", ": ")
    try:
        return json.dumps(
            data, allow_nan=False, ensure_ascii=ascii_only, indent=indent, separators=separators
        )
    except ValueError:
        raise CallError(
            "the call holds a time or a number that isn't finite", "correct it, or leave it out"
        ) from None


def _is_utf8(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
