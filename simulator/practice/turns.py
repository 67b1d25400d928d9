"""Turns as they are written down: the trainee's, and the persona's as it grows by sentences."""

from typing import NamedTuple

from simulator.conversation.appraisal import Appraisal
from simulator.conversation.call import PERSONA, TRAINEE, GuardEvent, Turn, Word
from simulator.practice.on_line import OnLine
from simulator.voice.partner import Sounded


class Spell(NamedTuple):
    """When a turn of the trainee's was said, in seconds of the call, and how it ended."""

    start_s: float
    end_s: float
    words: tuple[Word, ...] = ()
    """Where each word stands, in a call by voice."""
    cut: bool = False
    """She didn't let the trainee finish."""


def trainee_turn(turn_id: str, text: str, spell: Spell, read: Appraisal) -> Turn:
    """A turn of the trainee's."""
    return Turn(
        id=turn_id,
        speaker=TRAINEE,
        said=text,
        heard=text,
        start_s=spell.start_s,
        end_s=spell.end_s,
        words=spell.words or None,
        interrupted=spell.cut,
        appraisal=read,
    )


def her_turn(turn_id: str, line: OnLine, start_s: float) -> Turn:
    """A turn of hers, decided and not yet worded."""
    return Turn(
        id=turn_id,
        speaker=PERSONA,
        said="",
        start_s=start_s,
        persona=line.part.persona.id,
        move=line.move,
        state=line.state,
    )


def grown(
    turn: Turn,
    said: str,
    end_s: float,
    guard: tuple[GuardEvent, ...] = (),
    latency_ms: dict[str, float] | None = None,
) -> Turn:
    """The turn with all that is known of its words; in writing, what is said is heard."""
    words: dict[str, object] = {"said": said, "heard": said, "end_s": end_s}
    update = {**words, "guard": turn.guard + guard}
    if latency_ms is not None:
        update["latency_ms"] = latency_ms
    return turn.model_copy(update=update)


def as_heard(turn: Turn, sounded: Sounded) -> Turn:
    """A turn of hers with what was really heard of it."""
    return turn.model_copy(
        update={
            "heard": sounded.heard,
            "start_s": sounded.start_s,
            "end_s": sounded.end_s,
            "words": sounded.words or None,
            "interrupted": sounded.interrupted,
            "latency_ms": {**turn.latency_ms, **sounded.latency_ms},
        }
    )
