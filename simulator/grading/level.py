"""How much feedback serves this learner: by a setting, or by what her own calls came to.

Weak sellers were overloaded by much feedback, and less helped them; the skilled use more of it.
"""

from collections.abc import Sequence
from typing import NamedTuple

from simulator.grading.scorecard import Priority, Scorecard, Strength
from simulator.vocabulary import Level

RECENT = 5
"""Calls that the level goes by; with fewer everybody is a novice."""
REACHED = 3
"""Of these so many reached their goal."""
SHOWN = {Level.NOVICE: 1, Level.SKILLED: 3}
"""Things that worked, and things to work on."""


class Feedback(NamedTuple):
    """What of a scorecard is told to this learner."""

    strengths: tuple[Strength, ...]
    priorities: tuple[Priority, ...]


def level_of(newest_first: Sequence[Scorecard]) -> Level:
    """The level of whoever made these calls (a rule of ours, to be overruled by the setting)."""
    recent = newest_first[:RECENT]
    reached = sum(card.outcome is not None and card.outcome.reached for card in recent)
    return Level.SKILLED if len(recent) == RECENT and reached >= REACHED else Level.NOVICE


def feedback(card: Scorecard, level: Level) -> Feedback:
    """The first one or three of each."""
    first = () if card.priority is None else (card.priority,)
    most = SHOWN[level]
    return Feedback(card.strengths[:most], (*first, *card.further)[:most])
