"""Answers to cues: for each turn of hers that gave one, what the next words did, with quotes."""

from collections.abc import Iterator

from simulator.conversation.call import Turn
from simulator.grading import cues
from simulator.grading.dimensions import Dimension, sign
from simulator.grading.material import Material, Reading
from simulator.grading.quotes import quotes
from simulator.grading.scorecard import Answer, CueAnswer, DimensionAnswer
from simulator.understanding.context import Context
from simulator.understanding.hers import hear


def answers(material: Material) -> tuple[CueAnswer, ...]:
    """One row for each turn of hers that told something and was followed by the trainee's words."""
    return tuple(
        _row(cue, reading)
        for reading in material.spoken
        for cue in reading.before
        if cues.gives_substance(cue)
    )


def _row(cue: Turn, reading: Reading) -> CueAnswer:
    return CueAnswer(cue=cue.id, turn=reading.turn.id, dimensions=tuple(_all(cue, reading)))


def _all(cue: Turn, reading: Reading) -> Iterator[DimensionAnswer]:
    for dimension in Dimension:
        if not _asks_for(dimension, cue):
            yield DimensionAnswer(id=dimension, answer=Answer.NO_OPPORTUNITY)
            continue
        found = sign(dimension, reading)
        yield DimensionAnswer(
            id=dimension,
            answer=Answer.YES if found.shown else Answer.NO,
            evidence=quotes(found.quote) if found.shown else (),
        )


def _asks_for(dimension: Dimension, cue: Turn) -> bool:
    """Whether the cue gave occasion for it; advice that is asked for is no fault."""
    if dimension is Dimension.VALIDATING:
        return cues.shows_feeling(cue)
    if dimension is Dimension.ADVICE:
        return not hear(Context.after(cue.text)).seeks_advice
    return True
