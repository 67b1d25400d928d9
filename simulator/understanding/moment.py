"""One sentence of the trainee's in its place: which phrases it holds, before context decides."""

from dataclasses import dataclass
from functools import cached_property

from simulator.understanding.context import Context
from simulator.understanding.figures import quantities
from simulator.understanding.hers import FEELING_WORDS, Hers
from simulator.understanding.learned import NO_OPINION, Opinion
from simulator.understanding.phrases import phrasebook, says
from simulator.understanding.stems import concepts
from simulator.understanding.text import Sentence
from simulator.vocabulary import Act


@dataclass(frozen=True)
class People:
    """Names that the scenario gives, in lower case."""

    trainee: frozenset[str] = frozenset()
    company: frozenset[str] = frozenset()
    product: frozenset[str] = frozenset()
    lost: frozenset[str] = frozenset()
    """Names of the dead."""
    mourning: bool = False
    """A persona of the scenario is bereaved."""
    service: bool = False
    """The call is about something gone wrong, not about a meeting."""


NOBODY = People()
HALF_ASKED = 0.3
"""The learned reader's figure from which a sentence without a mark may be a question."""
_QUESTIONS = frozenset({Act.OPEN_QUESTION, Act.CLOSED_QUESTION})


@dataclass(frozen=True)
class Moment:
    """A sentence, its place in the turn, and what came before it."""

    sentence: Sentence
    index: int
    context: Context
    hers: Hers
    people: People = NOBODY
    jargon: bool = False
    """Whether the sentence holds words of the seller's trade."""
    opinion: Opinion = NO_OPINION
    """What the learned reader thinks of it."""

    @cached_property
    def acts(self) -> frozenset[Act]:
        """Acts that have a phrase in the sentence, whatever the context says."""
        return frozenset(
            Act(act) for act, found in phrasebook("acts").items() if found.within(self.sentence)
        )

    def says(self, section: str) -> bool:
        """Whether a phrase of that section of ``turns.txt`` is in the sentence."""
        return says(self.sentence, "turns", section)

    def holds(self, name: str) -> bool:
        """Whether a phrase of that heart group is in the sentence."""
        return name in self.heart

    @cached_property
    def heart(self) -> frozenset[str]:
        """The heart groups that have a phrase in the sentence."""
        return frozenset(
            name for name, found in phrasebook("heart").items() if found.within(self.sentence)
        )

    @cached_property
    def concepts(self) -> frozenset[str]:
        """Content of the sentence."""
        return concepts(self.sentence.tokens) | quantities(self.sentence.tokens)

    @cached_property
    def shared(self) -> frozenset[str]:
        """Content that she gave before."""
        return self.concepts & self.hers.concepts

    @cached_property
    def feelings(self) -> frozenset[str]:
        """Feelings named."""
        return self.concepts & FEELING_WORDS

    @cached_property
    def asks(self) -> bool:
        """Whether it asks something, with or without a question mark."""
        led = bool(self.heart & {"open_lead", "invite", "closed"}) and not self.says("terms")
        return self.sentence.asks or led or not _QUESTIONS.isdisjoint(self.opinion.acts)

    @cached_property
    def may_ask(self) -> bool:
        """Whether it asks, or comes so near to it that what it may ask for is looked up."""
        near = (self.opinion.figure(act, 0.0) >= HALF_ASKED for act in _QUESTIONS)
        return self.asks or any(near)

    @property
    def mourning(self) -> bool:
        """Whether someone is known to have died."""
        return self.hers.death or self.people.mourning

    @property
    def size(self) -> int:
        """Words in the sentence."""
        return len(self.sentence.tokens)
