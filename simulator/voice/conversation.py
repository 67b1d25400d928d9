"""The loop of a voice call: frames in, turns taken, sentences out; one partner, one line."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Coroutine
from contextlib import aclosing

from simulator.conversation.call import words_in
from simulator.errors import UserError, VoiceError
from simulator.voice import events as on
from simulator.voice.ahead import Ahead
from simulator.voice.floor import Floor, Knobs, Phase, step
from simulator.voice.kit import VoiceKit
from simulator.voice.listening import Listening, is_clause
from simulator.voice.partner import Partner, Said, Sentence
from simulator.voice.seams import AudioIn, AudioOut
from simulator.voice.shown import CaptionShown, EndedShown, NoticeShown, PhaseShown, Screen
from simulator.voice.sound import Frame
from simulator.voice.speaking import Marks, Speaking
from simulator.voice.transcript import Transcript
from simulator.voice.workers import Workers

LOG = logging.getLogger(__name__)
WARMING = "Hello?"
"""What is understood and answered once, unheard, while the phone rings."""
PARTIAL_S = 1.5
"""Seconds of talk after which the words so far are recognised for the captions."""


class Conversation:
    """One voice call, from the moment it is picked up to its end or the microphone's."""

    def __init__(
        self,
        partner: Partner,
        sound_in: AudioIn,
        sound_out: AudioOut,
        kit: VoiceKit,
        screen: Screen,
        *,
        knobs: Knobs = Knobs(),  # noqa: B008 - frozen
        workers: Workers | None = None,
        from_s: float = 0.0,
    ) -> None:
        """Put the parts together.

        Args:
            partner: who is on the other end.
            sound_in: the microphone; its clock begins at 0.
            sound_out: the loudspeaker, on the same clock.
            kit: what hears, speaks and judges.
            screen: where captions go.
            knobs: how turns are taken.
            workers: where blocking work is done.
            from_s: where the call stands when the microphone opens; later for a resumed call.
        """
        self._from_s = from_s
        self._partner = partner
        self._in = sound_in
        self._screen = screen
        self._knobs = knobs
        self._workers = workers or Workers()
        self._listening = Listening(kit, partner, self._workers)
        self._speaking = Speaking(sound_out, kit.mouth, self._workers, screen, from_s)
        self._ahead = Ahead(kit.ahead, self._workers)
        self._floor = Floor()
        self._tasks: set[asyncio.Task[None]] = set()
        self._talk = asyncio.Lock()
        self._typed = ""
        self._taken = Transcript()
        self._marks = Marks()
        self._partial_s = 0.0
        self._holds_key = False
        self.closed = False
        """The line is gone; what is typed from here on isn't said in this call by voice."""
        self.by_key = False
        """Push-to-talk: only the key ends a turn."""

    @property
    def phase(self) -> Phase:
        """What the call is doing."""
        return self._floor.phase

    @property
    def now_s(self) -> float:
        """Where the audio clock stands."""
        return self._listening.now_s

    async def run(self) -> None:
        """Talk until the call ends or the microphone closes; what was said is kept either way."""
        follower = asyncio.create_task(self._speaking.follow(self._begin_to_sound))
        self._spawn(self._open())
        try:
            async for frame in self._in.frames():
                self._take(frame)
                if self._floor.phase is Phase.ENDED:
                    break
        except VoiceError as error:
            await self._screen.show(NoticeShown(str(error)))
        finally:
            await self._close(follower)

    def type(self, text: str) -> None:
        """A turn in writing; it may come at any moment, and stops her if she speaks."""
        self._typed = text
        self._end_by_hand()

    def end(self, ending: Coroutine[None, None, None]) -> None:
        """The trainee ends the call: she falls silent, and ``ending`` writes it down."""
        self._speaking.cut()
        self._spawn(self._end(ending))

    def key(self, *, down: bool) -> None:
        """The talk key: down stops her, up ends the turn."""
        if down and not self._holds_key and self._floor.phase is Phase.SPEAKING:
            self._on(on.Judged(self._listening.now_s, self._floor.generation, 1.0))
        if self._holds_key and not down:
            self._end_by_hand()
        self._holds_key = down

    @property
    def _is_being_said(self) -> bool:
        """Whether the trainee has begun a turn that isn't taken yet."""
        talks = self._floor.phase in {Phase.LISTENING, Phase.HOLDING}
        return talks and self._floor.turn_from_s is not None

    @property
    def _is_idle(self) -> bool:
        """Whether nothing is to be recognised or answered just now."""
        quiet = self._floor.phase in {Phase.LISTENING, Phase.SPEAKING} and not self._floor.voiced
        return quiet and not self._listening.busy and self._ahead.due

    # ---- events

    def _take(self, frame: Frame) -> None:
        placed = frame._replace(at_s=frame.at_s + self._from_s)
        for event in self._listening.take(placed):
            self._on(event)
        now_s = self._listening.now_s
        self._on(on.Tick(now_s))
        if self._floor.voiced and self._floor.phase is Phase.LISTENING:
            self._caption_soon(now_s)
        if self._is_idle:
            self._spawn(self._ahead.next())

    def _on(self, event: on.Event) -> None:
        before = self._floor.phase
        self._floor, commands = step(self._floor, event, self._knobs)
        if self._floor.phase is not before:
            self._spawn(self._screen.show(PhaseShown(self._floor.phase, event.at_s)))
        for command in commands:
            self._do(command)

    def _do(self, command: on.Command) -> None:
        match command:
            case on.Recognise():
                self._spawn(self._recognise(command))
            case on.Judge():
                self._spawn(self._judge(command))
            case on.Forget():
                self._listening.transcript = self._listening.transcript.went_on()
            case on.TakeTurn():
                self._take_turn(command)
            case on.TakeSilence():
                silence = Said("", command.from_s, command.until_s)
                self._spawn(self._answer(silence, command.until_s))
            case on.TakeBack():
                self._spawn(self._take_back())
            case on.Duck():
                self._spawn(self._speaking.duck(on=command.on))
            case on.Hush():
                self._speaking.cut()

    def _end_by_hand(self) -> None:
        now_s = self._listening.now_s
        if self._floor.phase is Phase.SPEAKING:
            self._speaking.cut()
        self._on(on.Typed(now_s))

    def _begin_to_sound(self, at_s: float) -> None:
        self._on(on.Sounding(at_s))

    # ---- the trainee's side

    async def _recognise(self, command: on.Recognise) -> None:
        try:
            words = await self._listening.recognise(command.from_s, command.until_s)
        except VoiceError as error:
            await self._lose(error, command.generation)
            return
        self._marks = self._marks.recognised(words.took_ms)
        wait_s = float("inf") if self.by_key else words.wait_s
        said = words_in(words.text)
        aside = self._listening.is_back_channel(words.text)
        now_s = self._listening.now_s
        known = on.Recognised(now_s, command.generation, said, wait_s, aside)
        self._on(known)
        await self._show_words(words.text)
        if command.generation != self._floor.generation:
            self._listening.transcript = self._listening.transcript.went_on()
        elif said:
            self._consider(words.text, command.until_s - command.from_s)
            await self._speaking.prepare(self._partner.forecast(words.text))

    async def _lose(self, error: VoiceError, generation: int) -> None:
        await self._screen.show(NoticeShown(str(error)))
        self._on(on.Lost(self._listening.now_s, generation))

    async def _judge(self, command: on.Judge) -> None:
        real = await self._listening.judge(command)
        self._on(on.Judged(self._listening.now_s, command.generation, real))

    def _caption_soon(self, now_s: float) -> None:
        begun = max(self._floor.turn_from_s or now_s, self._partial_s)
        if now_s - begun >= PARTIAL_S and not self._listening.busy:
            self._partial_s = now_s
            self._spawn(self._partial(self._floor.turn_from_s or now_s, now_s))

    async def _partial(self, from_s: float, until_s: float) -> None:
        generation = self._floor.generation
        try:
            words = await self._listening.recognise(from_s, until_s)
        except VoiceError:
            return  # the pause that follows will tell
        if generation == self._floor.generation:
            self._listening.transcript = self._listening.transcript.split()
            await self._show_words(words.text)
            if is_clause(words.text):
                self._consider(words.text, until_s - from_s)

    def _consider(self, text: str, seconds: float) -> None:
        if self._partner.impatient(words_in(text), seconds):
            self._on(on.Impatient(self._listening.now_s))

    async def _show_words(self, text: str) -> None:
        if text and self._floor.phase in {Phase.LISTENING, Phase.HOLDING}:
            await self._screen.show(CaptionShown("you", "", "", text, final=False))

    # ---- taking turns

    def _take_turn(self, command: on.TakeTurn) -> None:
        typed, self._typed = self._typed, ""
        self._spawn(self._take_words(command, typed))

    async def _take_words(self, command: on.TakeTurn, typed: str) -> None:
        if command.cut or self.closed or (self.by_key and not typed):
            await self._catch_up(command)
        transcript = self._taken = self._listening.take_over(Transcript())
        text = " ".join(filter(None, (transcript.text, typed)))
        words = self._listening.on_voice(transcript.words)
        start_s = words[0].start_s if words else command.from_s
        said = Said(text, start_s, command.until_s, words, command.cut)
        if text:
            await self._answer(said, command.until_s)
        else:
            self._on(on.Sounded(self._listening.now_s))

    async def _catch_up(self, command: on.TakeTurn) -> None:
        try:
            await self._listening.recognise(command.from_s, command.until_s)
        except VoiceError as error:
            await self._screen.show(NoticeShown(str(error)))

    async def _answer(self, said: Said, until_s: float) -> None:
        marks, self._marks = self._marks.decided(until_s, self._listening.now_s), Marks()
        async with self._talk:
            if said.text:
                await self._screen.show(CaptionShown("you", "", "", said.text, final=True))
            await self._utter(self._partner.say(said), marks)

    async def _open(self) -> None:
        """The phone rings while everything is made ready: first times are slow."""
        await self._warm_up()
        async with self._talk:
            opening = self._partner.opening()
            first = await anext(opening, None)
            now_s = max(self._from_s, self._listening.now_s)  # no frame may have come yet
            self._on(on.PickedUp(now_s, she_opens=first is not None))
            if first is not None:
                await self._utter(_with(first, opening), Marks())

    async def _warm_up(self) -> None:
        try:
            await self._listening.warm_up()
            await self._speaking.prepare(self._partner.forecast(WARMING))
        except VoiceError as error:
            await self._screen.show(NoticeShown(str(error)))

    async def _utter(self, sentences: AsyncGenerator[Sentence, None], marks: Marks) -> None:
        try:
            sounded = await self._speaking.utter(sentences, marks, lambda: self._listening.now_s)
            for turn in sounded.turns:
                await self._partner.sounded(turn)
            if not sounded.cut or self._partner.ended:
                self._on(on.Sounded(self._listening.now_s))
            self._ahead.renew(self._partner.ahead())
        except UserError as error:
            await self._screen.show(NoticeShown(str(error)))
            self._on(on.Sounded(self._listening.now_s))
        if self._partner.ended:
            self._on(on.Over(self._listening.now_s))

    async def _end(self, ending: Coroutine[None, None, None]) -> None:
        async with self._talk:
            await ending
        self._on(on.Over(self._listening.now_s))

    async def _take_back(self) -> None:
        self._speaking.cut()
        async with self._talk:
            if await self._partner.take_back():
                self._listening.take_over(self._taken.closed())

    # ---- housekeeping

    def _spawn(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._forget)

    def _forget(self, task: "asyncio.Task[None]") -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            # Its message may hold words of the call, and logs hold none: the kind must do.
            LOG.error("a part of a voice call failed with %s", type(error).__name__)

    async def _close(self, follower: "asyncio.Task[None]") -> None:
        self.closed = True
        self._speaking.close()
        if self._is_being_said:
            self._end_by_hand()  # as far as it came: the rest can't be heard any more
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._floor.phase is Phase.ENDED:
            await self._screen.show(EndedShown())
        follower.cancel()
        self._workers.close()


async def _with(
    first: Sentence, rest: AsyncGenerator[Sentence, None]
) -> AsyncGenerator[Sentence, None]:
    async with aclosing(rest) as following:
        yield first
        async for sentence in following:
            yield sentence
