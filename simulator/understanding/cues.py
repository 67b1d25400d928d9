"""Which dossier items a turn used, by cue words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.conversation.appraisal import ItemUse
from simulator.understanding.cue import Cue, compile_cue, keys_of
from simulator.understanding.figures import Figures, figures_of
from simulator.understanding.stems import stem
from simulator.understanding.text import Sentence, sentences
from simulator.vocabulary import Kind, Verdict

if TYPE_CHECKING:
    from simulator.authoring.scenario import Scenario

TELLING = 4
"""Words from which a sentence can be told from any other."""
ON_SHEET = 0.6
"""Share of a sentence's words that has to stand in one sentence of the sheet."""


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
        ItemCues(item.id, item.decoy, figures_of(item.text), cues_of(item.about), exact)
        for item in scenario.items
    ]
    things = scenario.scene.things if scenario.scene else ()
    return items + [
        ItemCues(thing.id, False, Figures(()), cues_of(thing.about), exact) for thing in things
    ]


def cues_of(about: Sequence[str], by_concept: bool = False) -> tuple[Cue, ...]:
    """The cues of the phrases that have words."""
    found = (compile_cue(_words(phrase), by_concept) for phrase in about)
    return tuple(cue for cue in found if cue)
