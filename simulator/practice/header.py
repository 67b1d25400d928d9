"""The header of a new call: what it is made with."""

import uuid
from datetime import UTC, datetime

from simulator.authoring.cast import Cast
from simulator.conversation.call import Call, ModelUsed, Reference
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
