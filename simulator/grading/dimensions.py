"""Six dimensions of empathy in talk: what in one turn of the trainee's shows each of them.

Experts on practice conversations rate these six from 1 to 5: three merits and three faults.
"""

from enum import StrEnum
from typing import NamedTuple

from simulator.grading.credits import HOLLOW
from simulator.grading.manner import Manner, manner_of
from simulator.grading.material import Reading
from simulator.grading.quotes import quote_of
from simulator.grading.scorecard import Quote
from simulator.vocabulary import Act, Behaviour, Fault


class Dimension(StrEnum):
    """What experts rate; the last three are faults."""

    VALIDATING = "validating_emotions"
    ENCOURAGING = "encouraging_elaboration"
    UNDERSTANDING = "demonstrating_understanding"
    ADVICE = "advice_giving"
    SELF_ORIENTED = "self_oriented"
    DISMISSING = "dismissing_emotions"

    @property
    def is_fault(self) -> bool:
        """Whether more of it is worse."""
        return self in FAULTY


COMPOSITE = "empathy"
"""The score that code makes of all six."""
FAULTY = frozenset({Dimension.ADVICE, Dimension.SELF_ORIENTED, Dimension.DISMISSING})
LABELS = {
    Dimension.VALIDATING: "Validates what she feels",
    Dimension.ENCOURAGING: "Encourages her to say more",
    Dimension.UNDERSTANDING: "Shows that she was understood",
    Dimension.ADVICE: "Gives advice nobody asked for (a fault)",
    Dimension.SELF_ORIENTED: "Turns to oneself (a fault)",
    Dimension.DISMISSING: "Dismisses what she feels (a fault)",
}
SHOWN = 0.5
"""The strength from which a turn counts as showing a dimension."""
GUESSED = 0.2
"""What a reflection shows of understanding that can't be traced to words of hers."""
HINTED = 0.45
"""The most that small signs of a fault add up to: never enough for a yes."""
SHELVED = 0.15
"""What a phrase off the shelf shows of dismissal."""
TEACHES = 8
"""Words above which a statement about neither of the two is a lesson."""
CURT = 3
"""Words up to which an answer to a feeling only brushes it off."""
_ADVISING = frozenset({Fault.ADVICE})
_BELITTLING = frozenset(
    {
        Fault.DISMISSAL,
        Fault.CONDOLENCE_THEN_DEMAND,
        Fault.REPEAT_DEATH,
        Fault.UPSELL,
        Fault.INSULT,
        Fault.PRESSURE,
        Fault.INJECTION,
    }
)
_MEETS = (
    Act.ACKNOWLEDGE_FEELING,
    Act.NAME_LOSS,
    Act.REFLECT,
    Act.OFFER,
    Act.APOLOGISE,
    Act.SILENCE,
)
_STORIES = frozenset({Fault.SELF_ORIENTED})


class Sign(NamedTuple):
    """How strongly one turn shows a dimension, 0 to 1, and the words that do."""

    strength: float
    quote: Quote | None

    @property
    def shown(self) -> bool:
        """Whether it is enough for a yes."""
        return self.strength >= SHOWN


NOTHING = Sign(0.0, None)


def sign(dimension: Dimension, reading: Reading) -> Sign:
    """What the turn shows of a dimension; words said before show no merit again."""
    if not reading.words:
        return NOTHING
    if dimension.is_fault:
        return _fault(dimension, reading)
    if reading.repeats or reading.appraisal.has(Fault.INJECTION, Fault.INSULT):
        return NOTHING
    return _MERITS[dimension](reading)


def _validating(reading: Reading) -> Sign:
    """A feeling named or honoured; a stock phrase is a little, what it takes back is nothing."""
    found = reading.appraisal
    if found.has(*(HOLLOW - {Fault.EMPTY_EMPATHY})):
        return NOTHING
    acts = [hit.quote for hit in found.acts if hit.act in {Act.ACKNOWLEDGE_FEELING, Act.NAME_LOSS}]
    level = found.emotional_reactions.level
    quote = quote_of(reading.turn, acts[0] if acts else found.emotional_reactions.quote)
    if found.has(Fault.EMPTY_EMPATHY):
        return Sign(0.3, quote)
    strength = max(1.0 if acts else 0.0, 0.9 if level == 2 else 0.6 * level)
    return Sign(strength, quote if strength else None)


def _encouraging(reading: Reading) -> Sign:
    """A question about her or leave to go on; advice with a question mark is none."""
    found = reading.appraisal
    if found.has(*(HOLLOW - {Fault.SELF_ORIENTED}), Fault.ADVICE):
        return NOTHING
    acts = [hit.quote for hit in found.acts if hit.act in {Act.OPEN_QUESTION, Act.SILENCE}]
    level = found.explorations.level
    quote = quote_of(reading.turn, acts[0] if acts else found.explorations.quote)
    strength = 1.0 if acts else 0.25 * level
    if found.has(Fault.VOLLEY):
        strength /= 2
    return Sign(strength, quote if strength else None)


def _understanding(reading: Reading) -> Sign:
    """Something that she really told, given back."""
    found = reading.appraisal
    if found.has(*HOLLOW):
        return NOTHING
    if not found.understanding.level:
        reflects = found.behaviour is Behaviour.REFLECTION
        guesses = reflects and not found.has(Fault.ADVICE)
        return Sign(GUESSED, None) if guesses else NOTHING
    return Sign(found.understanding.level / 2, quote_of(reading.turn, found.understanding.quote))


_MERITS = {
    Dimension.VALIDATING: _validating,
    Dimension.ENCOURAGING: _encouraging,
    Dimension.UNDERSTANDING: _understanding,
}


def _fault(dimension: Dimension, reading: Reading) -> Sign:
    table = {
        Dimension.ADVICE: _ADVISING,
        Dimension.SELF_ORIENTED: _STORIES,
        Dimension.DISMISSING: _BELITTLING,
    }
    made = [hit.quote for hit in reading.appraisal.faults if hit.fault in table[dimension]]
    if made:
        return Sign(1.0, quote_of(reading.turn, made[0]))
    hint = _HINTS[dimension](reading, manner_of(reading))
    return Sign(hint, quote_of(reading.turn)) if hint else NOTHING


def _advising(reading: Reading, manner: Manner) -> float:
    """Steering words, and information that nobody asked for."""
    teaches = reading.appraisal.behaviour is Behaviour.INPUT and reading.words > TEACHES
    return min(HINTED, manner.advising + 0.25 * manner.informing + 0.3 * teaches)


def _about_oneself(_reading: Reading, manner: Manner) -> float:
    return min(HINTED, manner.own)


def _brushing_off(reading: Reading, _manner: Manner) -> float:
    """A feeling met with a word or two, or with a phrase off the shelf."""
    found = reading.appraisal
    met = found.does(*_MEETS) or found.emotional_reactions.level or found.explorations.level
    curt = reading.after_feeling and reading.words <= CURT and not met
    return HINTED if curt else SHELVED if found.has(Fault.EMPTY_EMPATHY) else 0.0


_HINTS = {
    Dimension.ADVICE: _advising,
    Dimension.SELF_ORIENTED: _about_oneself,
    Dimension.DISMISSING: _brushing_off,
}
