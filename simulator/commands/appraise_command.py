"""Say what each line does: ``{"context": …, "text": …}`` on stdin, one JSON appraisal a line out.

``context`` is the other person's last words (a string, or a list of her turns, oldest first); it
may be left out.  Each answer has ``line``, ``acts``, ``faults``, the levels
``emotional_reactions``, ``interpretations``, ``explorations`` and ``understanding`` (0, 1, 2), a
``<name>_probability`` for each, and ``items``, ``topics``, ``jargon``, ``words``, ``sentences``,
``pressure``, ``concision``, ``unsure``.  A line that can't be read gives ``line``, ``error`` and
``fix``, and exit code 1 at the end.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, BinaryIO

from simulator.errors import UsageError

if TYPE_CHECKING:
    from simulator.conversation.appraisal import Appraisal
    from simulator.understanding.context import Context
    from simulator.understanding.reader import Reader

LONGEST = 1_000_000
"""Bytes of one line that are accepted."""
FIX = 'write one JSON object a line, e.g. {"context": "Yes?", "text": "Is this a bad moment?"}'
LEVELS = ("emotional_reactions", "interpretations", "explorations", "understanding")


class _BadLine(Exception):
    """A line that can't be read; says what is wrong and how to mend it."""

    def __init__(self, error: str, fix: str = FIX) -> None:
        super().__init__(error)
        self.error = error
        self.fix = fix


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--jsonl", action="store_true", help="read JSON lines from stdin")
    parser.add_argument(
        "--scenario", metavar="ID", help="weigh dossier, topics and jargon of this scenario"
    )


def run(args: argparse.Namespace) -> int:
    """Appraise stdin line by line.

    Returns:
        0, or 1 if a line could not be read.
    """
    if not args.jsonl:
        raise UsageError("appraise reads JSON lines only", "add --jsonl and pipe the lines in")
    return appraise_stream(sys.stdin.buffer, _print, _reader(args.scenario))


def appraise_stream(source: BinaryIO, put: Callable[[str], None], reader: "Reader") -> int:
    """Appraise every line of ``source`` and ``put`` one JSON line for each."""
    failed = 0
    for number, line in _lines(source):
        try:
            answer = _appraised(line, reader)
        except _BadLine as bad:
            failed = 1
            answer = {"error": bad.error, "fix": bad.fix}
        put(json.dumps({"line": number, **answer}))
    return failed


def _print(line: str) -> None:
    # Whoever pipes lines in one at a time waits for each answer.
    print(line, flush=True)


def _lines(source: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Lines with their 1-based numbers; blank ones are skipped."""
    number = 0
    while line := source.readline(LONGEST + 1):
        number += 1
        rest = line
        while len(rest) > LONGEST and not rest.endswith(b"\n"):
            rest = source.readline(LONGEST + 1)
        if line.strip():
            yield number, line


def _appraised(line: bytes, reader: "Reader") -> dict[str, object]:
    row = _row(line)
    text = row.get("text")
    if not isinstance(text, str):
        raise _BadLine('"text" is missing or not a string')
    return _flat(reader.appraise(text, _context(row.get("context"))))


def _row(line: bytes) -> dict[str, object]:
    if len(line) > LONGEST:
        raise _BadLine(f"the line is longer than {LONGEST} bytes", "split it into several lines")
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise _BadLine("the line is not UTF-8", "save the file as UTF-8") from None
    except json.JSONDecodeError as error:
        raise _BadLine(f"not JSON: {error.msg} at column {error.colno}") from None
    except (RecursionError, ValueError):
        raise _BadLine("not JSON that can be read: nested too deep, or a number too long") from None
    if not isinstance(row, dict):
        raise _BadLine("the line is not a JSON object")
    return row


def _context(given: object) -> "Context":
    from simulator.understanding.context import REMEMBERED, Context

    if given is None:
        return Context()
    if isinstance(given, str):
        return Context.after(given)
    if not isinstance(given, list) or not all(isinstance(turn, str) for turn in given):
        raise _BadLine('"context" is neither a string nor a list of strings')
    if not given:
        return Context()
    told = tuple(given[-REMEMBERED:])
    return Context(said=told[-1], told=told, turn=len(given) + 1)


def _flat(found: "Appraisal") -> dict[str, object]:
    """The appraisal with each level as a plain number beside its probability and quote."""
    answer: dict[str, object] = {}
    for name in LEVELS:
        level = getattr(found, name)
        answer[name] = level.level
        answer[f"{name}_probability"] = level.probability
        answer[f"{name}_quote"] = level.quote
    rest = found.model_dump(mode="json", exclude=set(LEVELS))
    return {**answer, **rest}


def _reader(scenario: str | None) -> "Reader":
    from simulator.understanding.reader import Reader

    if scenario is None:
        return Reader(None, {})
    from simulator.authoring.catalogue import find_catalogue
    from simulator.settings import load_settings

    cast = find_catalogue(load_settings()).cast(scenario)
    return Reader(cast.scenario, cast.personas)
