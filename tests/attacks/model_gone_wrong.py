"""A model gone wrong in her place: what of its words is heard, in improvise and bridge mode."""

import asyncio
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from simulator.conversation.appraisal import Appraisal
from simulator.conversation.state import Move
from simulator.llm.scripted import ScriptedWording
from simulator.persona.guard import Guard
from simulator.persona.lines import Moment
from simulator.practice.on_line import Ensemble, fold
from simulator.vocabulary import Difficulty, MoveKind, Realiser
from tests.attacks.bank import filled, hostile, stage
from tests.attacks.field import WARM, again, said, staged, started

QUESTION = "What's your view on cheese and pickle?"
"""Nobody wrote an answer to it, so a model may word or bridge it."""
MODES = (Realiser.IMPROVISE, Realiser.BRIDGE)


class Bad(NamedTuple):
    """A sentence that may not be heard from that persona."""

    kind: str
    persona: str
    sentence: str


@cache
def bad(persona: str) -> tuple[Bad, ...]:
    """Everything that may not be heard from her."""
    return tuple(_bad(persona))


def _bad(persona: str) -> Iterator[Bad]:
    for kind, sentences in hostile().bad.items():
        for sentence in sentences:
            yield Bad(kind, persona, _named(sentence, persona))
    for sentence in hostile().leaks[persona]:
        yield Bad("leaks", persona, sentence)


def _named(sentence: str, persona: str) -> str:
    trainee = staged(persona)[0].scenario.trainee
    slots = {
        "{trainee}": trainee.name,
        "{company}": trainee.company,
        "{product}": trainee.product,
    }
    for slot, value in slots.items():
        sentence = sentence.replace(slot, value)
    return filled(sentence, persona)


@cache
def moment(persona: str) -> tuple[Moment, tuple[str, ...]]:
    """A deflection after a good beginning, and what was heard before it."""
    call = started(persona, WARM)
    line = fold(call, Ensemble(staged(persona)[0], Difficulty.EASY))
    move = Move(kind=MoveKind.DEFLECT, reason="asked about something there is no answer to")
    here = line.here(Appraisal())
    heard = (*(turn.text for turn in call.turns), QUESTION)
    return Moment(line.part, line.state, here, move, len(call.turns)), heard


def stopped(persona: str, sentence: str) -> str | None:
    """Why the guard stops the sentence; ``None`` if it passes."""
    at, heard = moment(persona)
    return _guard(persona).fault(sentence, at, heard)


@cache
def _guard(persona: str) -> Guard:
    return Guard(moment(persona)[0].part)


def heard(one: Bad, mode: Realiser, *, asked: str = QUESTION) -> str:
    """What she is heard to say in a whole rehearsal, with the sentence in the model's mouth."""
    started(one.persona, WARM)
    return asyncio.run(_heard(one, mode, asked))


async def _heard(one: Bad, mode: Realiser, asked: str) -> str:
    wording = ScriptedWording([one.sentence])
    rehearsal = await again(one.persona, WARM, wording, mode)
    _, hers = await said(rehearsal, asked)
    return hers.said


def personas() -> tuple[str, ...]:
    """Ids of everyone who is attacked."""
    return tuple(stage())
