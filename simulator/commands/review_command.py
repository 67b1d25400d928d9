"""List a stored call's scorecards, and put a person's word beside the machine's.

Without more, lists every scorecard of the call: by which rubric, which graders, and when.
--override sets a value beside a score; --dispute files a disagreement for the instructor.  The
machine's value is never overwritten.
"""

import argparse
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from simulator.errors import CallError, UsageError

if TYPE_CHECKING:
    from simulator.storage.reviews import Filed
    from simulator.storage.store import KeptCard, Store


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("call", metavar="CALL_ID", help="a call's id")
    parser.add_argument("--card", type=int, metavar="N", help="which scorecard; the newest if none")
    word = parser.add_mutually_exclusive_group()
    word.add_argument("--override", metavar="SCORE=VALUE", help="a value beside that score's")
    word.add_argument("--dispute", metavar="SCORE", help="I don't agree with this score")
    parser.add_argument("--why", metavar="TEXT", help="the reason, in a sentence")
    parser.add_argument("--by", metavar="NAME", help="who says so (a dispute: the learner)")
    parser.add_argument("--json", action="store_true", help="print as JSON")


def run(args: argparse.Namespace) -> int:
    """Show, override or dispute."""
    from simulator.settings import load_settings
    from simulator.storage.store import Store

    with Store(load_settings()) as store:
        store.call(args.call)
        chosen = _chosen(store.kept_cards(args.call), args.card)
        if args.override:
            _override(args, store, chosen)
        elif args.dispute:
            _dispute(args, store, chosen)
        _show(args, store)
    return 0


def _chosen(cards: "tuple[KeptCard, ...]", number: int | None) -> "KeptCard":
    if not cards:
        raise CallError("this call has no scorecard yet", "run `simulator grade` on its id first")
    found = [kept for kept in cards if number in (None, kept.number)]
    if not found:
        numbers = ", ".join(str(kept.number) for kept in cards)
        raise UsageError(f"the call has no scorecard {number}", f"name one of: {numbers}")
    return found[0]


def _override(args: argparse.Namespace, store: "Store", chosen: "KeptCard") -> None:
    from simulator.grading.review import ruling

    score, _, value = args.override.partition("=")
    try:
        number = float(value)
    except ValueError:
        raise UsageError(
            f"--override {args.override[:80]!r} is not SCORE=VALUE", "write it like listening=0.5"
        ) from None
    made = ruling(chosen.card, score, number, args.why or "", args.by or "", store.reviews.now())
    store.reviews.override(made)


def _dispute(args: argparse.Namespace, store: "Store", chosen: "KeptCard") -> None:
    from simulator.grading.review import LEARNER, dispute

    by = args.by or LEARNER
    filed = dispute(chosen.card, args.dispute, args.why or "", by, store.reviews.now())
    store.reviews.dispute(filed)


def _show(args: argparse.Namespace, store: "Store") -> None:
    cards = store.kept_cards(args.call)
    if args.card is not None:
        cards = (_chosen(cards, args.card),)
    disputes = store.reviews.disputes(call_id=args.call)
    print(_as_json(cards, disputes) if args.json else _as_text(args, cards, disputes))


def _as_json(cards: "tuple[KeptCard, ...]", disputes: "tuple[Filed, ...]") -> str:
    found = {
        "scorecards": [
            {
                "number": kept.number,
                "at": kept.at.isoformat(),
                "scorecard": kept.card.model_dump(mode="json"),
            }
            for kept in cards
        ],
        "disputes": [
            {"number": filed.number, **filed.dispute.model_dump(mode="json")} for filed in disputes
        ],
    }
    return json.dumps(found, indent=2)


def _as_text(
    args: argparse.Namespace, cards: "tuple[KeptCard, ...]", disputes: "tuple[Filed, ...]"
) -> str:
    from simulator.commands.disputes_command import lines_of
    from simulator.grading.debrief import as_text

    if args.card is not None:
        return as_text(cards[0].card).rstrip()
    lines = [line for kept in cards for line in _card_lines(kept)]
    for filed in disputes:
        lines += lines_of(filed)
    return "\n".join(lines)


def _card_lines(kept: "KeptCard") -> Iterator[str]:
    from simulator.grading.review import subjects, told

    card = kept.card
    value = "no total" if card.overall.value is None else f"{card.overall.value:.1f} of 100"
    graders = sorted({f"{s.grader.name} {s.grader.version}" for s in card.scores})
    rubric = f"{card.rubric} {(card.rubric_digest or '')[:8]}".strip()
    yield f"{kept.number}: {value}, {kept.at:%Y-%m-%d %H:%M}, rubric {rubric}"
    yield f"   by {', '.join(graders)}"
    for one in subjects(card):
        if one.override is not None:
            machine = "not scored" if one.machine is None else f"{one.machine:g}"
            yield f"   {one.id}: the machine says {machine}; beside it, {told(one.override)}"
    if card.reviewed is not None and card.reviewed.value is not None:
        yield f"   with people's values: {card.reviewed.value:.1f} of 100"
