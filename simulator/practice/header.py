"""The header of a call: what it is made with, whether it can be gone on with, how it ended."""

import uuid
from datetime import UTC, datetime

from simulator.authoring.cast import Cast
from simulator.authoring.scenario import Scenario
from simulator.conversation.call import Call, ModelUsed, OutcomeReached, Reference
from simulator.errors import CallError
from simulator.llm.wording import Wording
from simulator.vocabulary import Difficulty, Realiser


def header(
    cast: Cast,
    *,
    seed: int,
    difficulty: Difficulty,
    model: ModelUsed,
    call_id: str | None = None,
    started_at: datetime | None = None,
) -> Call:
    """A call with nothing in it yet; without an id and a start it gets fresh ones."""
    scenario = cast.scenario
    return Call(
        id=call_id or uuid.uuid4().hex,
        scenario=_reference(cast, scenario.id),
        persona=_reference(cast, scenario.personas[0]),
        kind=scenario.kind,
        channel=scenario.channel,
        difficulty=difficulty,
        seed=seed,
        model=model,
        started_at=started_at or datetime.now(UTC),
    )


def model_used(realiser: Realiser | None, wording: Wording | None) -> ModelUsed:
    """Who words the moves: the author's lines, unless there is a model and a way to use it."""
    if wording is None or realiser in (None, Realiser.LINES):
        return ModelUsed(realiser=Realiser.LINES)
    return ModelUsed(realiser=realiser, name=wording.name, digest=wording.digest)


def _reference(cast: Cast, identifier: str) -> Reference:
    return Reference(id=identifier, sha256=cast.hashes.get(identifier))


def outcome_of(scenario: Scenario, rung_id: str) -> OutcomeReached:
    """How a call ended that came to that rung of the scenario's ladder."""
    rung = scenario.outcome(rung_id)
    return OutcomeReached(
        id=rung.id,
        label=rung.label,
        reached=rung.reached,
        minutes_granted=rung.minutes_granted,
    )


def check_resumable(call: Call, cast: Cast) -> None:
    """Refuse to go on with a call that lacks what is needed.

    Raises:
        CallError: it is of another scenario, or has no id or seed.
    """
    if call.scenario is None or call.scenario.id != cast.scenario.id:
        raise CallError(
            f"this call is not of the scenario {cast.scenario.id!r}", "resume it with its own"
        )
    if call.seed is None or call.id is None:
        raise CallError("this call has no id and seed to go on from", "start a new one")
