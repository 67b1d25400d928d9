"""Which call files can be graded: read with care, with a trainee in them, within bounds."""

from pathlib import Path
from typing import NoReturn

from simulator.conversation.call import TRAINEE, Call, Turn
from simulator.conversation.call_file import read_call
from simulator.errors import CallError

MAX_TURNS = 5_000
MAX_CHARACTERS = 20_000
"""The longest turn that is taken; the same as in a rehearsal."""
MAX_SECONDS = 7 * 24 * 3600.0
RECORDINGS = frozenset({".wav", ".mp3", ".m4a", ".ogg", ".flac", ".webm"})
"""Endings of sound files: heard before they are graded, or refused with the remedy."""


def read_gradable(path: Path) -> Call:
    """Read a call file to be graded.

    Raises:
        CallError: one line with file, place and remedy.
    """
    if is_recording(path):
        _wrong(
            path,
            "this is a recording",
            f"write it down first: simulator grade {path.name} --transcript CALL.json",
        )
    if not path.is_file():
        _wrong(path, "there is no such call file", "name a call file, or a folder of them")
    call = read_call(path)
    check_gradable(call, path)
    return call


def is_recording(path: Path) -> bool:
    """Whether a file holds sound, by its name."""
    return path.suffix.lower() in RECORDINGS


def check_gradable(call: Call, path: Path) -> None:
    """See that the call has a trainee, and sizes and times that a call can have.

    Raises:
        CallError: it has not.
    """
    if len(call.turns) > MAX_TURNS:
        _wrong(path, f"turns: more than {MAX_TURNS}", "split the call")
    if not call.trainee_turns():
        fix = f'give the learner\'s turns "speaker": "{TRAINEE}"'
        _wrong(path, f"no turn's speaker is {TRAINEE}, so there is nothing to grade", fix)
    for number, turn in enumerate(call.turns):
        _check_turn(turn, number, path)


def _check_turn(turn: Turn, number: int, path: Path) -> None:
    if max(len(turn.said), len(turn.text)) > MAX_CHARACTERS:
        limit = f"longer than {MAX_CHARACTERS} characters"
        _wrong(path, f"turns[{number}].said: {limit}", "split the turn")
    for field, value in (("start_s", turn.start_s), ("end_s", turn.end_s)):
        if value is not None and not 0 <= value <= MAX_SECONDS:
            fix = "give seconds from the start of the call, or null"
            _wrong(path, f"turns[{number}].{field}: {value:g} is no time in a call", fix)


def _wrong(path: Path, message: str, fix: str) -> NoReturn:
    raise CallError(f"{path}: {message}", fix)
