"""Grade a call, or every call of a folder: scores with quotes, and the one thing to do next.

Prints a debrief; with --json or --out, scorecards as JSON (of a folder, one a line).  A call from
elsewhere needs no more than turns with `speaker` and `said`.  A recording (WAV) is written down
first: two channels are the trainee (left) and the other party, one is the trainee alone.  A call
of yours goes by its id, too: then the scorecard is kept, beside those of other rubrics and graders
(`simulator review`).
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from simulator.commands.files import names_a_file, same_place, write_whole
from simulator.errors import CallError, UsageError

if TYPE_CHECKING:
    from simulator.conversation.call import Call
    from simulator.grading.desk import Desk
    from simulator.grading.many import Graded
    from simulator.grading.scorecard import Scorecard
    from simulator.storage.store import Store
    from simulator.vocabulary import Level

BAR = 24


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument(
        "path",
        metavar="CALL.json|RECORDING.wav|FOLDER|CALL_ID",
        help="a call file, a recording, a folder of them, or an id",
    )
    parser.add_argument("--scenario", metavar="S", help="grade with this scenario's content")
    parser.add_argument("--rubric", metavar="R", help="a rubric file, or cold_call or service")
    parser.add_argument("--model", metavar="M", help="second opinion by PROVIDER:NAME, not counted")
    parser.add_argument("--out", metavar="SCORECARD.json|FOLDER", help="where scorecards go")
    parser.add_argument("--json", action="store_true", help="print scorecards as JSON")
    parser.add_argument(
        "--transcript", type=Path, metavar="CALL.json", help="keep what was heard in a recording"
    )


def run(args: argparse.Namespace) -> int:
    """Grade.

    Returns:
        0, or 1 if any call could not be graded.
    """
    path = Path(args.path)
    files = _calls(path) if path.is_dir() else [path]
    targets = _targets(files, path, args.out)
    return _folder(args, targets) if path.is_dir() else _single(args, _desk(args), targets)


def _desk(args: argparse.Namespace) -> "Desk":
    from simulator.grading.desk import set_up
    from simulator.settings import load_settings

    return set_up(load_settings(), args.scenario, args.rubric, args.model, _hearing(args))


def _hearing(args: argparse.Namespace) -> "Callable[[Path], Call]":
    """What writes recordings down, and keeps one if that was asked for."""
    from simulator.commands.recordings import transcribed

    if args.transcript is None:
        return transcribed
    if Path(args.path).is_dir():
        raise UsageError("--transcript takes one recording", "grade them one by one")

    def kept(path: Path) -> "Call":
        from simulator.conversation.json_text import json_page

        call = transcribed(path)
        write_whole(args.transcript, json_page(call))
        return call

    return kept


def _calls(folder: Path) -> list[Path]:
    from simulator.grading.gradable import RECORDINGS

    wanted = {".json", *RECORDINGS}
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() in wanted)
    if not files:
        raise CallError(
            f"{folder}: there is no call in it",
            "put call files (.json) or recordings (.wav) into it",
        )
    return files


def _targets(files: list[Path], path: Path, out: str | None) -> dict[Path, Path | None]:
    """Where each file's scorecard goes; ``None`` is the screen."""
    if out is None:
        return dict.fromkeys(files)
    folder = Path(out)
    if path.is_dir() or folder.is_dir():
        targets: dict[Path, Path | None] = {file: folder / _card_name(file) for file in files}
    else:
        targets = {path: folder}
    for file, target in targets.items():
        if target is not None and same_place(target, file):
            raise UsageError(
                f"{target}: the scorecard would replace the call", "name another --out"
            )
    return targets


def _card_name(file: Path) -> str:
    return file.name if file.suffix == ".json" else f"{file.name}.json"


def _single(args: argparse.Namespace, desk: "Desk", targets: dict[Path, Path | None]) -> int:
    from simulator.grading.gradable import is_recording

    ((path, target),) = targets.items()
    if names_a_file(args.path) or is_recording(path):
        found = Found(desk.grade_file(path), load_level(), "")
    else:
        found = _stored(args.path, desk)
    card = found.card
    if target is not None:
        _write(target, card)
    elif args.json:
        print(json.dumps(card.model_dump(mode="json"), indent=2))  # ASCII: any terminal takes it
    else:
        _show(card, found.level)
        print(found.both, end="")
    return 0


class Found(NamedTuple):
    """A graded call with what its debrief needs."""

    card: "Scorecard"
    level: "Level"
    both: str
    """For a branch, its moment beside the first time; else empty."""


def load_level() -> "Level":
    """The learner's level as the settings have it; a novice, if they don't say."""
    from simulator.settings import load_settings
    from simulator.vocabulary import Level

    return load_settings().level or Level.NOVICE


def _stored(call_id: str, desk: "Desk") -> Found:
    """Grade a call of the store; the scorecard is kept beside those of other rubrics."""
    from simulator.grading.level import level_of
    from simulator.grading.review import with_overrides
    from simulator.settings import load_settings
    from simulator.storage.store import Store

    settings = load_settings()
    with Store(settings) as store:
        call = store.call(call_id)
        card = desk.grade_call(call)
        store.put_scorecard(card)
        level = settings.level or level_of([past.card for past in store.history()])
        marked = with_overrides(card, store.reviews.rulings(call_id))
        return Found(marked, level, _both(call, card, desk, store))


def _both(call: "Call", card: "Scorecard", desk: "Desk", store: "Store") -> str:
    from simulator.grading.side_by_side import as_text, side_by_side

    if call.branch_of is None:
        return ""
    try:
        first = store.call(call.branch_of.call)
    except CallError:  # deleted meanwhile
        return ""
    found = side_by_side(first, desk.grade_call(first), call, card)
    return f"\n{as_text(found)}\n" if found else ""


def _folder(args: argparse.Namespace, targets: dict[Path, Path | None]) -> int:
    from simulator.grading.many import Order, grade_files, processes_for
    from simulator.settings import load_settings

    order = Order(load_settings(), args.scenario, args.rubric, args.model, _hearing(args))
    found = grade_files(list(targets), order, processes_for(len(targets), order))
    failed = 0
    for graded in _progress(found, len(targets)):
        if graded.card is None:
            failed += 1
            _complain(graded.path, graded.complaint)
        else:
            _hand_out(args, graded.path, targets[graded.path], graded.card)
    print(f"Graded {len(targets) - failed} of {len(targets)}.", file=sys.stderr)
    return 1 if failed else 0


def _hand_out(args: argparse.Namespace, path: Path, target: Path | None, card: "Scorecard") -> None:
    if target is not None:
        _write(target, card)
    elif args.json:
        print(json.dumps({"file": path.name, "scorecard": card.model_dump(mode="json")}))
    else:
        print(f"== {path.name}")
        _show(card, load_level())


def _show(card: "Scorecard", level: "Level") -> None:
    from simulator.grading.debrief import as_text

    print(as_text(card, level))


def _complain(path: Path, line: str) -> None:
    print(line if str(path) in line else f"{path}: {line}", file=sys.stderr)


def _progress(found: "Iterator[Graded]", count: int) -> "Iterator[Graded]":
    """What was graded, one by one, with a bar on a terminal's stderr."""
    shown = sys.stderr.isatty()
    for done, graded in enumerate(found, start=1):
        if shown:
            full = BAR * done // count
            bar = "#" * full + "·" * (BAR - full)
            print(f"\r[{bar}] {done}/{count}\r", end="", file=sys.stderr, flush=True)
        yield graded
    if shown:
        print("\r\x1b[K", end="", file=sys.stderr)


def _write(target: Path, card: "Scorecard") -> None:
    from simulator.conversation.json_text import json_page

    write_whole(target, json_page(card))
