"""Call files (``simulator.call/1``): read with care, since they may come from anywhere."""

import json
import math
import stat
from pathlib import Path
from typing import NoReturn

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from simulator.conversation.call import Call
from simulator.conversation.json_text import json_page
from simulator.conversation.plain import one_line
from simulator.errors import CallError, Place

FORMAT = "simulator.call/1"
MAX_BYTES = 20_000_000
"""The largest file that is read: some hundred hours of talk."""
MAX_DEPTH = 20
"""How deep lists and objects may nest; a call needs eight levels."""
SHOWN = 80
"""How much of a stranger's words an error repeats, in characters."""

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

COMPLAINTS = {
    "missing": ("is missing", "add it"),
    "extra_forbidden": ("is not a field of a call", "remove it, or correct its spelling"),
    "string_type": ("should be text", "put it in quotes"),
    "model_type": ("should be an object", "write it in braces"),
    "tuple_type": ("should be a list", "write it in brackets"),
    "dict_type": ("should be an object", "write it in braces"),
}
"""What is wrong and how to mend it, by pydantic's kinds of errors."""


def to_json(call: Call) -> str:
    """The call as a call file; ``from_json`` gives back an equal call.

    Raises:
        CallError: a number in it isn't finite.
    """
    return json_page(call)


def read_call(path: Path) -> Call:
    """Read a call file.

    Raises:
        CallError: there is none, or it can't be read as a call.
    """
    try:
        _check_regular(path)
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise CallError(f"{path}: {error.strerror}", "check the name of the call file") from None
    return from_json(data, str(path))


def _check_regular(path: Path) -> None:
    # A pipe that nobody writes to would hold us for ever.
    if not stat.S_ISREG(path.stat().st_mode):
        raise CallError(f"{path}: is a folder, a device or a pipe", "name a call file")


def from_json(text: str | bytes, name: str = "call") -> Call:
    """Read the text of a call file; ``name`` is what errors call it.

    What is null counts as left out.  Turns without an id get one (``t1``, ``t2``, …).

    Raises:
        CallError: it is no JSON (told with line and column), or no call (told with the field).
    """
    whole = _without_nulls(_parsed(_decoded(text, name), name), name)
    if not isinstance(whole, dict):
        raise CallError(f"{name}: a call file holds one object", "write it in braces")
    _check_format(whole.setdefault("format", FORMAT), name)
    _name_turns(whole.get("turns"))
    try:
        call = Call.model_validate(whole)
    except ValidationError as error:
        _complain(error, name)
    _check_ids(call, name)
    return call


def _decoded(text: str | bytes, name: str) -> str:
    if len(text) > MAX_BYTES:
        raise CallError(
            f"{name}: larger than {MAX_BYTES // 1_000_000} MB", "give one call, not many"
        )
    try:
        decoded = text if isinstance(text, str) else text.decode("utf-8")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise CallError(f"{Place(name, line)}: not UTF-8", "save it as UTF-8") from None
    return decoded.removeprefix("\ufeff")


def _parsed(text: str, name: str) -> Json:
    try:
        parsed: Json = json.loads(
            text, parse_constant=_no_constant, parse_float=_finite, object_pairs_hook=_once
        )
    except json.JSONDecodeError as error:
        place = Place(name, error.lineno, error.colno)
        raise CallError(f"{place}: broken JSON, {error.msg}", "mend it there") from None
    except RecursionError:
        raise _too_deep(name) from None
    except ValueError as error:
        raise CallError(f"{name}: {one_line(str(error))[:SHOWN]}", "correct it") from None
    return parsed


def _no_constant(word: str) -> NoReturn:
    raise ValueError(f"{word} is not a number that JSON knows")


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError(f"the number {digits[:20]} is too large")
    return number


def _once(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    made = dict(pairs)
    if len(made) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in made if keys.count(key) > 1)
        raise ValueError(f"the key {twice[:20]!r} is there twice")
    return made


def _without_nulls(value: Json, name: str, depth: int = 1) -> Json:
    if depth > MAX_DEPTH:
        raise _too_deep(name)
    if isinstance(value, dict):
        kept = {key: item for key, item in value.items() if item is not None}
        return {key: _without_nulls(item, name, depth + 1) for key, item in kept.items()}
    if isinstance(value, list):
        return [_without_nulls(item, name, depth + 1) for item in value]
    return value


def _too_deep(name: str) -> CallError:
    return CallError(f"{name}: nested deeper than {MAX_DEPTH} levels", "give a plain call file")


def _check_format(found: Json, name: str) -> None:
    if found == FORMAT:
        return
    shown = one_line(str(found))[:SHOWN]
    if shown.startswith("simulator.call/"):
        raise CallError(
            f"{name}: written as {shown}, which is newer than this version reads ({FORMAT})",
            "update the simulator: pip install --upgrade rehearsal-simulator",
        )
    raise CallError(f"{name}: {shown!r} is not the format of a call", f"give a {FORMAT} file")


def _name_turns(turns: Json) -> None:
    if not isinstance(turns, list):
        return
    taken = {str(turn.get("id")) for turn in turns if isinstance(turn, dict)}
    for number, turn in enumerate(turns, start=1):
        if isinstance(turn, dict) and "id" not in turn:
            free = (f"t{number}" + "b" * more for more in range(len(turns) + 1))
            turn["id"] = next(name for name in free if name not in taken)
            taken.add(str(turn["id"]))


def _complain(error: ValidationError, name: str) -> NoReturn:
    complaints = error.errors(include_url=False, include_input=False)
    first = complaints[0]
    wrong, fix = COMPLAINTS.get(first["type"], (_lowered(first["msg"]), "correct it"))
    more = f" (and {len(complaints) - 1} more)" if len(complaints) > 1 else ""
    raise CallError(f"{name}: {_path(first)}: {wrong}{more}", fix) from None


def _lowered(message: str) -> str:
    return one_line(message.removeprefix("Input ").removeprefix("Value error, "))[:300]


def _path(complaint: ErrorDetails) -> str:
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in complaint["loc"])
    return one_line("".join(parts).lstrip("."))[:SHOWN] or "the call"


def _check_ids(call: Call, name: str) -> None:
    seen: set[str] = set()
    for number, turn in enumerate(call.turns):
        if not turn.id or turn.id in seen or one_line(turn.id) != turn.id:
            shown = one_line(turn.id)[:SHOWN]
            raise CallError(
                f"{name}: turns[{number}].id: {shown!r} is there already, or not one plain line",
                "give each turn an id of its own, such as t1",
            )
        seen.add(turn.id)
