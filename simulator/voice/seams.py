"""The four seams of a voice call: an ear, a mouth, sound in and sound out."""

from collections.abc import AsyncIterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from simulator.voice.sound import Frame, Speech, SpokenWord

if TYPE_CHECKING:
    from simulator.voice.manner import Manner
    from simulator.voice.sound import Samples


class Recognised(NamedTuple):
    """What an ear made of a stretch of sound."""

    text: str
    """Empty if there were no words in it."""
    words: tuple[SpokenWord, ...]
    """The same, word by word; seconds from the start of the stretch."""
    sure: float
    """0 to 1: the recogniser's own mean probability of a token."""


class Ear(Protocol):
    """Turns sound into words.  Called in a worker thread, one call at a time."""

    @property
    def name(self) -> str:
        """What it is, for records: ``faster-whisper tiny.en int8``."""

    def hear(self, samples: "Samples", hints: Sequence[str] = (), before: str = "") -> Recognised:
        """Recognise a stretch.

        Args:
            samples: mono, at ``sound.RATE``.
            hints: names and terms that are likely to be said.
            before: what the same speaker said just before this stretch.

        Raises:
            VoiceError: the recogniser is gone.
        """


class Mouth(Protocol):
    """Turns words into sound.  Called in a worker thread, one call at a time."""

    @property
    def name(self) -> str:
        """What it is, for records and for the cache's key: it changes when its sound does."""

    def speak(self, text: str, manner: "Manner") -> Speech:
        """Say one sentence.

        Raises:
            VoiceError: the voice is gone.
        """


class AudioIn(Protocol):
    """A microphone, real or not."""

    def frames(self) -> AsyncIterator[Frame]:
        """Frames without a gap in their clock (silence fills what was lost), until it is closed.

        Raises:
            VoiceError: the device was refused or has vanished.
        """


class Heard(NamedTuple):
    """How far the other side has come with a piece of speech."""

    piece: int
    """The number it was given in ``play``."""
    begun_at_s: float | None
    """Where on the audio clock its first sample sounded; ``None`` if it never did."""
    seconds: float
    """How much of it sounded."""
    done: bool
    """It came to its end, or was dropped."""


class AudioOut(Protocol):
    """A loudspeaker, real or not."""

    async def play(self, piece: int, speech: Speech) -> None:
        """Queue a piece behind what is playing; returns at once."""

    async def duck(self, *, on: bool) -> None:
        """Turn what is playing down to a murmur, or up again."""

    async def stop(self) -> None:
        """Drop all that is queued or playing, at once; each piece is then told as done."""

    def heard(self) -> AsyncIterator[Heard]:
        """Tells when a piece begins to sound and when it is done, in order, until it is closed."""
