"""The trainees skill is measured against: beginners, script readers, pushers, attackers."""

import random
from collections.abc import Mapping

from simulator.scale.brief import Brief, Saying
from simulator.scale.phrases import Phrases, bank
from simulator.scale.trainee import Heard, Scripted, Trainee, TraineeKind

FIXED = frozenset({TraineeKind.ROBOT})
"""Kinds whose lines keep their order; of the others only the first and the last do."""
BLUNDERS = 0.5
"""How many of an average trainee's turns are a beginner's."""


class Average:
    """The skilled trainee with every second turn (by chance) a beginner's."""

    def __init__(self, skilled: Trainee, blunders: Phrases, key: str) -> None:
        self._skilled = skilled
        self._blunders = blunders
        self._key = key
        self._turn = 0

    def says(self, heard: Heard) -> str | None:
        """A beginner's turn or a skilled one; the first is skilled: anybody can say hello."""
        self._turn += 1
        if self._turn > 1 and self._blunders.chance(BLUNDERS):
            return self._blunders.say(self._key)
        return self._skilled.says(heard)


def average(skilled: Trainee, brief: Brief, draw: random.Random) -> Average:
    """An average trainee of the scenario's kind of call."""
    wordings = bank("misfits", TraineeKind.AVERAGE.value)
    phrases = Phrases(wordings, draw, brief.slots)
    return Average(skilled, phrases, brief.scenario.kind.value)


def scripted(kind: TraineeKind, brief: Brief, draw: random.Random) -> Scripted:
    """A trainee of one of the other kinds, with his lines for one call."""
    wordings = bank("misfits", kind.value)
    own = list(wordings.get("any") or wordings[brief.scenario.kind.value])
    phrases = Phrases(wordings, draw, brief.slots)
    items = _Hands(brief, draw)
    ordered = own if kind in FIXED else _shuffled(own, draw)
    return Scripted([phrases.fill(line, **items.slots(line)) for line in ordered])


def _shuffled(lines: list[str], draw: random.Random) -> list[str]:
    middle = lines[1:-1]
    draw.shuffle(middle)
    return [lines[0], *middle, lines[-1]]


class _Hands:
    """Gives out items one after another, those worth using first, as who reads them off would."""

    def __init__(self, brief: Brief, draw: random.Random) -> None:
        self._items = list(brief.known(of_company=True))
        self._decoys = list(brief.decoys())
        draw.shuffle(self._decoys)

    def slots(self, line: str) -> Mapping[str, str]:
        """The slots that this line asks for."""
        slots = {}
        if "{item}" in line:
            slots["item"] = self._next(self._items)
        if "{decoy}" in line:
            slots["decoy"] = self._next(self._decoys or self._items)
        return slots

    @staticmethod
    def _next(sayings: list[Saying]) -> str:
        sayings.append(sayings.pop(0))
        return sayings[-1].text
