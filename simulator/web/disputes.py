"""The instructor's list: scores that learners disagree with, to be decided, and those decided."""

from datetime import datetime
from typing import NamedTuple

from simulator.grading.review import Dispute, subjects
from simulator.grading.scorecard import Quote
from simulator.storage.reviews import Filed
from simulator.web.home import ago
from simulator.web.house import House
from simulator.web.markup import render

MOST_DECIDED = 20


class Row(NamedTuple):
    """One dispute with what is needed to decide it."""

    number: int
    dispute: Dispute
    when: str
    evidence: tuple[Quote, ...]


def disputes_page(house: House, now: datetime) -> str:
    """The page as HTML.

    Raises:
        StorageError: the store fails.
    """
    filed = house.store.reviews.disputes()
    waiting = [one for one in filed if one.dispute.decision is None]
    settled = [one for one in reversed(filed) if one.dispute.decision is not None]
    return render(
        "disputes.html",
        waiting=[_row(house, one, now) for one in waiting],
        settled=[_row(house, one, now) for one in settled[:MOST_DECIDED]],
    )


def _row(house: House, filed: Filed, now: datetime) -> Row:
    return Row(filed.number, filed.dispute, ago(filed.dispute.at, now), _evidence(house, filed))


def _evidence(house: House, filed: Filed) -> tuple[Quote, ...]:
    about = filed.dispute.about
    cards = (card for card in house.store.scorecards(about.call) if card.rubric == about.rubric)
    found = (one.evidence for card in cards for one in subjects(card) if one.id == about.score)
    return next(found, ())
