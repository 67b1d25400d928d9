"""Bridge: an authored line, and one sentence of a small model's for an off-script question.

Small models slip out of a chat role; as the completion of a call script they hardly do.
"""

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing

from simulator.conversation.call import Turn
from simulator.llm.wording import Message, Wording
from simulator.persona.direction import mood, neutral, window
from simulator.persona.lines import Moment
from simulator.persona.streamed import sentences
from simulator.vocabulary import MoveKind

MOST_TOKENS = 40
TEMPERATURE = 0.6
LAST_TURNS = 6
"""Turns of the script that are shown; more costs time and helps a small model little."""


def bridges(moment: Moment) -> bool:
    """Whether the move answers a question that nobody wrote an answer to."""
    off_script = moment.move.kind in (MoveKind.CLARIFY, MoveKind.DEFLECT)
    return off_script and moment.move.target is None and not moment.here.faults_now


async def bridge(
    wording: Wording, moment: Moment, turns: Sequence[Turn], line: str, seed: int
) -> AsyncGenerator[str, None]:
    """One unchecked sentence that goes on from ``line``; or none.

    Raises:
        ModelError: the model failed.
    """
    stream = wording.stream(
        script(moment, turns, line),
        stop=("\n",),
        max_tokens=MOST_TOKENS,
        temperature=TEMPERATURE,
        seed=seed,
    )
    async with aclosing(sentences(stream, 1)) as said:
        async for sentence in said:
            yield sentence


def script(moment: Moment, turns: Sequence[Turn], line: str) -> list[Message]:
    """The call as a script that breaks off after ``line``."""
    part = moment.part
    trainee = part.scenario.trainee.name.split()[0]
    name = part.persona.name.split()[0]
    head = (
        f"A phone call, written down word for word. {trainee} is calling {part.persona.name}, "
        f"{part.persona.role} at {part.persona.organisation}. {part.persona.speech.style}"
    )
    spoken = [
        f"{trainee if turn.is_trainee else name}: {neutral(turn.text)}"
        for turn in window(turns, moment.number - len(turns))[-LAST_TURNS:]
    ]
    cue = f"{name} ({mood(moment)}): {line}"
    return [Message("user", head), Message("assistant", "\n".join([*spoken, cue]))]
