"""A rehearsal: a trainee and the personas of a scenario, turn by turn, each turn on disk first."""

from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import replace
from datetime import datetime
from typing import Self

from simulator.authoring.cast import Cast
from simulator.clock import Clock, WallClock
from simulator.conversation.appraisal import Appraisal
from simulator.conversation.call import STOPPED, Call, OutcomeReached, Turn, Word, words_in
from simulator.conversation.state import PersonaState
from simulator.errors import UsageError
from simulator.llm.wording import Wording
from simulator.persona.interruption import cuts_in, unheard
from simulator.persona.policy import leaves
from simulator.persona.reply import Piece, Speaker
from simulator.practice.header import check_resumable, header, model_used, outcome_of
from simulator.practice.hearing import REMEMBERED, Hearing, Reads
from simulator.practice.journal import Journal
from simulator.practice.on_line import Ensemble, OnLine, Past, fold, opening_words, recall
from simulator.practice.record import Record
from simulator.practice.spoken import Foreseen, Spoken
from simulator.practice.stop_words import asks_to_stop
from simulator.practice.stopwatch import Stopwatch
from simulator.practice.timing import CallTime, HeardTime
from simulator.practice.turns import Spell, as_heard, grown, her_turn, trainee_turn
from simulator.understanding.reader import Reader
from simulator.vocabulary import Difficulty, Realiser
from simulator.voice.partner import Sounded

MAX_CHARACTERS = 20_000
"""The longest turn that is taken."""
KIND_END = "You stopped the exercise. That is fine: it doesn't count against you."


class Rehearsal:
    """One call in progress.

    ``async for spoken in rehearsal.say("…")`` plays one exchange.  A turn handed to ``say`` is on
    disk before its reply is begun; each sentence is on disk before it is handed out.
    """

    def __init__(
        self, cast: Cast, record: Record, reader: Reads, speaker: Speaker, clock: Clock
    ) -> None:
        """Use ``begin`` or ``resume``."""
        call = record.call()
        self.cast = cast
        self._record = record
        self._hearing = Hearing(reader, call.seed or 0)
        self._speaker = speaker
        self._seed = call.seed or 0
        self._ensemble = Ensemble(cast, call.difficulty or Difficulty.MIDDLE, self._seed)
        self._line = fold(call, self._ensemble)
        self._time = CallTime(clock, max((turn.end_s or 0.0 for turn in call.turns), default=0.0))
        self._answering = False
        self._retaken = False
        recall(speaker.book, call.turns, self._ensemble)

    @classmethod
    async def begin(
        cls,
        cast: Cast,
        *,
        seed: int,
        difficulty: Difficulty,
        journal: Journal,
        wording: Wording | None = None,
        realiser: Realiser | None = None,
        clock: Clock | None = None,
        call_id: str | None = None,
        started_at: datetime | None = None,
        reader: Reads | None = None,
        past: Past = (),
    ) -> Self:
        """Start a call; its opening turn is on disk when this returns.

        ``realiser`` is ``LINES`` unless given; ``BRIDGE`` and ``IMPROVISE`` need a ``wording``.
        ``clock`` is the wall for people and a virtual one for scripts; ``past`` is what personas
        said to the learner in each of her earlier calls, oldest first.
        """
        call = header(
            cast,
            seed=seed,
            difficulty=difficulty,
            model=model_used(realiser, wording),
            call_id=call_id,
            started_at=started_at,
        )
        rehearsal = cls._made(call, cast, journal, wording, clock, reader, past)
        await rehearsal._record.open()
        await rehearsal._open()
        return rehearsal

    @classmethod
    async def resume(
        cls,
        call: Call,
        cast: Cast,
        *,
        journal: Journal,
        wording: Wording | None = None,
        realiser: Realiser | None = None,
        clock: Clock | None = None,
        reader: Reads | None = None,
        past: Past = (),
    ) -> Self:
        """Go on with a stored call as if it had never been left; see ``pending``.

        Raises:
            CallError: the call lacks what is needed (seed, states) or is of another scenario.
        """
        check_resumable(call, cast)
        again = call.model_copy(update={"model": model_used(realiser, wording)})
        rehearsal = cls._made(again, cast, journal, wording, clock, reader, past)
        await rehearsal._record.open()
        await rehearsal._finish_beginning_and_end()
        return rehearsal

    @classmethod
    def _made(
        cls,
        call: Call,
        cast: Cast,
        journal: Journal,
        wording: Wording | None,
        clock: Clock | None,
        reader: Reads | None,
        past: Past,
    ) -> Self:
        reads = reader or Reader(cast.scenario, cast.personas)
        used = call.model.realiser if call.model else Realiser.LINES
        speaker = Speaker(call.seed or 0, used, wording)
        speaker.book.remember(past, cast)
        return cls(cast, Record(call, journal), reads, speaker, clock or WallClock())

    @property
    def opening_words(self) -> str:
        """Her first words, or what is shown when the trainee speaks first."""
        hers = not self.cast.scenario.opening.trainee_first
        return self._record.turns[0].said if hers else opening_words(self.cast, self._seed)

    @property
    def ended(self) -> bool:
        """Whether the call has come to its outcome."""
        return self.outcome is not None

    @property
    def outcome(self) -> OutcomeReached | None:
        """How it ended, once it has."""
        return self._record.outcome

    @property
    def state(self) -> PersonaState:
        """The state of whoever is on the line."""
        return self._line.state

    @property
    def pending(self) -> bool:
        """Whether a turn (or a put-through) still waits for its reply: ``finish_pending``."""
        return self._record.pending

    @property
    def left_s(self) -> float:
        """Seconds the persona still gives, at this very moment; below 0 if they have run over."""
        return self._line.left(self._time.running())

    def seconds_left(self) -> float:
        """Seconds the persona still gives; never below 0."""
        return max(0.0, self.left_s)

    @property
    def turns(self) -> tuple[Turn, ...]:
        """All turns so far."""
        return tuple(self._record.turns)

    def call(self) -> Call:
        """The call as it stands."""
        return self._record.call()

    async def say(
        self,
        text: str,
        start_s: float | None = None,
        end_s: float | None = None,
        *,
        words: tuple[Word, ...] = (),
        cut: bool = False,
    ) -> AsyncGenerator[Spoken, None]:
        """Say a turn, get the reply sentence by sentence; an empty turn is a silence.

        Args:
            text: the words.
            start_s: where they began on the call's clock; by themselves if not given.
            end_s: where they ended.
            words: where each word stands, if they were spoken.
            cut: she cut in before the turn was over.

        Raises:
            UsageError: the call is over, the last turn is still being answered, or the text is
                longer than ``MAX_CHARACTERS``; nothing is lost by it.
        """
        self._check_turn(text)
        if asks_to_stop(text):
            await self.stop()
            yield Spoken("", "", final=True, notice=KIND_END)
            return
        if not self._retaken:
            async with aclosing(self.finish_pending()) as pending:
                async for spoken in pending:
                    yield spoken
        if not self.ended:
            start, end = self._time.trainee(text, start_s, end_s)
            spell = Spell(start, end, words, cut)
            async with aclosing(self._exchange(text.strip(), spell)) as exchange:
                async for spoken in exchange:
                    yield spoken

    async def finish_pending(self) -> AsyncGenerator[Spoken, None]:
        """The reply to a turn that was stored without one; nothing if there is none."""
        if not self.pending:
            return
        last = self._record.turns[-1]
        watch = Stopwatch()
        if last.is_trainee:
            reply = self._answer(last.appraisal or self._appraise(last.text), watch)
        else:
            reply = self._greet(watch)
        async with aclosing(reply) as sentences:
            async for spoken in sentences:
                yield spoken

    def on_air(self, now_s: Callable[[], float]) -> float:
        """From here on the call runs on an audio clock; gives where that clock begins."""
        at_s = self._time.at_s if self._record.trainee_turns else 0.0
        self._time = HeardTime(now_s, at_s)
        return at_s

    def off_air(self) -> None:
        """From here on the call goes on in writing."""
        self._time = CallTime(WallClock(), self._time.at_s)

    async def sounded(self, sounded: Sounded) -> None:
        """Note what was heard of a turn of hers: what wasn't, was never said."""
        turn = as_heard(self._record.turn(sounded.turn_id), sounded)
        missed = words_in(sounded.heard) * 2 < words_in(turn.said)
        last = turn.id == self._record.turns[-1].id
        if missed and last and turn.state and turn.move:
            state = unheard(turn.state, turn.move)
            turn = turn.model_copy(update={"state": state})
            self._line = replace(self._line, state=state)
        await self._record.amend(turn)
        if isinstance(self._time, HeardTime):
            self._time.sounded(sounded.end_s)
        if last and turn.move and turn.move.ends and not self.ended:
            await self._end(turn.move.target or "")

    def take_back(self) -> bool:
        """Take back the last turn if she hasn't begun to answer; the next one takes its place."""
        last = self.turns[-1:]
        self._retaken = bool(last) and last[0].is_trainee and not self.ended
        return self._retaken

    def forecast(self, text: str) -> Foreseen:
        """The first sentence she would say to a turn, if no model words it; changes nothing."""
        number = len(self._record.turns) + 1
        heard = self._hearing.misheard(self._appraise(text), number, self._line)
        line = self._line.after(heard, self._time.running())
        moment = line.moment(heard, number)
        sentence = self._speaker.forecast(moment, self._record.turns[-REMEMBERED:])
        return Foreseen(line, sentence)

    def impatient(self, words: int) -> bool:
        """Whether she would cut in on a turn of so many words by now."""
        return cuts_in(self._line.part, self._line.state, words, self.left_s)

    async def hang_up(self) -> None:
        """The trainee leaves; the outcome is that of a goodbye."""
        if not self.ended:
            await self._record.note(self._time.at_s, "left", "the trainee hung up")
            await self._end(leaves(self._line.part, self._line.state).id)

    async def stop(self) -> None:
        """The trainee stops the exercise: it ends kindly, without being counted as failed."""
        if not self.ended:
            await self._record.note(self._time.at_s, STOPPED, "the trainee stopped the exercise")
            stopped = OutcomeReached(id=STOPPED, label="Stopped by you", reached=False)
            await self._record.end(stopped)

    async def _open(self) -> None:
        await self._record.note(0.0, "scene", self.cast.scenario.opening.sets_scene)
        if self._line.move is not None:
            turn = her_turn(self._record.next_id(), self._line, start_s=0.0)
            said = self._speaker.book.opens(self.cast.scenario.opening.says)
            await self._record.put(grown(turn, said, self._charge(self._line, 0.0, said)))

    async def _finish_beginning_and_end(self) -> None:
        # A kill may have come between the header and the opening, or the last turn and the outcome.
        turns = self._record.turns
        if not turns:
            await self._open()
        elif turns[-1].move and turns[-1].move.ends and not self.ended:
            await self._end(turns[-1].move.target or "")

    async def _exchange(self, text: str, spell: Spell) -> AsyncGenerator[Spoken, None]:
        watch = Stopwatch()
        appraisal = self._appraise(text)
        watch.lap("understanding")
        turn_id = self._record.turns[-1].id if self._retaken else self._record.next_id()
        await self._record.put(trainee_turn(turn_id, text, spell, appraisal))
        self._retaken = False
        watch.lap("storage")
        async with aclosing(self._answer(appraisal, watch)) as answer:
            async for spoken in answer:
                yield spoken

    async def _answer(self, appraisal: Appraisal, watch: Stopwatch) -> AsyncGenerator[Spoken, None]:
        heard = self._hearing.misheard(appraisal, len(self._record.turns), self._line)
        line = self._line.after(heard, self._time.at_s)
        watch.lap("state_policy")
        async with aclosing(self._speak(line, heard, watch)) as reply:
            async for spoken in reply:
                yield spoken
        if self.pending:
            async with aclosing(self._greet(Stopwatch())) as greeting:
                async for spoken in greeting:
                    yield spoken

    async def _greet(self, watch: Stopwatch) -> AsyncGenerator[Spoken, None]:
        line = self._ensemble.put_through(self._line, self._time.at_s)
        async with aclosing(self._speak(line, Appraisal(), watch)) as greeting:
            async for spoken in greeting:
                yield spoken

    async def _speak(
        self, line: OnLine, appraisal: Appraisal, watch: Stopwatch
    ) -> AsyncGenerator[Spoken, None]:
        """Word the last move of ``line``; each sentence is put on disk, then handed out."""
        if self._answering:
            raise UsageError("the last turn is still being answered", "wait for the reply")
        self._answering = True
        try:
            turn = her_turn(self._record.next_id(), line, self._time.next_start())
            moment = line.moment(appraisal, len(self._record.turns))
            reply = self._speaker.reply(moment, self._record.turns[-REMEMBERED:])
            shown = ""
            async with aclosing(reply) as pieces:
                async for piece in pieces:
                    shown = f"{shown} {piece.sentence}".strip()
                    turn = await self._keep(turn, line, shown, piece, watch)
                    yield Spoken(turn.id, piece.sentence, self._final(piece), piece.notice)
        finally:
            self._answering = False

    async def _keep(
        self, turn: Turn, line: OnLine, shown: str, piece: Piece, watch: Stopwatch
    ) -> Turn:
        # All that is known of the reply is written: no kill can cut an author's line in two.
        said = f"{shown} {piece.rest}".strip()
        watch.first("realisation_first")
        watch.add("model", piece.model_ms)
        if said != turn.said or piece.guard:
            end_s = self._charge(line, turn.start_s or 0.0, said)
            turn = grown(turn, said, end_s, piece.guard, watch.laps())
            await self._record.put(turn)
        self._line = line
        if piece.failure is not None:
            failure = type(piece.failure).__name__
            await self._record.note(self._time.at_s, "model_failed", failure)
        if piece.last and line.move is not None and line.move.ends:
            await self._end(line.move.target or "")
        return turn

    def _charge(self, line: OnLine, start_s: float, said: str) -> float:
        return self._time.persona(start_s, said, line.part.persona.speech.voice.rate_wpm)

    def _final(self, piece: Piece) -> bool:
        return piece.last and not self.pending

    async def _end(self, rung_id: str) -> None:
        await self._record.end(outcome_of(self.cast.scenario, rung_id))

    def _appraise(self, text: str) -> Appraisal:
        return self._hearing.appraise(text, self._before())

    def _before(self) -> list[Turn]:
        """The turns that the trainee's next one follows."""
        return self._record.turns[:-1] if self._retaken else self._record.turns

    def _check_turn(self, text: str) -> None:
        if self.ended:
            raise UsageError("the call is over", "start a new one")
        if len(text) > MAX_CHARACTERS:
            raise UsageError(
                f"a turn can have {MAX_CHARACTERS:,} characters, this one has {len(text):,}",
                "say it in fewer words",
            )
