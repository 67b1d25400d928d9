"""Take call files into your calls; a call that is there already stays as it is."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from simulator.errors import CallError

if TYPE_CHECKING:
    from simulator.storage.store import Store

WORDS = {
    "added": "taken in as",
    "known": "was there already as",
    "renamed": "taken in under a new id, since its own was taken or unfit:",
}


class Taken(NamedTuple):
    """What became of one file."""

    file: str
    id: str
    became: str


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("files", nargs="+", type=Path, metavar="CALL.json", help="a call file")
    parser.add_argument("--json", action="store_true", help="print what became of each as JSON")


def run(args: argparse.Namespace) -> int:
    """Take the good ones in, tell what ails the others; 1 if there are any."""
    from simulator.settings import load_settings
    from simulator.storage.store import Store

    with Store(load_settings()) as store:
        taken = [done for file in args.files if (done := _take(store, file)) is not None]
    print(_as_json(taken) if args.json else _as_text(taken), end="")
    return 0 if len(taken) == len(args.files) else 1


def _take(store: "Store", file: Path) -> Taken | None:
    from simulator.conversation.transcript import read_call

    try:
        done = store.import_call(read_call(file))
    except CallError as error:
        print(error, file=sys.stderr)
        return None
    return Taken(str(file), done.id, done.became)


def _as_text(taken: list[Taken]) -> str:
    return "".join(f"{done.file}: {WORDS[done.became]} {done.id}\n" for done in taken)


def _as_json(taken: list[Taken]) -> str:
    listed = [done._asdict() for done in taken]
    return json.dumps({"calls": listed}, indent=2) + "\n"
