"""Craft of the call: saying it short, taking up what was said, resting on what is known."""

import math

from simulator.grading.credits import HOLLOW, credit, debit
from simulator.grading.judgement import not_scored
from simulator.grading.material import Material, Reading
from simulator.grading.quotes import quote_of, quotes
from simulator.grading.scorecard import Grader, Quote, Score
from simulator.vocabulary import Act, MoveKind

CRAFT = Grader(name="craft", version="1")
LABELS = {
    "concision": "Says it short",
    "listening": "Takes up what she said",
    "relevance": "Rests on what is known of her",
}
TAKES_UP = (Act.REFLECT, Act.ACKNOWLEDGE_FEELING)
RESISTING = frozenset({MoveKind.OBJECT, MoveKind.CHALLENGE, MoveKind.ASK_PROOF, MoveKind.BRUSH_OFF})
ITEMS_WANTED, TOPICS_WANTED = 2, 2
"""Rightly used items, and questions that were about something she has: enough for full credit."""


def judge(mechanism: str, weight: float, material: Material) -> Score:
    """One of the three, 0 to 1, with quotes."""
    judges = {"concision": _concision, "listening": _listening, "relevance": _relevance}
    return judges[mechanism](weight, material)


def _score(
    mechanism: str,
    weight: float,
    material: Material,
    earned: float,
    explanation: str,
    evidence: tuple[Quote | None, ...],
) -> Score:
    cost, costly = debit(mechanism, material.spoken)
    return Score(
        id=mechanism,
        label=LABELS[mechanism],
        value=round(min(1.0, max(0.0, earned - cost)), 4),
        weight=weight,
        explanation=f"{explanation}; faults take off {cost:.2f}." if cost else f"{explanation}.",
        evidence=quotes(*evidence, *costly),
        grader=CRAFT,
    )


def _absent(mechanism: str, weight: float, reason: str) -> Score:
    return not_scored(mechanism, LABELS[mechanism], CRAFT, reason, weight)


def _concision(weight: float, material: Material) -> Score:
    if len(material.spoken) < 2:
        return _absent("concision", weight, "fewer than 2 turns of yours were heard")
    each = [reading.appraisal.concision for reading in material.spoken]
    longest = max(material.spoken, key=lambda reading: reading.words)
    mean = sum(each) / len(each)
    text = f"mean of {len(each)} turns; the longest has {longest.words} words"
    return _score("concision", weight, material, mean, text, (quote_of(longest.turn),))


def _takes_up(reading: Reading) -> bool:
    """Whether a turn follows from what was just said rather than from the caller's own script."""
    appraisal = reading.appraisal
    answers = bool(reading.answers & RESISTING) and appraisal.does(Act.HANDLE_OBJECTION)
    return not (reading.repeats or appraisal.has(*HOLLOW)) and (
        answers
        or appraisal.understanding.level > 0
        or credit("explorations", reading) > 0
        or appraisal.does(*TAKES_UP)
    )


def _listening(weight: float, material: Material) -> Score:
    occasions = [reading for reading in material.spoken if reading.after_substance]
    if not occasions:
        return _absent("listening", weight, "no opportunity: nothing was said to be taken up")
    taken = [reading for reading in occasions if _takes_up(reading)]
    wanted = math.ceil(len(occasions) / 2)
    text = (
        f"{len(taken)} of {len(occasions)} turns take up what was just said;"
        f" {wanted} make full marks"
    )
    earned = min(1.0, len(taken) / wanted)
    return _score("listening", weight, material, earned, text, tuple(map(_uptake, taken)))


def _uptake(reading: Reading) -> Quote | None:
    appraisal = reading.appraisal
    shown = [hit.quote for hit in appraisal.acts if hit.act in TAKES_UP]
    words = appraisal.understanding.quote or appraisal.explorations.quote
    return quote_of(reading.turn, words or (shown[0] if shown else None))


def _relevance(weight: float, material: Material) -> Score:
    if material.scenario is None:
        return _absent(
            "relevance", weight, "without a scenario there is no dossier to compare with"
        )
    used = _first_uses(material)
    asked = _first_topics(material)
    worth = sum(1 for item in material.scenario.items if item.worth_using and not item.decoy)
    wanted = max(1, min(ITEMS_WANTED, worth))
    earned = (min(1.0, len(used) / wanted) + min(1.0, len(asked) / TOPICS_WANTED)) / 2
    text = (
        f"things you knew, rightly used: {len(used)} ({wanted} wanted); "
        f"questions about what matters to her: {len(asked)} ({TOPICS_WANTED} wanted)"
    )
    evidence = (*used.values(), *asked.values())
    return _score("relevance", weight, material, earned, text, evidence)


def _first_uses(material: Material) -> dict[str, Quote | None]:
    uses: dict[str, Quote | None] = {}
    for reading in material.spoken:
        rightly = reading.appraisal.rightly_used()
        for use in reading.appraisal.items:
            if use.item in rightly:
                uses.setdefault(use.item, quote_of(reading.turn, use.quote))
    return uses


def _first_topics(material: Material) -> dict[str, Quote | None]:
    topics: dict[str, Quote | None] = {}
    for reading in material.spoken:
        for topic in reading.appraisal.topics:
            topics.setdefault(topic.fact, quote_of(reading.turn, topic.quote))
    return topics
