"""What the tests of the persona room share: a part to play, and appraisals made to measure."""

from collections.abc import Iterable

from simulator.conversation.appraisal import ActHit, Appraisal, FaultHit, ItemUse, TopicHit
from simulator.conversation.state import Move, PersonaState
from simulator.persona.part import Part, play
from simulator.persona.policy import decide
from simulator.persona.state import advance, initial, settle
from simulator.vocabulary import Act, Difficulty, Fault, Verdict
from tests.support.content import minimal_persona, minimal_scenario


def shop(difficulty: Difficulty = Difficulty.MIDDLE) -> Part:
    """The owner of the clock shop, played."""
    return play(minimal_persona(), minimal_scenario(), difficulty)


def read(
    *done: Act | Fault,
    topics: Iterable[str] = (),
    used: Iterable[str] = (),
    words: int = 12,
    unsure: bool = False,
    asks_again: bool = False,
    foreign: bool = False,
) -> Appraisal:
    """An appraisal that found exactly this."""
    return Appraisal(
        acts=tuple(ActHit(act=a, probability=1.0, quote="") for a in done if isinstance(a, Act)),
        faults=tuple(FaultHit(fault=f, quote="") for f in done if isinstance(f, Fault)),
        topics=tuple(TopicHit(fact=fact, probability=0.9, quote="") for fact in topics),
        items=tuple(ItemUse(item=item, verdict=Verdict.RIGHT, quote="") for item in used),
        words=words,
        sentences=1,
        unsure=unsure,
        asks_again=asks_again,
        foreign=foreign,
    )


class Talk:
    """A call played on state and policy alone."""

    def __init__(self, part: Part, seconds: float = 6.0) -> None:
        self.part = part
        self.state: PersonaState = initial(part)
        self.moves: list[Move] = []
        self.states: list[PersonaState] = []
        self._seconds = seconds

    @property
    def ended(self) -> bool:
        """Whether her last move ended it."""
        return bool(self.moves and self.moves[-1].ends)

    def turn(self, appraisal: Appraisal) -> Move:
        """One exchange, each of the same length."""
        left = self.state.seconds_left - self._seconds
        after = advance(self.state, appraisal, self.part, left)
        previous = self.moves[-1] if self.moves else None
        move = decide(self.part, self.state, after, appraisal, previous)
        self.state = settle(after, move)
        self.moves.append(move)
        self.states.append(self.state)
        return move

    def play(self, appraisals: Iterable[Appraisal]) -> "Talk":
        """Exchanges until she ends it."""
        for appraisal in appraisals:
            if not self.ended:
                self.turn(appraisal)
        return self
