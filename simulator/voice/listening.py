"""The trainee's side of a voice call: sound kept, recognised and judged when it is asked for."""

import asyncio
import time
from collections import deque
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from simulator.conversation.call import Word, words_in
from simulator.errors import VoiceError
from simulator.voice.edges import Span
from simulator.voice.events import Began, Ceased, Judge
from simulator.voice.hark import joined, words_on
from simulator.voice.kit import VoiceKit
from simulator.voice.partner import Partner
from simulator.voice.seams import Recognised
from simulator.voice.sound import RATE, Frame
from simulator.voice.track import Track
from simulator.voice.transcript import Stretch, Transcript
from simulator.voice.workers import Hangs, Workers

if TYPE_CHECKING:
    from simulator.voice.sound import Samples

LEAD_S = 0.2
"""Sound before the voice began that is recognised with it: detectors miss soft beginnings."""
TRAIL_S = 0.3
"""Sound after the voice ceased that is recognised with it, as far as it has come: in noise the end
of a last word is told too early."""
KEPT_SPANS = 400
"""Stretches of voice that are kept: those of a long turn."""
JUDGED_S = 8.0
"""Sound before a pause that a turn-end hint looks at."""
FADES_S = 0.1
"""Sound after the voice ceased that it looks at, too: how a last syllable fades."""

UNJUDGED = 0.5
"""The hint when nothing can be told from the melody: the words decide alone."""


class Words(NamedTuple):
    """What a pause has made known."""

    text: str
    wait_s: float
    """The silence after which these words are a whole turn."""
    took_ms: float


class Listening:
    """Keeps the sound, and the transcript of the turn that is being said."""

    def __init__(self, kit: VoiceKit, partner: Partner, workers: Workers) -> None:
        self._kit = kit
        self._partner = partner
        self._workers = workers
        self._detector = kit.detector()
        self._busy = asyncio.Lock()
        self._track = Track()
        self._voiced: deque[Span] = deque(maxlen=KEPT_SPANS)
        self._turn = 0
        self.transcript = Transcript()
        """The turn that is being said, as far as it is known."""

    @property
    def now_s(self) -> float:
        """Where the sound has come to on the audio clock."""
        return self._track.now_s

    @property
    def busy(self) -> bool:
        """Whether the recogniser is at work for this call."""
        return self._busy.locked()

    def take(self, frame: Frame) -> Sequence[Began | Ceased]:
        """Keep a frame; tells whether the voice began or ceased with it."""
        self._track.add(frame)
        events = self._detector.feed(frame)
        for event in events:
            self._note(event)
        return events

    def _note(self, event: Began | Ceased) -> None:
        """Keep where the voice sounds; it has not ceased while a span has no end."""
        if isinstance(event, Began):
            self._voiced.append(Span(event.at_s, float("inf")))
        elif self._voiced:
            self._voiced.append(Span(self._voiced.pop().from_s, event.at_s))

    def on_voice(self, words: Sequence[Word]) -> tuple[Word, ...]:
        """Words moved to where the voice sounded: a recogniser draws them into the pauses."""
        if not words:
            return ()
        begins_s, ends_s = words[0].start_s - LEAD_S, max(word.end_s for word in words)
        spans = [Span(one.from_s, min(one.until_s, ends_s)) for one in self._voiced]
        near = [one for one in spans if one.until_s > max(one.from_s, begins_s)]
        return words_on(words, joined(near)) if near else tuple(words)

    async def warm_up(self) -> None:
        """Hear a second of silence: the first time takes far longer than the others.

        Raises:
            VoiceError: the recogniser can't be used.
        """
        import numpy as np

        silence = np.zeros(RATE, np.float32)
        await self._workers.ear(lambda: self._kit.ear.hear(silence))
        await self._workers.judge(lambda: self._kit.turn_end.hint(silence))

    def take_over(self, transcript: Transcript) -> Transcript:
        """Begin a turn with a transcript; gives the one before."""
        self._turn += 1
        before, self.transcript = self.transcript, transcript
        return before

    async def recognise(self, from_s: float, until_s: float) -> Words:
        """Recognise what isn't settled yet of the turn that began at ``from_s``.

        Raises:
            VoiceError: the recogniser failed twice.
        """
        hint = asyncio.ensure_future(self._hint(until_s))
        try:
            async with self._busy:
                started = time.perf_counter()
                await self._grow(from_s, until_s)
                took_ms = (time.perf_counter() - started) * 1000
        finally:
            heard = await hint
        text = self.transcript.text
        wait_s = self._kit.turn_end.wait_s(heard, text, self._partner.last_words)
        return Words(text, wait_s, took_ms)

    async def judge(self, command: Judge) -> float:
        """How probably the sound over her speech is words; 0 if it can't be judged."""
        samples = self._track.between(command.from_s, command.until_s)
        try:
            return await self._workers.judge(lambda: self._kit.overlap.real(samples))
        except VoiceError:
            return 0.0

    def is_back_channel(self, text: str) -> bool:
        """Whether the words are but a sign of listening."""
        return self._kit.overlap.is_back_channel(text)

    async def _grow(self, from_s: float, until_s: float) -> None:
        turn, begin = self._turn, self.transcript.next_from(from_s - LEAD_S)
        samples = self._track.between(begin, until_s + TRAIL_S)
        heard = await self._hear(samples)
        # Meanwhile the turn may have been taken, or its beginning settled: then this is a repeat.
        if turn == self._turn and begin == self.transcript.next_from(from_s - LEAD_S):
            self.transcript = self.transcript.heard(Stretch(begin, until_s, heard))

    async def _hear(self, samples: "Samples") -> Recognised:
        hints, before = self._partner.hints(), self.transcript.before
        try:
            return await self._workers.ear(lambda: self._kit.ear.hear(samples, hints, before))
        except Hangs:
            raise
        except VoiceError:
            return await self._workers.ear(lambda: self._kit.ear.hear(samples, hints, before))

    async def _hint(self, until_s: float) -> float:
        samples = self._track.between(until_s - JUDGED_S, until_s + FADES_S)
        try:
            return await self._workers.judge(lambda: self._kit.turn_end.hint(samples))
        except VoiceError:
            return UNJUDGED


def is_clause(text: str) -> bool:
    """Whether a text ends where somebody could cut in without cutting a clause."""
    return bool(words_in(text)) and text.rstrip()[-1] in ".,;:?!"
