"""Call files as they come in: untrusted, perhaps from elsewhere, perhaps with little in them."""

import json
import math
import re
from collections import Counter
from pathlib import Path
from typing import NoReturn, TypeAlias

from pydantic import ValidationError

from simulator.conversation.call import TRAINEE, Call
from simulator.errors import CallError, Place

MAX_BYTES = 8_000_000
MAX_TURNS = 5_000
MAX_CHARACTERS = 20_000
"""The longest turn that is taken; the same as in a rehearsal."""
MAX_SECONDS = 7 * 24 * 3600.0
MAX_DIGITS = 18
RECORDINGS = frozenset({".wav", ".mp3", ".m4a", ".ogg", ".flac", ".webm"})

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"

_LITERAL = re.compile(r'"(?:[^"\\]|\\.)*"|-?Infinity|NaN|-?\d[\d.eE+-]*', re.DOTALL)


def read_call(path: Path) -> Call:
    """Read a call file.

    Turns without an id get one by their place; appraisals in the file are left out, since the grade
    reads every turn anew.

    Raises:
        CallError: one line with file, place and remedy.
    """
    if path.suffix.lower() in RECORDINGS:
        raise CallError(
            f"{path}: this version can't grade a recording",
            "write it down as a call file with speaker and said for each turn, and grade that",
        )
    return parse_call(_text(path), str(path))


def parse_call(text: str, name: str) -> Call:
    """The call in a text; ``name`` is how errors call its file.

    Raises:
        CallError: as for ``read_call``.
    """
    data = _json(text, name)
    if not isinstance(data, dict):
        _wrong(name, "a call is a JSON object, and this is none", 'wrap the turns: {"turns": […]}')
    try:
        call = Call.model_validate(_completed(data))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the call"
        more = f" (and {error.error_count() - 1} more)" if error.error_count() > 1 else ""
        _wrong(name, f"{where}: {first['msg']}{more}", "correct that field or leave it out")
    _check(call, name)
    return call


def _wrong(name: str, message: str, fix: str) -> NoReturn:
    raise CallError(f"{name}: {message}", fix)


def _text(path: Path) -> str:
    try:
        if not path.is_file():
            _wrong(str(path), "there is no such call file", "name a call file or a folder of them")
        if path.stat().st_size > MAX_BYTES:
            size = f"a call file has at most {MAX_BYTES // 1_000_000} MB"
            _wrong(str(path), f"it is too large: {size}", "split the call or drop word times")
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = f"byte {error.start + 1} is not UTF-8"
        raise CallError(f"{path}: {place}", "save the file as UTF-8") from None
    except OSError as error:
        reason = error.strerror or "it can't be read"
        raise CallError(f"{path}: {reason}", "check its name and its permissions") from None


class _Refused(ValueError):
    """A number that JSON or a call can't hold."""


def _refuse(literal: str) -> NoReturn:
    raise _Refused(literal)


def _integer(literal: str) -> int:
    return int(literal) if len(literal) <= MAX_DIGITS else _refuse(literal)


def _number(literal: str) -> float:
    value = float(literal)
    return value if math.isfinite(value) else _refuse(literal)


def _json(text: str, name: str) -> Json:
    try:
        data: Json = json.loads(
            text, parse_constant=_refuse, parse_int=_integer, parse_float=_number
        )
    except json.JSONDecodeError as error:
        place = Place(name, error.lineno, error.colno)
        raise CallError(f"{place}: not JSON: {error.msg}", "mend the JSON there") from None
    except _Refused as error:
        literal = str(error)
        shown = literal if len(literal) < 24 else f"{literal[:20]}…"
        place = _place_of(text, literal, name)
        raise CallError(f"{place}: {shown} is no number a call can hold", "use null") from None
    except RecursionError:
        raise CallError(f"{name}: it is nested too deeply", "write a call file anew") from None
    _refuse_halves(data, text, name)
    return data


def _refuse_halves(data: Json, text: str, name: str) -> None:
    """JSON can spell half of a character; nothing that writes text can write it."""
    try:
        json.dumps(data, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        half = f"\\u{ord(error.object[error.start]):04x}"
        before = text[: max(0, text.lower().find(half))]
        place = Place(name, before.count("\n") + 1, len(before) - before.rfind("\n"))
        raise CallError(f"{place}: {half} is half of a character", "write it whole") from None


def _place_of(text: str, literal: str, name: str) -> Place:
    for found in _LITERAL.finditer(text):
        if found[0] == literal:
            before = text[: found.start()]
            return Place(name, before.count("\n") + 1, found.start() - before.rfind("\n"))
    return Place(name)


def _completed(data: dict[str, Json]) -> dict[str, Json]:
    """The call with nulls left out, and an id for each turn that has none."""
    whole = _without_nulls(data)
    turns = whole.get("turns")
    if not isinstance(turns, list):
        return whole
    taken = {turn["id"] for turn in turns if isinstance(turn, dict) and _is_text(turn.get("id"))}
    whole["turns"] = [
        _named(_without_nulls(turn), number, taken) if isinstance(turn, dict) else turn
        for number, turn in enumerate(turns, start=1)
    ]
    return whole


def _is_text(value: Json) -> bool:
    return isinstance(value, str)


def _without_nulls(data: dict[str, Json]) -> dict[str, Json]:
    return {key: value for key, value in data.items() if value is not None and key != "appraisal"}


def _named(turn: dict[str, Json], number: int, taken: set[Json]) -> dict[str, Json]:
    if "id" in turn:
        return turn
    name = f"turn-{number}"
    while name in taken:
        name = f"{name}-"
    return {"id": name, **turn}


def _check(call: Call, name: str) -> None:
    if len(call.turns) > MAX_TURNS:
        _wrong(name, f"more than {MAX_TURNS} turns", "split the call")
    if not call.trainee_turns():
        fix = f'give the learner\'s turns "speaker": "{TRAINEE}"'
        _wrong(name, f"no turn's speaker is {TRAINEE}, so there is nothing to grade", fix)
    twice = [one for one, count in Counter(turn.id for turn in call.turns).items() if count > 1]
    if twice:
        _wrong(name, f"turns: the id {twice[0][:40]!r} is there twice", "give each turn its own id")
    for index, turn in enumerate(call.turns):
        if max(len(turn.said), len(turn.text)) > MAX_CHARACTERS:
            limit = f"longer than {MAX_CHARACTERS} characters"
            _wrong(name, f"turns.{index}.said: {limit}", "split the turn")
        for field, value in (("start_s", turn.start_s), ("end_s", turn.end_s)):
            if value is not None and not 0 <= value <= MAX_SECONDS:
                fix = "give seconds from the start of the call, or null"
                _wrong(name, f"turns.{index}.{field}: {value:g} is no time in a call", fix)
