"""List the scores that learners disagree with, decide one, or write the gold set that follows.

Without a number, lists the open disputes.  --uphold leaves the machine's value, --change sets
another beside it; both need --why and --by, and enter the gold set.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.commands.files import write_whole
from simulator.errors import UsageError

if TYPE_CHECKING:
    from simulator.grading.review import GoldRating
    from simulator.storage.reviews import Filed
    from simulator.storage.store import Store


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("number", nargs="?", type=int, metavar="N", help="the dispute to decide")
    verdict = parser.add_mutually_exclusive_group()
    verdict.add_argument("--uphold", action="store_true", help="the machine's value stands")
    verdict.add_argument("--change", type=float, metavar="VALUE", help="this value beside it")
    parser.add_argument("--why", metavar="TEXT", help="the reason, for the learner")
    parser.add_argument("--by", metavar="NAME", help="who decides")
    parser.add_argument("--all", action="store_true", help="list the decided ones, too")
    parser.add_argument("--export", type=Path, metavar="FILE", help="write the gold set as JSONL")
    parser.add_argument(
        "--with-quotes", action="store_true", help="the learner's words go along into the export"
    )
    parser.add_argument("--json", action="store_true", help="print as JSON")


def run(args: argparse.Namespace) -> int:
    """List, decide or export."""
    from simulator.settings import load_settings
    from simulator.storage.store import Store

    with Store(load_settings()) as store:
        if args.export is not None:
            _export(args, store)
            return 0
        found = _decide(args, store) if _decides(args) else _listed(args, store)
    if args.json:
        print(json.dumps({"disputes": [_json(filed) for filed in found]}, indent=2))
    else:
        print("\n".join(line for filed in found for line in lines_of(filed)) or "No open disputes.")
    return 0


def _decides(args: argparse.Namespace) -> bool:
    verdict = args.uphold or args.change is not None
    if verdict and args.number is None:
        raise UsageError("which dispute is decided isn't said", "name its number first")
    return bool(verdict)


def _decide(args: argparse.Namespace, store: "Store") -> "tuple[Filed, ...]":
    return (store.reviews.decide(args.number, args.change, args.why or "", args.by or ""),)


def _listed(args: argparse.Namespace, store: "Store") -> "tuple[Filed, ...]":
    found = store.reviews.disputes(open_only=not args.all and args.number is None)
    return tuple(filed for filed in found if args.number in (None, filed.number))


def _json(filed: "Filed") -> dict[str, object]:
    return {"number": filed.number, **filed.dispute.model_dump(mode="json")}


def lines_of(filed: "Filed") -> Iterator[str]:
    """One dispute for a terminal."""
    from simulator.conversation.plain import one_line

    about, dispute = filed.dispute.about, filed.dispute
    machine = "not scored" if about.machine is None else f"{about.machine:g}"
    yield f"Dispute {filed.number}: {about.score} of call {one_line(about.call)}, {machine}"
    yield f"   {one_line(about.label)}"
    yield f"   {dispute.by}, {dispute.at:%Y-%m-%d}: {dispute.why}"
    if (made := dispute.decision) is None:
        yield "   Open."
    else:
        verdict = "Upheld" if made.value is None else f"Changed to {made.value:g}"
        yield f"   {verdict} by {made.by}, {made.at:%Y-%m-%d}: {made.why}"


def _export(args: argparse.Namespace, store: "Store") -> None:
    gold = store.reviews.gold()
    if args.with_quotes:
        gold = tuple(_quoted(rating, store) for rating in gold)
    text = "".join(json.dumps(one.model_dump(mode="json")) + "\n" for one in gold)
    write_whole(args.export, text)
    print(f"{len(gold)} ratings written to {args.export}")


def _quoted(rating: "GoldRating", store: "Store") -> "GoldRating":
    from simulator.grading.review import subjects

    about = rating.about
    cards = (card for card in store.scorecards(about.call) if card.rubric == about.rubric)
    found = (one.evidence for card in cards for one in subjects(card) if one.id == about.score)
    return rating.model_copy(update={"evidence": next(found, ())})
