"""A person's ratings of calls as a table: the empty template, and a filled one read with care."""

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, NoReturn

from simulator.errors import CallError, Place
from simulator.grading.scorecard import Score, Scorecard

COLUMNS = ("call", "score", "question", "from", "to", "value", "rater", "note")
NOT_RATED = frozenset({"outcome", "second-opinion"})
"""Graders whose scores nobody need rate: how the call ended is known, an opinion isn't counted."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet takes for a formula."""
MAX_BYTES = 5_000_000


class Rating(NamedTuple):
    """One value a person gave."""

    call: str
    score: str
    value: float
    rater: str
    place: Place


def template(cards: Iterable[tuple[str, Scorecard]]) -> str:
    """The empty table: a row for each score of each call, without the machine's values.

    Those would pull the rater's own values towards them.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for name, card in cards:
        for score in rated(card):
            low, high = score.scale
            row = (name, score.id, score.label, f"{low:g}", f"{high:g}", "", "", "")
            writer.writerow([_inert(cell) for cell in row])
    return out.getvalue()


def rated(card: Scorecard) -> Iterator[Score]:
    """The scores that a person can give a value to."""
    return (score for score in card.scores if score.grader.name not in NOT_RATED)


def _inert(cell: str) -> str:
    # A spreadsheet runs a cell that begins like a formula.
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _as_it_was(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell


def read_ratings(path: Path) -> tuple[Rating, ...]:
    """The rows that hold a value.

    Raises:
        CallError: the file can't be read, lacks a column, or holds no number where one should be.
    """
    rows = csv.DictReader(io.StringIO(_text(path), newline=""))
    missing = [name for name in ("call", "score", "value") if name not in (rows.fieldnames or ())]
    if missing:
        _wrong(Place(str(path)), f"the column {missing[0]!r} is missing", "begin from --template")
    try:
        found = [_rating(row, Place(str(path), rows.line_num)) for row in rows]
    except csv.Error as error:
        _wrong(Place(str(path), rows.line_num), f"broken CSV, {error}", "save it as CSV again")
    ratings = tuple(rating for rating in found if rating is not None)
    if not ratings:
        _wrong(Place(str(path)), "no row has a value", "fill the column 'value'")
    return ratings


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()[:MAX_BYTES]
    except OSError as error:
        raise CallError(f"{path}: {error.strerror}", "check the name of the table") from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CallError(f"{path}: not UTF-8", "save it as CSV in UTF-8") from None


def _rating(row: dict[str, str | None], place: Place) -> Rating | None:
    value = (row.get("value") or "").strip()
    if not value:
        return None
    try:
        number = float(value.replace(",", "."))
    except ValueError:
        _wrong(place, f"{value[:20]!r} is no number", "write it like 0.5, or leave it empty")
    call, score = (_as_it_was((row.get(name) or "").strip()) for name in ("call", "score"))
    return Rating(call, score, number, (row.get("rater") or "").strip(), place)


def _wrong(place: Place, message: str, fix: str) -> NoReturn:
    raise CallError(f"{place}: {message}", fix)
