"""Which dossier items a turn used, and which of her facts a question is about, by cue words."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum, log
from typing import TYPE_CHECKING

from simulator.conversation.appraisal import ItemUse, TopicHit
from simulator.understanding.cue import Cue, compile_cue, keys_of
from simulator.understanding.figures import Figures, figures_of
from simulator.understanding.stems import stem
from simulator.understanding.text import Sentence, sentences
from simulator.vocabulary import Kind, Verdict

if TYPE_CHECKING:
    from simulator.authoring.persona import Persona
    from simulator.authoring.scenario import Scenario

TELLING = 4
"""Words from which a sentence can be told from any other."""
ON_SHEET = 0.6
"""Share of a sentence's words that has to stand in one sentence of the sheet."""
SOFT = 0.6
"""Share of a cue's weight that still makes a question about its fact."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(token for sentence in sentences(text) for token in sentence.tokens)


@dataclass(frozen=True)
class ItemCues:
    """An item with its cues compiled."""

    id: str
    decoy: bool
    figures: Figures
    cues: tuple[Cue, ...]
    exact: bool
    """Whether leaving its figures out makes a claim vague: in selling; in service it is tact."""

    def use(self, sentence: Sentence, said: Sequence[str]) -> ItemUse | None:
        """How the sentence, with these stems, uses the item; ``None`` if it doesn't."""
        matched = sum(
            cue.found_in(said) and not cue.refused_in(said, sentence.tokens) for cue in self.cues
        )
        if not matched:
            return None
        return ItemUse(item=self.id, verdict=self._verdict(sentence, matched), quote=sentence.text)

    def _verdict(self, sentence: Sentence, matched: int) -> Verdict:
        if self.decoy:
            return Verdict.DECOY
        if not self.figures:
            return Verdict.RIGHT
        stated = figures_of(sentence.text)
        if (agrees := self.figures.compare(stated)) is not None:
            return Verdict.RIGHT if agrees else Verdict.WRONG
        return Verdict.RIGHT if matched >= 2 or not self.exact else Verdict.VAGUE


class Items:
    """All items of a scenario."""

    def __init__(self, scenario: "Scenario | None") -> None:
        self._items = tuple(_items(scenario)) if scenario else ()
        true = [item.text for item in scenario.items if not item.decoy] if scenario else []
        self._sheet = [frozenset(map(stem, one.tokens)) for text in true for one in sentences(text)]

    def stated(self, said: Sequence[Sentence]) -> frozenset[str]:
        """Sentences that say what the trainee's own sheet says, in nearly its own words."""
        spoken = ((one.text, frozenset(map(stem, one.tokens))) for one in said)
        return frozenset(
            text
            for text, own in spoken
            if len(own) >= TELLING
            and any(len(own & written) >= ON_SHEET * len(own) for written in self._sheet)
        )

    def used(self, said: Sequence[Sentence]) -> tuple[ItemUse, ...]:
        """Items that the sentences use, each once, at its clearest use."""
        best: dict[str, ItemUse] = {}
        for sentence in said if self._items else ():
            own = keys_of(sentence.tokens, by_concept=False)
            for item in self._items:
                use = item.use(sentence, own)
                if use and (item.id not in best or _rank(use) > _rank(best[item.id])):
                    best[item.id] = use
        return tuple(best.values())


_ORDER = (Verdict.VAGUE, Verdict.RIGHT, Verdict.WRONG, Verdict.DECOY)


def _rank(use: ItemUse) -> int:
    return _ORDER.index(use.verdict)


def _items(scenario: "Scenario") -> list[ItemCues]:
    exact = scenario.kind is Kind.COLD_CALL
    items = [
        ItemCues(item.id, item.decoy, figures_of(item.text), _cues(item.about), exact)
        for item in scenario.items
    ]
    things = scenario.scene.things if scenario.scene else ()
    return items + [
        ItemCues(thing.id, False, Figures(()), _cues(thing.about), exact) for thing in things
    ]


def _cues(about: Sequence[str], by_concept: bool = False) -> tuple[Cue, ...]:
    found = (compile_cue(_words(phrase), by_concept) for phrase in about)
    return tuple(cue for cue in found if cue)


class Topics:
    """What each persona's facts are about."""

    def __init__(self, personas: "Mapping[str, Persona]") -> None:
        self._facts: dict[str, dict[str, tuple[Cue, ...]]] = {
            name: {
                fact.id: _cues((fact.called, *fact.about), by_concept=True)
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

    def asked(self, questions: Sequence[Sentence], persona: str | None) -> tuple[TopicHit, ...]:
        """Facts the questions are about, the likeliest first."""
        known = self._facts.get(persona or "")
        pools = [known] if known is not None else list(self._facts.values())
        hits: dict[str, TopicHit] = {}
        for sentence in questions:
            own = keys_of(sentence.tokens, by_concept=True)
            for facts in pools:
                for fact, score in self._scores(facts, own):
                    if fact not in hits or score > hits[fact].probability:
                        hits[fact] = TopicHit(fact=fact, probability=score, quote=sentence.text)
        return tuple(sorted(hits.values(), key=lambda hit: (-hit.probability, hit.fact)))

    def _scores(
        self, facts: Mapping[str, tuple[Cue, ...]], own: Sequence[str]
    ) -> list[tuple[str, float]]:
        """The facts that match at all, each 0 to 1; full matches above soft ones."""
        raw = {fact: self._score(cues, own) for fact, cues in facts.items()}
        top = max(raw.values(), default=0.0)
        if top == 0.0:
            return []
        return [(fact, round(_squash(score), 3)) for fact, score in raw.items() if score >= top / 2]

    def _score(self, cues: tuple[Cue, ...], own: Sequence[str]) -> float:
        full = [self._sum(cue.parts) for cue in cues if cue.found_in(own)]
        if full:
            return 10.0 + max(full) + 0.1 * len(full)
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
    return 0.5 if score < 10.0 else min(0.95, 0.75 + 0.02 * (score - 10.0))
