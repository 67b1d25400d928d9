"""A voice call in the studio: a scripted trainee, a partner who echoes, nothing that waits."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from simulator.voice.ahead import Render
from simulator.voice.conversation import Conversation
from simulator.voice.floor import Knobs
from simulator.voice.kit import Detector, Overlap, TurnEnd, VoiceKit
from simulator.voice.manner import Manner
from simulator.voice.partner import Partner, Said, Sentence, Sounded
from simulator.voice.seams import Ear, Mouth
from simulator.voice.shown import Shown
from simulator.voice.studio import Moment, StudioLine, Trainee
from simulator.voice.workers import Workers
from tests.voice.coded import CodedEar, EvenMouth, LevelDetector, PlainOverlap, PlainTurnEnd

if TYPE_CHECKING:
    from simulator.voice.sound import Samples

MANNER = Manner("female", "middle", 180)


@dataclass
class Echo:
    """Answers each turn with a sentence of twelve words, and remembers everything."""

    opens: bool = False
    ends_after: int = 99
    patience_words: int = 999
    said: list[Said] = field(default_factory=list)
    heard: list[Sounded] = field(default_factory=list)
    taken_back: int = 0
    undecided: bool = False
    """She takes her time before she answers."""
    may_say: Sequence[str] = ()
    """What is rendered ahead."""
    slow_to_close: bool = False
    """A reply that is cut off takes its time to close."""

    @property
    def ended(self) -> bool:
        return len(self.said) >= self.ends_after

    @property
    def last_words(self) -> str:
        return self.heard[-1].heard if self.heard else ""

    def hints(self) -> Sequence[str]:
        return ()

    async def opening(self) -> AsyncGenerator[Sentence, None]:
        if self.opens:
            yield Sentence("t0", "Echo", "hello who is this please", MANNER)

    async def say(self, said: Said) -> AsyncGenerator[Sentence, None]:
        self.said.append(said)
        turn = f"t{len(self.said)}"
        if self.undecided:
            for _ in range(200):
                await asyncio.sleep(0)
        try:
            yield Sentence(turn, "Echo", "one two three four five six", MANNER)
            yield Sentence(turn, "Echo", "seven eight nine ten eleven twelve", MANNER)
        finally:
            for _ in range(100 * self.slow_to_close):
                await asyncio.sleep(0)

    async def take_back(self) -> bool:
        self.taken_back += 1
        if self.heard and self.heard[-1].turn_id == f"t{len(self.said)}":
            return False
        self.said.pop()
        return True

    def forecast(self, text: str) -> Sentence | None:
        return Sentence("", "Echo", "one two three four five six", MANNER)

    def ahead(self) -> Sequence[tuple[str, Manner]]:
        return [(text, MANNER) for text in self.may_say]

    def impatient(self, words: int, seconds: float) -> bool:
        return words > self.patience_words

    async def sounded(self, sounded: Sounded) -> None:
        self.heard.append(sounded)


@dataclass
class Shelf:
    """A screen that keeps what it was shown."""

    shown: list[Shown] = field(default_factory=list)

    async def show(self, shown: Shown) -> None:
        self.shown.append(shown)


def in_order(*lines: "tuple[float, Samples]") -> Trainee:
    """A trainee who says each line once both have been quiet for so many seconds."""
    left = list(lines)

    def trainee(moment: Moment) -> "Samples | None":
        if left and moment.she_speaks_s is None and moment.quiet_s >= left[0][0]:
            return left.pop(0)[1]
        return None

    return trainee


def over_her(after_s: float, samples: "Samples", first: "Samples") -> Trainee:
    """A trainee who says a line, then another one when she has spoken for so long."""
    lines = [first, samples]

    def trainee(moment: Moment) -> "Samples | None":
        due = moment.quiet_s >= 0.3 if len(lines) == 2 else (moment.she_speaks_s or 0) >= after_s
        return lines.pop(0) if lines and due else None

    return trainee


def play(
    partner: Partner,
    trainee: Trainee,
    seconds: float,
    knobs: Knobs | None = None,
    *,
    ear: Ear | None = None,
    mouth: Mouth | None = None,
    turn_end: TurnEnd | None = None,
    overlap: Overlap | None = None,
    ahead: Render | None = None,
    detector: Callable[[], Detector] = LevelDetector,
    studio: type[StudioLine] = StudioLine,
) -> tuple[StudioLine, Shelf]:
    """Play a call to its end, faster than the clock."""
    line, shelf = studio(trainee, seconds), Shelf()
    kit = VoiceKit(
        ear or CodedEar(),
        mouth or EvenMouth(),
        detector,
        turn_end or PlainTurnEnd(),
        overlap or PlainOverlap(),
        ahead,
    )

    async def call() -> None:
        conversation = Conversation(
            partner,
            line,
            line,
            kit,
            shelf,
            knobs=knobs or Knobs(),
            workers=Workers(inline=True),
        )
        await conversation.run()

    asyncio.run(call())
    return line, shelf
