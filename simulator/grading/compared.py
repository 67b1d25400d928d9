"""Graders compared with people: pairs for each question, their agreement, and the baselines."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import fsum
from typing import NamedTuple

from simulator.conversation.call import Call, words_in
from simulator.errors import CallError
from simulator.grading.agreement import Agreement, Pair, agreement, by_length
from simulator.grading.ratings import Rating
from simulator.grading.review import GoldRating, subjects
from simulator.grading.scorecard import Scorecard

ALL = "all of them"


class Graded(NamedTuple):
    """A call's scorecard, and how much its trainee said."""

    card: Scorecard
    words: int | None


class Question(NamedTuple):
    """What was judged; the same id can ask other things in other rubrics."""

    id: str
    label: str


@dataclass(frozen=True)
class Row:
    """One question's agreement."""

    question: Question
    machine: Agreement
    length: Agreement
    """The same of values that are guessed from the call's length alone."""
    people: Agreement | None
    """Of the raters among themselves: the ceiling; ``None`` with one rater."""
    unscored: int
    """Pairs left out because the grader gave no value."""


class _Rated(NamedTuple):
    question: Question
    call: str
    machine: float | None
    humans: tuple[float, ...]
    words: int | None


def words_of(call: Call) -> int:
    """How many words of the trainee's were heard."""
    return sum(words_in(turn.text) for turn in call.trainee_turns())


def with_ratings(
    ratings: Iterable[Rating], graded: Callable[[str], Graded], seed: int = 1
) -> tuple[Row, ...]:
    """Compare the grader with a table of ratings.

    Args:
        ratings: people's values, on the scores' own scales.
        graded: the graded call of that name; raises ``CallError`` if there is none.
        seed: of the intervals.

    Raises:
        CallError: a row names a score that the call's scorecard lacks, or is off its scale.
    """
    cards: dict[str, Graded] = {}
    grouped: dict[tuple[str, str], list[Rating]] = {}
    for rating in ratings:
        if rating.call not in cards:
            cards[rating.call] = graded(rating.call)
        grouped.setdefault((rating.call, rating.score), []).append(rating)
    rated = [_of_ratings(cards[call], together) for (call, _), together in grouped.items()]
    return _rows(rated, seed)


def _of_ratings(graded: Graded, together: list[Rating]) -> _Rated:
    first = together[0]
    found = {score.id: score for score in graded.card.scores}.get(first.score)
    if found is None:
        raise CallError(
            f"{first.place}: the call has no score {first.score!r}", "begin from --template again"
        )
    low, high = found.scale
    for rating in together:
        if not low <= rating.value <= high:
            raise CallError(
                f"{rating.place}: {rating.value:g} is not on the scale", f"give {low:g} to {high:g}"
            )
    by_rater = dict(sorted((rating.rater, rating.value) for rating in together))
    return _Rated(
        question=Question(found.id, found.label),
        call=first.call,
        machine=None if found.value is None else _share(found.value, found.scale),
        humans=tuple(_share(value, found.scale) for value in by_rater.values()),
        words=graded.words,
    )


def with_gold(
    gold: Iterable[GoldRating], graded: Mapping[str, Sequence[Graded]], seed: int = 1
) -> tuple[Row, ...]:
    """Compare the grader with a gold set.

    Args:
        gold: the ratings.
        graded: the scorecards of the calls that are at hand, newest first; for others the value
            that the machine gave at the time serves.
        seed: of the intervals.
    """
    return _rows([_of_gold(rating, graded.get(rating.about.call, ())) for rating in gold], seed)


def _of_gold(rating: GoldRating, cards: Sequence[Graded]) -> _Rated:
    about = rating.about
    mine = [graded for graded in cards if graded.card.rubric == about.rubric]
    now = [one.machine for graded in mine for one in subjects(graded.card) if one.id == about.score]
    machine = now[0] if now else about.machine
    return _Rated(
        question=Question(about.score, about.label),
        call=about.call,
        machine=None if machine is None else _share(machine, about.scale),
        humans=(_share(rating.value, about.scale),),
        words=mine[0].words if mine else None,
    )


def _share(value: float, scale: tuple[float, float]) -> float:
    low, high = scale
    return (value - low) / (high - low)


def _rows(rated: Sequence[_Rated], seed: int) -> tuple[Row, ...]:
    by_question: dict[Question, list[_Rated]] = {}
    for one in rated:
        by_question.setdefault(one.question, []).append(one)
    rows = [_row(question, found, seed) for question, found in by_question.items()]
    whole = [_row(Question("", ALL), rated, seed)] if len(rows) > 1 else []
    return (*whole, *rows)


def _row(question: Question, rated: Sequence[_Rated], seed: int) -> Row:
    pairs = [
        Pair(one.call, one.machine, fsum(one.humans) / len(one.humans), one.words)
        for one in rated
        if one.machine is not None
    ]
    people = [pair for one in rated for pair in _among(one)]
    return Row(
        question=question,
        machine=agreement(pairs, seed),
        length=agreement(by_length(pairs), seed),
        people=agreement(people, seed) if people else None,
        unscored=len(rated) - len(pairs),
    )


def _among(one: _Rated) -> Iterator[Pair]:
    """Every two raters of one thing."""
    return (Pair(one.call, a, b, one.words) for a, b in combinations(one.humans, 2))
