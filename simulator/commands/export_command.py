"""Write a call as WebVTT, Markdown, HTML or JSON: one from a file, or one of your own by its id."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.commands.files import names_a_file, same_place, write_whole
from simulator.commands.grade_command import load_level
from simulator.errors import UsageError

if TYPE_CHECKING:
    from simulator.conversation.call import Call
    from simulator.grading.scorecard import Scorecard

FORMATS = ("json", "vtt", "html", "md")
LATER = "xapi"
"""Known to be wanted; said to be missing instead of called a mistake."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("call", metavar="CALL.json|CALL_ID", help="a call file, or a call's id")
    parser.add_argument(
        "--to", required=True, choices=(*FORMATS, LATER), metavar="|".join(FORMATS), help="format"
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="write here instead of printing")


def run(args: argparse.Namespace) -> int:
    """Write the call."""
    if args.to == LATER:
        raise UsageError("xAPI is not in this version", f"use --to {', '.join(FORMATS)}")
    from simulator.storage.export import Format, export

    if args.out is not None and same_place(args.out, Path(args.call)):
        raise UsageError(f"{args.out}: the export would replace the call", "name another --out")
    call, card = _find(args.call)
    text = export(call, Format(args.to), card, load_level())
    if args.out is None:
        sys.stdout.buffer.write(text.encode())
        sys.stdout.flush()
    else:
        write_whole(args.out, text)
    return 0


def _find(name: str) -> "tuple[Call, Scorecard | None]":
    if names_a_file(name):
        from simulator.conversation.transcript import read_call

        return read_call(Path(name)), None
    from simulator.settings import load_settings
    from simulator.storage.store import Store

    with Store(load_settings()) as store:
        return store.call(name), store.scorecard(name)
