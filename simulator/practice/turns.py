"""Turns as they are written down: the trainee's, and the persona's as it grows by sentences."""

from simulator.conversation.appraisal import Appraisal
from simulator.conversation.call import PERSONA, TRAINEE, GuardEvent, Turn
from simulator.practice.on_line import OnLine


def trainee_turn(turn_id: str, text: str, span: tuple[float, float], read: Appraisal) -> Turn:
    """A turn of the trainee's; ``span`` is its start and end in seconds of the call."""
    start_s, end_s = span
    return Turn(
        id=turn_id,
        speaker=TRAINEE,
        said=text,
        heard=text,
        start_s=start_s,
        end_s=end_s,
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
