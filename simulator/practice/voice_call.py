"""A rehearsal by voice: the persona of a rehearsal as the partner of a voice call."""

import re
from collections.abc import AsyncGenerator, Iterator, Mapping, Sequence
from contextlib import aclosing

from simulator.authoring.cast import Cast
from simulator.authoring.persona import Persona as PersonaFile
from simulator.authoring.scenario import Scenario
from simulator.conversation.state import PersonaState
from simulator.persona.sentences import split
from simulator.practice.rehearsal import Rehearsal
from simulator.practice.spoken import Spoken
from simulator.voice.conversation import Conversation
from simulator.voice.floor import Knobs
from simulator.voice.kit import VoiceKit
from simulator.voice.manner import Manner, manner_of
from simulator.voice.partner import Said, Sentence, Sounded
from simulator.voice.seams import AudioIn, AudioOut
from simulator.voice.shown import NoticeShown, Screen
from simulator.voice.tape import Tape, taped
from simulator.voice.turn_end import Patience
from simulator.voice.workers import Workers

HINTS = 40
"""Names and terms that a recogniser is told; more would crowd out what is being said."""


SILENT_S: Mapping[Patience, float] = {
    Patience.USUAL: 4.5,
    Patience.MORE: 6.0,
    Patience.AMPLE: 8.0,
}
"""Seconds that she bears before a silence is an answer; people feel one from about four on."""


class Persona:
    """The partner in a voice call, played by a rehearsal."""

    def __init__(self, rehearsal: Rehearsal, *, resumed: bool) -> None:
        self._rehearsal = rehearsal
        self._resumed = resumed
        self._hints = hints(rehearsal.cast)

    @property
    def ended(self) -> bool:
        """Whether the call has come to its outcome."""
        return self._rehearsal.ended

    @property
    def last_words(self) -> str:
        """What she said last."""
        hers = (turn.text for turn in reversed(self._rehearsal.turns) if not turn.is_trainee)
        return next(hers, "")

    def hints(self) -> Sequence[str]:
        """Names and terms of the scenario."""
        return self._hints

    async def opening(self) -> AsyncGenerator[Sentence, None]:
        """Her first words; in a resumed call, what she still owes."""
        if self._resumed:
            async with aclosing(self._sentences(self._rehearsal.finish_pending())) as owed:
                async for sentence in owed:
                    yield sentence
        elif self._rehearsal.turns:
            turn = self._rehearsal.turns[-1]
            for text in split(turn.said):
                yield self._sentence(turn.id, text, turn.state or self._rehearsal.state)

    async def say(self, said: Said) -> AsyncGenerator[Sentence, None]:
        """Answer a turn."""
        reply = self._rehearsal.say(
            said.text, said.start_s, said.end_s, words=said.words, cut=said.cut
        )
        async with aclosing(self._sentences(reply)) as sentences:
            async for sentence in sentences:
                yield sentence

    async def take_back(self) -> bool:
        """Take back the last turn if no word of its reply is decided yet."""
        return self._rehearsal.take_back()

    def forecast(self, text: str) -> Sentence | None:
        """The first sentence she would answer with."""
        if self._rehearsal.ended or not text:
            return None
        foreseen = self._rehearsal.forecast(text)
        return self._sentence("", foreseen.sentence, foreseen.line.state)

    def ahead(self) -> Iterator[tuple[str, Manner]]:
        """Her lines in the author's words, in the manner that she has now."""
        state = self._rehearsal.state
        persona = self._rehearsal.cast.personas[state.persona]
        for sentence in authored(persona):
            yield sentence, self._sentence("", sentence, state).manner

    def impatient(self, words: int, seconds: float) -> bool:
        """Whether she'd cut in on a turn that has gone on like this."""
        return not self._rehearsal.ended and self._rehearsal.impatient(words)

    async def sounded(self, sounded: Sounded) -> None:
        """Note what was heard of a turn of hers."""
        await self._rehearsal.sounded(sounded)

    async def _sentences(
        self, reply: AsyncGenerator[Spoken, None]
    ) -> AsyncGenerator[Sentence, None]:
        async with aclosing(reply) as spoken:
            async for one in spoken:
                state = self._state_in(one.turn_id)
                yield self._sentence(one.turn_id, one.sentence, state, one.notice)

    def _state_in(self, turn_id: str) -> PersonaState:
        # By the turn: she who puts the call through is no longer the one on the line.
        found = (turn.state for turn in reversed(self._rehearsal.turns) if turn.id == turn_id)
        return next(found, None) or self._rehearsal.state

    def _sentence(
        self, turn_id: str, text: str, state: PersonaState, notice: str | None = None
    ) -> Sentence:
        persona = self._rehearsal.cast.personas[state.persona]
        voice = persona.speech.voice
        manner = manner_of(voice.sex, voice.pitch, voice.rate_wpm, state)
        return Sentence(turn_id, persona.name, text, manner, notice)


def authored(persona: PersonaFile) -> Iterator[str]:
    """Her sentences that are said as they stand: with nothing of the trainee's put in."""
    objections = [text for one in persona.objections for text in (*one.says[:1], *one.eased)]
    facts = [text for fact in persona.facts for text in fact.says[:1]]
    lines = [line.text for kind in persona.lines for line in persona.bank(kind)]
    answers = [text for says in persona.answers.values() for text in says]
    for text in (*objections, *facts, *lines, *answers):
        if "{" not in text:
            yield from split(text)


def hints(cast: Cast) -> tuple[str, ...]:
    """Names and terms that a trainee is likely to say: people, firms, the dossier's own, jargon."""
    scenario = cast.scenario
    told = " ".join(item.text for item in scenario.items)
    people = [f"{one.name} {one.organisation}" for one in cast.personas.values()]
    trainee = scenario.trainee
    named = " ".join([trainee.name, trainee.company, *people])
    inner = re.findall(r"(?<=[a-z,] )[A-Z][\w'’-]+", told)
    found = [*re.findall(r"[A-Z][\w'’-]+", named), *inner, *scenario.jargon]
    return tuple(dict.fromkeys(found))[:HINTS]


def patience_of(scenario: Scenario) -> Patience:
    """How much thinking time its author grants."""
    return Patience(scenario.thinking_time)


def knobs_of(scenario: Scenario, *, barge_in: bool) -> Knobs:
    """How turns are taken in its calls.

    Args:
        scenario: says how much silence is borne.
        barge_in: whether she can be interrupted: with headphones, or where echo is cancelled.
    """
    return Knobs(silence_turn_s=SILENT_S[patience_of(scenario)], barge_in=barge_in)


class VoiceCall:
    """A rehearsal on the line; ``run`` returns when it is over or the microphone has closed."""

    def __init__(
        self,
        rehearsal: Rehearsal,
        sound_in: AudioIn,
        sound_out: AudioOut,
        kit: VoiceKit,
        screen: Screen,
        *,
        knobs: Knobs | None = None,
        workers: Workers | None = None,
        tape: Tape | None = None,
    ) -> None:
        self._rehearsal = rehearsal
        self._tape = tape
        self._screen = screen
        from_s = rehearsal.on_air(lambda: self.conversation.now_s)
        line = taped(tape, sound_in, sound_out, from_s, screen)
        begun = any(turn.is_trainee for turn in rehearsal.turns)
        self.conversation = Conversation(
            Persona(rehearsal, resumed=begun),
            line.sound_in,
            line.sound_out,
            kit,
            screen,
            knobs=knobs or Knobs(),
            workers=workers,
            from_s=from_s,
        )

    async def run(self) -> None:
        """Talk; every turn is on disk before it is answered."""
        if self._tape is None:
            await self.conversation.run()
            return
        await self._tape.start()
        try:
            await self.conversation.run()
        finally:
            await self._tape.close()
            if news := self._tape.news():
                await self._screen.show(NoticeShown(news))

    def type(self, text: str) -> None:
        """A turn in writing, at any moment."""
        self.conversation.type(text)

    def hands_free(self, *, on: bool) -> None:
        """Whether pauses end a turn; if not, only the talk key does."""
        self.conversation.by_key = not on

    def hang_up(self) -> None:
        """The trainee leaves."""
        self.conversation.end(self._rehearsal.hang_up())

    def stop(self) -> None:
        """The trainee stops the exercise."""
        self.conversation.end(self._rehearsal.stop())

    def key(self, *, down: bool) -> None:
        """The talk key."""
        self.conversation.key(down=down)
