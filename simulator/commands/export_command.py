"""Write a call as WebVTT, Markdown, HTML or JSON: one from a file, or one of your own by its id.

With --to wav, the recording of a voice call of yours, and beside it its captions as WebVTT.
"""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.commands.files import copy_whole, names_a_file, same_place, write_whole
from simulator.commands.grade_command import load_level
from simulator.errors import CallError, UsageError

if TYPE_CHECKING:
    from simulator.conversation.call import Call
    from simulator.grading.scorecard import Scorecard

FORMATS = ("json", "vtt", "html", "md")
SOUND = "wav"
LATER = "xapi"
"""Known to be wanted; said to be missing instead of called a mistake."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("call", metavar="CALL.json|CALL_ID", help="a call file, or a call's id")
    parser.add_argument(
        "--to",
        required=True,
        choices=(*FORMATS, SOUND, LATER),
        metavar="|".join((*FORMATS, SOUND)),
        help="format",
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="write here instead of printing")


def run(args: argparse.Namespace) -> int:
    """Write the call."""
    if args.to == LATER:
        raise UsageError("xAPI is not in this version", f"use --to {', '.join(FORMATS)}")
    if args.to == SOUND:
        return _sound(args.call, args.out)
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


def _sound(call_id: str, out: Path | None) -> int:
    """Copy a call's recording; its captions go beside it, on the same clock."""
    from simulator.conversation.transcript import to_vtt
    from simulator.settings import load_settings
    from simulator.voice.tapes import found

    recording = found(load_settings(), call_id)
    if recording is None:
        raise CallError(f"{call_id} has no recording", "see `simulator recording list`")
    target = out or Path(f"{call_id}.wav")
    captions = target.with_suffix(".vtt")
    call, _ = _find(call_id)
    copy_whole(target, recording)
    write_whole(captions, to_vtt(call))
    print(f"{target} (left: you, right: them) and its captions, {captions}")
    return 0


def _find(name: str) -> "tuple[Call, Scorecard | None]":
    if names_a_file(name):
        from simulator.conversation.transcript import read_call

        return read_call(Path(name)), None
    from simulator.settings import load_settings
    from simulator.storage.store import Store

    with Store(load_settings()) as store:
        return store.call(name), store.scorecard(name)
