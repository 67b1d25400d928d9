"""What the trainee just did, as understanding read it: one appraisal per trainee turn."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from simulator.vocabulary import Act, Behaviour, Everyday, Fault, Verdict

Probability = Annotated[float, Field(ge=0.0, le=1.0)]


class Recorded(BaseModel):
    """A piece of a call: immutable, and closed to keys it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ActHit(Recorded):
    """One act, and the words that show it."""

    act: Act
    probability: Probability
    quote: str
    """A substring of the turn."""


class FaultHit(Recorded):
    """One fault, and the words that show it."""

    fault: Fault
    quote: str


class ItemUse(Recorded):
    """A dossier item or company fact that was used, and how."""

    item: str
    verdict: Verdict
    quote: str


class TopicHit(Recorded):
    """The persona's fact that a question is about."""

    fact: str
    probability: Probability
    quote: str


class Level(Recorded):
    """One of EPITOME's mechanisms (Sharma et al., EMNLP 2020): 0 none, 1 weak, 2 strong."""

    level: Annotated[int, Field(ge=0, le=2)]
    probability: Probability
    quote: str | None = None


NONE = Level(level=0, probability=1.0)


class Appraisal(Recorded):
    """What a trainee's turn did; every quote is a substring of its text."""

    acts: tuple[ActHit, ...] = ()
    faults: tuple[FaultHit, ...] = ()
    emotional_reactions: Level = NONE
    interpretations: Level = NONE
    explorations: Level = NONE
    understanding: Level = NONE
    """Restates a fact or feeling the other person really gave; its quote is the restatement."""
    items: tuple[ItemUse, ...] = ()
    topics: tuple[TopicHit, ...] = ()
    everyday: Everyday | None = None
    """Its last question, if that is one that anybody may be asked."""
    jargon: tuple[str, ...] = ()
    words: Annotated[int, Field(ge=0)] = 0
    sentences: Annotated[int, Field(ge=0)] = 0
    pressure: Probability = 0.0
    concision: Probability = 1.0
    """1 up to the length a busy person bears, falling to 0 at four times that."""
    behaviour: Behaviour = Behaviour.OTHER
    """What it mainly does: question, input, reflection or other."""
    lands: Probability | None = None
    """How like the better of two answers to her line it reads; none if no network read it."""
    unsure: bool = False
    """No act stood out, or it isn't clear which of her facts is asked for: ask, don't guess."""
    asks_again: bool = False
    """It asks the other person to say her last words again, and nothing else."""
    foreign: bool = False
    """It is in another language than the call's."""

    def does(self, *acts: Act) -> bool:
        """Whether the turn did any of these acts."""
        return any(hit.act in acts for hit in self.acts)

    def has(self, *faults: Fault) -> bool:
        """Whether the turn had any of these faults."""
        return any(hit.fault in faults for hit in self.faults)

    def rightly_used(self) -> tuple[str, ...]:
        """Items used as the dossier has them."""
        return tuple(use.item for use in self.items if use.verdict is Verdict.RIGHT)
