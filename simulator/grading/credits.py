"""What a turn's empathy earns and what its faults cost: the tables every graded mechanism uses.

The sizes are ours, not measured: a strong reaction earns 1, a weak one half (EPITOME's levels,
Sharma et al., EMNLP 2020); one heavy fault undoes half of a mechanism.
"""

from collections.abc import Iterable
from math import fsum

from simulator.conversation.appraisal import Appraisal, Level
from simulator.grading.material import Reading
from simulator.grading.quotes import quote_of
from simulator.grading.scorecard import Quote
from simulator.vocabulary import Act, Fault

ASKING = (Act.OPEN_QUESTION, Act.CLOSED_QUESTION, Act.ASK_PERMISSION, Act.REFLECT)
INVITING = (Act.OPEN_QUESTION, Act.REFLECT)
LIGHT, MIDDLE, HEAVY = 0.15, 0.3, 0.5

DEBITS: dict[str, dict[Fault, float]] = {
    "emotional_reactions": {
        Fault.EMPTY_EMPATHY: LIGHT,
        Fault.ADVICE: MIDDLE,
        Fault.SELF_ORIENTED: MIDDLE,
        Fault.DISMISSAL: HEAVY,
        Fault.CONDOLENCE_THEN_DEMAND: HEAVY,
        Fault.REPEAT_DEATH: HEAVY,
        Fault.UPSELL: HEAVY,
        Fault.INSULT: HEAVY,
        Fault.INJECTION: HEAVY,
    },
    "interpretations": {
        Fault.EMPTY_EMPATHY: LIGHT,
        Fault.ADVICE: LIGHT,
        Fault.SELF_ORIENTED: MIDDLE,
        Fault.DISMISSAL: MIDDLE,
    },
    "understanding": {
        Fault.EMPTY_EMPATHY: LIGHT,
        Fault.SELF_ORIENTED: MIDDLE,
        Fault.DISMISSAL: MIDDLE,
        Fault.REPEAT_DEATH: HEAVY,
    },
    "explorations": {
        Fault.REPEAT_DEATH: MIDDLE,
        Fault.SECRET_PROBE: MIDDLE,
        Fault.ADVICE: MIDDLE,
        Fault.VOLLEY: MIDDLE,
    },
    "concision": {Fault.MONOLOGUE: MIDDLE},
    "listening": {
        Fault.MONOLOGUE: LIGHT,
        Fault.VOLLEY: LIGHT,
        Fault.PRESSURE: MIDDLE,
        Fault.DISMISSAL: MIDDLE,
        Fault.REPEAT_DEATH: HEAVY,
    },
    "relevance": {
        Fault.JARGON: LIGHT,
        Fault.FLATTERY: LIGHT,
        Fault.FALSE_CLAIM: HEAVY,
    },
}
"""What each fault takes off a mechanism, each time it is made."""

COSTS: dict[Fault, float] = {
    fault: max(table.get(fault, 0.0) for table in DEBITS.values()) for fault in Fault
}
"""What each fault costs whatever mechanisms a rubric has: the most it takes off any."""

HOLLOW = frozenset(
    {
        Fault.EMPTY_EMPATHY,
        Fault.DISMISSAL,
        Fault.SELF_ORIENTED,
        Fault.CONDOLENCE_THEN_DEMAND,
        Fault.UPSELL,
        Fault.REPEAT_DEATH,
        Fault.INSULT,
        Fault.INJECTION,
        Fault.PRESSURE,
        Fault.FALSE_CLAIM,
    }
)
"""A turn with one of these earns no empathy, whatever kind words it holds."""

NO_QUESTION = frozenset({Fault.ADVICE, Fault.VOLLEY})
"""A turn with one of these explores nothing, whatever it asks."""


def level_of(appraisal: Appraisal, mechanism: str) -> Level:
    """EPITOME's level of one mechanism, or that of understanding."""
    levels = {
        "emotional_reactions": appraisal.emotional_reactions,
        "interpretations": appraisal.interpretations,
        "explorations": appraisal.explorations,
        "understanding": appraisal.understanding,
    }
    return levels[mechanism]


def credit(mechanism: str, reading: Reading) -> float:
    """0, 0.5 or 1: what a turn earns; nothing for hollow words or words said before."""
    if reading.repeats or reading.appraisal.has(*HOLLOW):
        return 0.0
    if mechanism == "explorations" and (
        not reading.appraisal.does(*ASKING) or reading.appraisal.has(*NO_QUESTION)
    ):
        return 0.0  # the words of a question, and none that anyone could answer
    level = level_of(reading.appraisal, mechanism).level / 2
    if mechanism == "explorations" and not reading.appraisal.does(*INVITING):
        return min(0.5, level)  # a yes or a no is asked for
    return level


def debit(mechanism: str, readings: Iterable[Reading]) -> tuple[float, tuple[Quote, ...]]:
    """What the faults of these turns take off a mechanism, with the words that cost it."""
    table = DEBITS[mechanism]
    hits = [(reading, hit) for reading in readings for hit in reading.appraisal.faults]
    costly = [(reading, hit) for reading, hit in hits if hit.fault in table]
    quoted = (quote_of(reading.turn, hit.quote) for reading, hit in costly)
    return fsum(table[hit.fault] for _, hit in costly), tuple(q for q in quoted if q)


def worth(reading: Reading) -> float:
    """One turn's empathy less its faults, to tell a better turn from a worse one.

    No score by itself: about -2 for a turn full of faults, up to 4 for one that does everything.
    """
    earned = fsum(
        credit(mechanism, reading)
        for mechanism in ("emotional_reactions", "understanding", "explorations")
    )
    return earned - fsum(COSTS[fault] for fault in {hit.fault for hit in reading.appraisal.faults})
