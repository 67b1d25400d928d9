"""Her side of a voice call: sentences to the mouth, pieces to the loudspeaker, what was heard."""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass, replace
from itertools import count
from typing import NamedTuple

from simulator.conversation.call import words_in
from simulator.errors import VoiceError
from simulator.voice.partner import Sentence, Sounded
from simulator.voice.reply import Reply
from simulator.voice.seams import AudioOut, Heard, Mouth
from simulator.voice.shown import CaptionShown, NoticeShown, Screen
from simulator.voice.sound import Speech, SpokenWord
from simulator.voice.workers import Workers

STOPS_S = 1.0
"""Longest wait for a loudspeaker to say how far it came when it was stopped."""
BREATH_S = 1.2
"""What a sentence without a word lasts: "…"."""
MUTE_RATE = 16_000
STUCK = "The loudspeaker has stopped. Fix: check it with `simulator doctor`; read what is said."


@dataclass(frozen=True)
class Marks:
    """Where the time of one turn went before she was asked; the waterfall begins with it."""

    until_s: float | None = None
    """True end of the trainee's turn on the audio clock; ``None`` for her opening."""
    recognition_ms: float = 0.0
    end_of_turn_ms: float = 0.0

    def recognised(self, took_ms: float) -> "Marks":
        """With the time of the last recognition."""
        return replace(self, recognition_ms=round(took_ms, 1))

    def decided(self, until_s: float, now_s: float) -> "Marks":
        """With the time from the last sound of the trainee's to the decision that it was one."""
        taken_ms = round((now_s - until_s) * 1000, 1)
        return replace(self, until_s=until_s, end_of_turn_ms=taken_ms)

    def waterfall(self, begun_at_s: float | None, mouth_ms: float) -> dict[str, float]:
        """Milliseconds by name, for the turn's record."""
        if self.until_s is None or begun_at_s is None:
            return {}
        return {
            "end_of_turn": self.end_of_turn_ms,
            "recognition": self.recognition_ms,
            "mouth": round(mouth_ms, 1),
            "first_sound": round((begun_at_s - self.until_s) * 1000, 1),
        }


class Uttered(NamedTuple):
    """What became of a reply."""

    turns: tuple[Sounded, ...]
    cut: bool


class Speaking:
    """Says replies one at a time."""

    def __init__(
        self, out: AudioOut, mouth: Mouth, workers: Workers, screen: Screen, from_s: float
    ) -> None:
        self._from_s = from_s
        self._out = out
        self._mouth = mouth
        self._workers = workers
        self._screen = screen
        self._numbers = count(1)
        self._reply = Reply()
        self._news = asyncio.Event()
        self._mouth_ms: float | None = None
        self._mute = False
        self._closed = False
        self._task: asyncio.Task[None] | None = None
        self._stopping: asyncio.Task[None] | None = None

    async def utter(
        self,
        sentences: AsyncGenerator[Sentence, None],
        marks: Marks,
        now_s: Callable[[], float],
    ) -> Uttered:
        """Say a reply to its end, or to where it is cut off.

        Raises:
            UserError: whatever the sentences raise.
        """
        reply = self._reply = Reply()
        self._mouth_ms = None
        self._task = asyncio.create_task(self._say(sentences, reply, now_s))
        await asyncio.wait([self._task])
        cut = self._task.cancelled()
        if cut:
            await self._settle(reply)
            if self._closed:
                reply.read(now_s())
        elif error := self._task.exception():
            raise error
        latency = marks.waterfall(reply.begun_at_s, self._mouth_ms or 0.0)
        turns = tuple(turn.sounded(now_s(), latency) for turn in reply.turns)
        for turn, sounded in zip(reply.turns, turns, strict=True):
            shown = CaptionShown("them", sounded.turn_id, turn.name, sounded.heard, final=True)
            await self._screen.show(shown)
        return Uttered(turns, cut)

    def close(self) -> None:
        """Stop her for good: what is still to be said is shown, and counts as read."""
        self._closed = True
        self.cut()

    def cut(self) -> None:
        """Stop her; what was heard is what sounded so far."""
        if self._task is not None and self._task.cancel():
            # Now: the partner may take its time to close the reply.
            self._stopping = asyncio.create_task(self._out.stop())

    async def duck(self, *, on: bool) -> None:
        """Lower her voice, or raise it again."""
        await self._out.duck(on=on)

    async def prepare(self, sentence: Sentence | None) -> None:
        """Have a sentence ready that will probably be said."""
        if sentence is not None and words_in(sentence.text) and not self._mute:
            await self._render(sentence)

    async def follow(self, begins: Callable[[float], None]) -> None:
        """Take note of what the loudspeaker tells, until it is closed.

        Args:
            begins: called with the audio clock's time when a reply begins to sound.
        """
        async for heard in self._out.heard():
            begun = heard.begun_at_s
            placed = None if begun is None else begun + self._from_s
            await self._note(heard._replace(begun_at_s=placed), begins)

    async def _note(self, heard: Heard, begins: Callable[[float], None]) -> None:
        before = self._reply.begun_at_s
        piece = self._reply.note(heard)
        if piece is None:
            return
        if before is None and heard.begun_at_s is not None:
            begins(heard.begun_at_s)
        if not heard.done and piece.sentence.text:
            caption = self._reply.caption(piece)
            turn_id, name = piece.sentence.turn_id, piece.sentence.name
            await self._screen.show(CaptionShown("them", turn_id, name, caption, final=False))
        self._news.set()

    async def _say(
        self,
        sentences: AsyncGenerator[Sentence, None],
        reply: Reply,
        now_s: Callable[[], float],
    ) -> None:
        async with aclosing(sentences) as stream:
            async for sentence in stream:
                if sentence.notice:
                    await self._screen.show(NoticeShown(sentence.notice))
                if sentence.text:
                    await self._send(sentence, reply)
        try:
            await asyncio.wait_for(self._quiet(reply), 0 if self._closed else reply.longest_s)
        except TimeoutError:
            reply.read(now_s())
            if not self._closed:
                self._closed = True
                await self._screen.show(NoticeShown(STUCK))

    async def _send(self, sentence: Sentence, reply: Reply) -> None:
        started = time.perf_counter()
        speech = await self._render(sentence)
        if self._mouth_ms is None:
            self._mouth_ms = (time.perf_counter() - started) * 1000
        number = next(self._numbers)
        reply.add(number, sentence, speech)
        if not self._closed:
            await self._out.play(number, speech)

    async def _render(self, sentence: Sentence) -> Speech:
        if self._mute or not words_in(sentence.text):
            return _unspoken(sentence)
        try:
            return await self._workers.mouth(
                lambda: self._mouth.speak(sentence.text, sentence.manner)
            )
        except VoiceError as error:
            self._mute = True
            await self._screen.show(NoticeShown(f"{error} Until then, read what is said."))
            return _unspoken(sentence)

    async def _quiet(self, reply: Reply) -> None:
        while not reply.done:
            self._news.clear()
            await self._news.wait()

    async def _settle(self, reply: Reply) -> None:
        if self._stopping is not None:
            await self._stopping
        try:
            await asyncio.wait_for(self._quiet(reply), STOPS_S)
        except TimeoutError:
            return  # what is known of it must do: the loudspeaker is gone


def _unspoken(sentence: Sentence) -> Speech:
    """Silence that lasts as the words would; the captions show them."""
    import numpy as np

    texts = sentence.text.split() or [sentence.text]
    each = 60 / sentence.manner.wpm if words_in(sentence.text) else BREATH_S / len(texts)
    words = tuple(SpokenWord(text, at * each, (at + 1) * each) for at, text in enumerate(texts))
    return Speech(np.zeros(round(len(texts) * each * MUTE_RATE), np.float32), MUTE_RATE, words)
