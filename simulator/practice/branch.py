"""Try that moment again: a new call that shares another one's turns before a certain turn."""

from datetime import datetime

from simulator.conversation.call import STOPPED, BranchPoint, Call, Turn
from simulator.errors import CallError

PARTINGS = frozenset({STOPPED, "left"})
"""Events that end a call: a branch has not ended."""


def branch(call: Call, turn_id: str, new_id: str, at: datetime) -> Call:
    """The call as it stood before one of the trainee's turns, to be gone on with from there.

    With the same seed and the same words it goes on as the first one did.

    Args:
        call: of a scenario, with a seed.
        turn_id: the trainee's turn to try again.
        new_id: the new call's id.
        at: when it begins.

    Raises:
        CallError: the call has no such turn of the trainee's, or no scenario and seed.
    """
    if call.id is None or call.scenario is None or call.seed is None:
        raise CallError(
            "this call can't be gone on with: it is of no scenario, or has no seed",
            "rehearse the scenario instead",
        )
    before = _before(call, turn_id)
    ends_s = max((turn.end_s or 0.0 for turn in before), default=0.0)
    events = (event for event in call.events if event.at_s <= ends_s)
    return call.model_copy(
        update={
            "id": new_id,
            "started_at": at,
            "turns": before,
            "events": tuple(event for event in events if event.kind not in PARTINGS),
            "outcome": None,
            "branch_of": BranchPoint(call=call.id, turn=turn_id),
        }
    )


def _before(call: Call, turn_id: str) -> tuple[Turn, ...]:
    for index, turn in enumerate(call.turns):
        if turn.id == turn_id and turn.is_trainee:
            return call.turns[:index]
    yours = ", ".join(turn.id for turn in call.trainee_turns()) or "none"
    raise CallError(
        f"the call has no turn {turn_id[:80]!r} of the trainee's", f"name one of: {yours}"
    )
