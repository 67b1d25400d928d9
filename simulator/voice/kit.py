"""The kit of a voice call: everything that hears, speaks and judges sound, behind its seams."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from simulator.voice.ahead import Render
from simulator.voice.events import Began, Ceased
from simulator.voice.seams import Ear, Mouth
from simulator.voice.sound import Frame

if TYPE_CHECKING:
    from simulator.voice.sound import Samples


class Detector(Protocol):
    """Hears when a voice begins and ceases."""

    def feed(self, frame: Frame) -> Sequence[Began | Ceased]:
        """What the frame tells, if anything."""


class TurnEnd(Protocol):
    """Tells how long a pause must be, after these words, to be the end of a turn."""

    def hint(self, samples: "Samples") -> float:
        """Probability, from the sound before the pause alone, that the turn is finished."""

    def wait_s(self, hint: float, text: str, last_words: str) -> float:
        """Seconds of silence after which the turn is over; ``last_words`` are the other's."""


class Overlap(Protocol):
    """Tells words from a "mm-hm" when the trainee talks over her."""

    def real(self, samples: "Samples") -> float:
        """Probability that the sound is words that want her to stop."""

    def is_back_channel(self, text: str) -> bool:
        """Whether the words are but a sign of listening."""


@dataclass(frozen=True)
class ListeningKit:
    """What a recording is heard with."""

    ear: Ear
    detector: Callable[[], Detector]


@dataclass(frozen=True)
class VoiceKit:
    """What one voice call is made with; ear and mouth may be shared by several."""

    ear: Ear
    mouth: Mouth
    detector: Callable[[], Detector]
    turn_end: TurnEnd
    overlap: Overlap
    ahead: Render | None = None
    """Renders what she may say soon, for a mouth that can keep it."""
