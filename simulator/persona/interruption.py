"""Interruption: when she cuts in on a monologue, and what it undoes when she is cut off herself."""

from simulator.conversation.state import Move, PersonaState
from simulator.persona.part import Part
from simulator.vocabulary import Archetype, MoveKind

HEARD_OUT = frozenset({Archetype.BEREAVED, Archetype.FRIGHTENED})
"""Who doesn't cut in: they fall silent instead."""
BORNE_WORDS = 90
"""Words in a row that middling patience bears; twice what a busy person bears in writing."""
OVERRUN_S = 10.0
"""Seconds beyond her time that she lets a sentence run, as when a typed call's time is up."""


def cuts_in(part: Part, state: PersonaState, words: int, seconds_left: float) -> bool:
    """Whether she lets a turn of so many words go on, at the end of a clause."""
    if part.persona.archetype in HEARD_OUT:
        return False
    borne = BORNE_WORDS * part.preset.attention * (0.4 + state.patience)
    return words > borne or seconds_left < -OVERRUN_S


def unheard(state: PersonaState, move: Move) -> PersonaState:
    """Her state when she was cut off before the point: what wasn't heard wasn't told or raised."""
    update: dict[str, object] = {}
    if move.kind is MoveKind.DISCLOSE and state.disclosed[-1:] == (move.target,):
        update["disclosed"] = state.disclosed[:-1]
    if move.kind is MoveKind.OBJECT and state.raised[-1:] == (move.target,):
        update["raised"] = state.raised[:-1]
    return state.model_copy(update=update)
