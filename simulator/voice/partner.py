"""The partner in a voice call: what the loop needs of whoever decides what is said."""

from collections.abc import AsyncGenerator, Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from simulator.conversation.call import Word
from simulator.voice.manner import Manner


class Sentence(NamedTuple):
    """One sentence of hers, on its way to the mouth."""

    turn_id: str
    name: str
    """Who says it."""
    text: str
    """May be empty: the end of a reply, or a notice alone."""
    manner: Manner
    notice: str | None = None


class Said(NamedTuple):
    """A turn of the trainee's, as it was heard."""

    text: str
    """Empty for a silence."""
    start_s: float
    end_s: float
    words: tuple[Word, ...] = ()
    cut: bool = False
    """She didn't let the trainee finish."""


class Sounded(NamedTuple):
    """What was heard of one turn of hers."""

    turn_id: str
    heard: str
    start_s: float
    end_s: float
    words: tuple[Word, ...]
    interrupted: bool
    latency_ms: Mapping[str, float]


class Partner(Protocol):
    """Whoever is on the other end; all times are on the audio clock."""

    @property
    def ended(self) -> bool:
        """Whether the call has come to its outcome."""

    @property
    def last_words(self) -> str:
        """What she said last."""

    def hints(self) -> Sequence[str]:
        """Names and terms that the trainee is likely to say."""

    def opening(self) -> AsyncGenerator[Sentence, None]:
        """Her first words, or the reply that a resumed call still owes; nothing if neither."""

    def say(self, said: Said) -> AsyncGenerator[Sentence, None]:
        """Answer a turn, sentence by sentence; closing the generator ends the reply there."""

    async def take_back(self) -> bool:
        """Take back the last turn, unless a word of its reply is decided already."""

    def forecast(self, text: str) -> Sentence | None:
        """The first sentence she would answer with; changes nothing."""

    def ahead(self) -> Iterable[tuple[str, Manner]]:
        """Authored sentences that she may say soon, as she'd say them now; the likeliest first."""

    def impatient(self, words: int, seconds: float) -> bool:
        """Whether she'd cut in on a turn that has gone on like this."""

    async def sounded(self, sounded: Sounded) -> None:
        """Note what was heard of a turn of hers."""
