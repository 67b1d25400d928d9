"""An audition: a model words a fixed set of turns, and what it says decides how it may be used."""

from collections.abc import AsyncGenerator, Callable, Iterator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import NamedTuple

from simulator.authoring.cast import Cast
from simulator.clock import Clock, WallClock
from simulator.conversation.appraisal import Appraisal
from simulator.conversation.call import PERSONA, TRAINEE, Turn
from simulator.conversation.state import Move
from simulator.llm.wording import Message, Wording
from simulator.persona.audition_cues import CUES, Cue
from simulator.persona.bridge import bridges
from simulator.persona.hearing import Heard, heard
from simulator.persona.lines import Moment
from simulator.persona.part import play
from simulator.persona.reply import Piece, Speaker
from simulator.persona.situation import situation
from simulator.persona.state import initial, settle
from simulator.vocabulary import Difficulty, Realiser

SEED = 11
"""Of every audition: the same model should sound the same."""


class Played(NamedTuple):
    """One cue as a model played it."""

    cue: str
    way: Realiser
    raw: str
    """What the model said, as far as it was listened to."""
    said: str
    """What the trainee would have got."""
    before: Heard
    """The model's own words, judged."""
    after: Heard
    """The trainee's, judged."""
    stopped: tuple[str, ...]
    """Reasons of the guard."""
    first_s: float
    """Seconds to the model's first sentence that passed, or to what took its place."""
    total_s: float
    failed: str = ""
    """The model's error, if it failed."""


@dataclass
class Overheard:
    """A wording that is listened to on its way; it stands between a speaker and the model."""

    model: Wording
    said: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The model's."""
        return self.model.name

    @property
    def provider(self) -> str:
        """The model's."""
        return self.model.provider

    @property
    def digest(self) -> str | None:
        """The model's."""
        return self.model.digest

    async def stream(
        self,
        messages: Sequence[Message],
        *,
        stop: Sequence[str] = (),
        max_tokens: int = 96,
        temperature: float = 0.7,
        seed: int | None = None,
    ) -> AsyncGenerator[str, None]:
        """Pass the model's chunks on, and keep them."""
        stream = self.model.stream(
            messages, stop=stop, max_tokens=max_tokens, temperature=temperature, seed=seed
        )
        async with aclosing(stream) as chunks:
            async for chunk in chunks:
                self.said.append(chunk)
                yield chunk

    async def structured(
        self,
        messages: Sequence[Message],
        schema: Mapping[str, object],
        *,
        seed: int | None = None,
    ) -> dict[str, object]:
        """Pass it on; an audition asks for none."""
        return await self.model.structured(messages, schema, seed=seed)

    async def probability_of_yes(self, messages: Sequence[Message]) -> float | None:
        """Pass it on; an audition asks for none."""
        return await self.model.probability_of_yes(messages)


Tell = Callable[[int, int], None]
"""Gets how many turns have been played, of how many."""


async def play_all(
    wording: Wording, cast_of: Callable[[str], Cast], tell: Tell, clock: Clock | None = None
) -> tuple[Played, ...]:
    """Let the model play every cue in every way that fits, through the real direction and guard.

    Args:
        wording: the model.
        cast_of: the cast of a scenario's id; the cues are written for the content that ships.
        tell: how far it has come.
        clock: the wall's unless given.

    Raises:
        ModelError: the model isn't there at all; one that fails on the way is heard to the end.
    """
    await _warm_up(wording)
    takes = tuple(_takes(cast_of))
    played = []
    for done, (way, cue, moment) in enumerate(takes, start=1):
        played.append(await _play(wording, way, cue, moment, clock or WallClock()))
        tell(done, len(takes))
    return tuple(played)


async def _warm_up(wording: Wording) -> None:
    # Loading the weights happens once; it is no trait of the model.
    async with aclosing(wording.stream([Message("user", "Hello.")], max_tokens=1)) as chunks:
        async for _ in chunks:
            return


def _takes(cast_of: Callable[[str], Cast]) -> Iterator[tuple[Realiser, Cue, Moment]]:
    for way in (Realiser.IMPROVISE, Realiser.BRIDGE):
        for cue in CUES:
            moment = moment_of(cue, cast_of(cue.scenario))
            if way is Realiser.IMPROVISE or bridges(moment):
                yield way, cue, moment


def moment_of(cue: Cue, cast: Cast) -> Moment:
    """The moment a cue describes: her state as the cue has it, and the move decided."""
    part = play(cast.personas[cast.scenario.personas[0]], cast.scenario, Difficulty.MIDDLE)
    move = Move(kind=cue.move, target=cue.target, reason="the audition's")
    start = initial(part)
    mood = {"trust": cue.trust, "patience": cue.patience, "turn": (len(cue.heard) + 1) // 2}
    mood["distress"] = start.distress if cue.distress is None else cue.distress
    state = settle(start.model_copy(update=mood), move)
    here = situation(state, Appraisal(), cast.scenario.channel)
    return Moment(part, state, here, move, number=len(cue.heard))


async def _play(wording: Wording, way: Realiser, cue: Cue, moment: Moment, clock: Clock) -> Played:
    model = Overheard(wording)
    started = clock.now()
    first_s: float | None = None
    pieces: list[Piece] = []
    async with aclosing(Speaker(SEED, way, model).reply(moment, _turns(cue))) as reply:
        async for piece in reply:
            pieces.append(piece)
            if first_s is None and piece.model_ms:
                first_s = clock.now() - started
    total_s = clock.now() - started
    raw = "".join(model.said).strip()
    said = " ".join(piece.sentence for piece in pieces if piece.sentence)
    return Played(
        cue=cue.id,
        way=way,
        raw=raw,
        said=said,
        before=heard(raw, cue, moment.part),
        after=heard(said, cue, moment.part),
        stopped=tuple(event.reason for piece in pieces for event in piece.guard),
        first_s=total_s if first_s is None else first_s,
        total_s=total_s,
        failed=next((str(piece.failure) for piece in pieces if piece.failure), ""),
    )


def _turns(cue: Cue) -> list[Turn]:
    last = len(cue.heard) - 1
    return [
        Turn(id=f"t{at}", speaker=PERSONA if (last - at) % 2 else TRAINEE, said=text)
        for at, text in enumerate(cue.heard)
    ]
