"""Compare the grader with people: with your own ratings, or with the gold set of decided disputes.

First --template CALLS/ --out ratings.csv, then fill in what you know, then --ratings ratings.csv.
Krippendorff's alpha, ICC(2,1) and quadratic weighted kappa, each with a 95 % bootstrap interval,
beside what the length of the call alone would have guessed.
"""

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.commands.files import names_a_file, write_whole
from simulator.errors import CallError, UsageError

if TYPE_CHECKING:
    from simulator.conversation.call import Call
    from simulator.grading.agreement import Agreement, Estimate
    from simulator.grading.compared import Graded, Row
    from simulator.grading.desk import Desk
    from simulator.grading.review import GoldRating
    from simulator.storage.store import Store

STORED = "stored"
LABEL_WIDTH = 46


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--template", type=Path, metavar="CALLS/", help="write a table to fill in")
    what.add_argument("--ratings", type=Path, metavar="RATINGS.csv", help="your filled-in table")
    what.add_argument("--gold", metavar="FILE|stored", help="a gold set, or the one kept here")
    parser.add_argument("--rubric", metavar="R", help="a rubric file, or cold_call or service")
    parser.add_argument("--out", type=Path, metavar="FILE", help="where the template goes")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="of the intervals")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")


def run(args: argparse.Namespace) -> int:
    """Write the template, or compare."""
    if args.template is not None:
        return _template(args)
    rows = _with_ratings(args) if args.ratings is not None else _with_gold(args)
    as_json = {"questions": [_json(row) for row in rows]}
    print(json.dumps(as_json, indent=2) if args.json else "\n".join(_table(rows)))
    return 0


def _desk(rubric: str | None) -> "Desk":
    from simulator.grading.desk import set_up
    from simulator.settings import load_settings

    return set_up(load_settings(), None, rubric, None)


def _template(args: argparse.Namespace) -> int:
    from simulator.grading.ratings import template

    if args.out is None:
        raise UsageError("where the template goes isn't said", "add --out ratings.csv")
    files = sorted(args.template.glob("*.json")) if args.template.is_dir() else [args.template]
    if not files:
        raise CallError(f"{args.template}: there is no call file in it", "put call files into it")
    desk = _desk(args.rubric)
    text = template((str(file), desk.grade_file(file)) for file in files)
    write_whole(args.out, text)
    print(f"{len(files)} calls to rate in {args.out}: fill in the column 'value', and 'rater'.")
    return 0


def _with_ratings(args: argparse.Namespace) -> "tuple[Row, ...]":
    from simulator.grading.compared import with_ratings
    from simulator.grading.ratings import read_ratings

    ratings = read_ratings(args.ratings)
    return with_ratings(ratings, _grader(_desk(args.rubric)), args.seed)


def _grader(desk: "Desk") -> "Callable[[str], Graded]":
    """Grades the call file, or the stored call, of a name."""
    from simulator.grading.compared import Graded, words_of
    from simulator.grading.gradable import read_gradable

    def graded(name: str) -> "Graded":
        call = read_gradable(Path(name)) if names_a_file(name) else _stored(name)
        return Graded(desk.grade_call(call), words_of(call))

    return graded


def _stored(call_id: str) -> "Call":
    from simulator.settings import load_settings
    from simulator.storage.store import Store

    with Store(load_settings()) as store:
        return store.call(call_id)


def _with_gold(args: argparse.Namespace) -> "tuple[Row, ...]":
    from simulator.grading.compared import with_gold
    from simulator.settings import load_settings
    from simulator.storage.store import Store

    if args.gold != STORED:
        return with_gold(_gold_file(Path(args.gold)), {}, args.seed)
    with Store(load_settings()) as store:
        gold = store.reviews.gold()
        if not gold:
            raise CallError("the gold set is empty", "decide a dispute: `simulator disputes`")
        graded = {rating.about.call: _cards(store, rating.about.call) for rating in gold}
    return with_gold(gold, graded, args.seed)


def _cards(store: "Store", call_id: str) -> "list[Graded]":
    from simulator.grading.compared import Graded, words_of

    words = words_of(store.call(call_id))
    return [Graded(card, words) for card in store.scorecards(call_id)]


def _gold_file(path: Path) -> "list[GoldRating]":
    from pydantic import ValidationError

    from simulator.grading.review import GoldRating

    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise CallError(f"{path}: can't be read", "name a file of `disputes --export`") from None
    found = []
    for number, line in enumerate(lines, start=1):
        try:
            found.append(GoldRating.model_validate_json(line))
        except ValidationError:
            raise CallError(
                f"{path}:{number}: no gold rating", "write it by `simulator disputes --export`"
            ) from None
    return found


def _table(rows: "Sequence[Row]") -> Iterator[str]:
    """Lines for a terminal: question, n, three figures, baseline and ceiling."""
    from simulator.conversation.plain import one_line

    head = f"{'':<{LABEL_WIDTH}} {'n':>4}  {'alpha':<19} {'ICC(2,1)':<19} {'QWK':<19}"
    yield f"{head} {'by length':<10} people"
    for row in rows:
        label = one_line(row.question.label)[:LABEL_WIDTH]
        figures = " ".join(f"{_shown(one):<19}" for one in _figures(row.machine))
        people = _bare(row.people.alpha) if row.people else "-"
        yield (
            f"{label:<{LABEL_WIDTH}} {row.machine.pairs:>4}  {figures}"
            f" {_bare(row.length.alpha):<10} {people}"
        )
    unscored = rows[0].unscored if rows else 0
    yield ""
    yield "The last two columns are alpha: of the call's length as a grader, and among the raters."
    if unscored:
        yield f"Left out, because the grader gave no value: {unscored}."


def _figures(found: "Agreement") -> "tuple[Estimate, Estimate, Estimate]":
    return found.alpha, found.icc, found.qwk


def _shown(one: "Estimate") -> str:
    interval = f" [{one.low:.2f}, {one.high:.2f}]" if None not in (one.low, one.high) else ""
    return f"{_bare(one)}{interval}"


def _bare(one: "Estimate") -> str:
    return "-" if one.value is None else f"{one.value:.2f}"


def _json(row: "Row") -> dict[str, object]:
    return {
        "score": row.question.id or None,
        "question": row.question.label,
        "unscored": row.unscored,
        "machine": _numbers(row.machine),
        "length": _numbers(row.length),
        "people": _numbers(row.people) if row.people else None,
    }


def _numbers(found: "Agreement") -> dict[str, object]:
    figures = zip(("alpha", "icc", "qwk"), _figures(found), strict=True)
    return {
        "n": found.pairs,
        "calls": found.calls,
        **{name: one._asdict() for name, one in figures},
    }
