"""Cue words: which of her facts a question is about, by the words that their author gave."""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import fsum, log
from typing import TYPE_CHECKING

from simulator.understanding.cue import Cue
from simulator.understanding.cues import cues_of

if TYPE_CHECKING:
    from simulator.authoring.persona import Persona

SOFT = 0.6
"""Share of a cue's weight that still makes a question about its fact."""
FULL = 10.0
"""Raw score from which a whole cue stands in the question."""


class CueWords:
    """The cues of all personas' facts; a word that many facts have weighs less."""

    def __init__(self, personas: "Mapping[str, Persona]") -> None:
        self._facts: dict[str, dict[str, tuple[Cue, ...]]] = {
            name: {
                fact.id: cues_of((fact.called, *fact.about), by_concept=True)
                for fact in persona.facts
            }
            for name, persona in personas.items()
        }
        counts = Counter(
            word
            for facts in self._facts.values()
            for cues in facts.values()
            for word in frozenset[str]().union(*(cue.parts for cue in cues))
        )
        self._weight = {word: 1.0 + log(1 + 10 / count) for word, count in counts.items()}

    def whole(self, persona: str, own: Sequence[str]) -> frozenset[str]:
        """Ids of that person's facts of which a whole cue stands in the question's keys."""
        facts = self._facts[persona].items()
        return frozenset(fact for fact, cues in facts if any(cue.found_in(own) for cue in cues))

    def scores(self, persona: str, own: Sequence[str]) -> dict[str, float]:
        """That person's facts that match at all, each 0 to 1; whole cues above parts of them."""
        raw = {fact: self._score(cues, own) for fact, cues in self._facts[persona].items()}
        top = max(raw.values(), default=0.0)
        if top == 0.0:
            return {}
        return {fact: round(_squash(score), 3) for fact, score in raw.items() if score >= top / 2}

    def _score(self, cues: tuple[Cue, ...], own: Sequence[str]) -> float:
        full = [self._sum(cue.parts) for cue in cues if cue.found_in(own)]
        if full:
            return FULL + max(full) + 0.1 * len(full)
        said = frozenset(own)
        soft = [self._sum(cue.parts & said) for cue in cues if self._soft(cue, said)]
        return max(soft, default=0.0)

    def _soft(self, cue: Cue, said: frozenset[str]) -> bool:
        if cue.phrase or len(cue.parts) < 2:
            return False
        return self._sum(cue.parts & said) >= SOFT * self._sum(cue.parts)

    def _sum(self, words: frozenset[str]) -> float:
        return fsum(self._weight.get(word, 1.0) for word in words)


def _squash(score: float) -> float:
    return 0.5 if score < FULL else min(0.95, 0.75 + 0.02 * (score - FULL))
