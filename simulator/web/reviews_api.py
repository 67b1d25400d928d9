"""People's words about a grade over HTTP: overrides, disputes, decisions, and branches."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from simulator.errors import CallError, UsageError
from simulator.grading.review import LEARNER, dispute, ruling
from simulator.storage.store import KeptCard
from simulator.web.api import CallId
from simulator.web.house import House

Words = Annotated[str, Field(max_length=4_000)]


class _Order(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Disagreed(_Order):
    """The learner doesn't agree with a score of one scorecard."""

    card: int
    score: Words
    why: Words


class Overridden(_Order):
    """An instructor's value beside a score of one scorecard; numbers come as a form has them."""

    card: int
    score: Words
    value: Words
    why: Words
    by: Words


class Decided(_Order):
    """An instructor's decision; without a value the machine's stands."""

    value: Words = ""
    why: Words
    by: Words


class Again(_Order):
    """The turn to try again."""

    turn: Words


class Done(BaseModel):
    """What became of an order, and where to go on."""

    model_config = ConfigDict(frozen=True)

    message: str
    go: str | None = None


def make_reviews_router(house: House) -> APIRouter:
    """The routes; errors of users become one line by the app's handler."""
    router = APIRouter(prefix="/api")
    reviews = house.store.reviews

    @router.post("/calls/{call_id}/disputes")
    def disagree(call_id: CallId, said: Disagreed) -> Done:
        kept = _kept(house, call_id, said.card)
        reviews.dispute(dispute(kept.card, said.score, said.why, LEARNER, reviews.now()))
        return Done(message="Sent. It is on your instructor's list.", go=f"/?debrief={call_id}")

    @router.post("/calls/{call_id}/overrides")
    def override(call_id: CallId, said: Overridden) -> Done:
        kept, value = _kept(house, call_id, said.card), _number(said.value)
        reviews.override(ruling(kept.card, said.score, value, said.why, said.by, reviews.now()))
        page = f"/?debrief={call_id}&card={kept.number}"
        return Done(message="Kept, beside the machine's value.", go=page)

    @router.post("/calls/{call_id}/branches")
    async def again(call_id: CallId, said: Again) -> Done:
        branched = await house.sessions.branch(call_id, said.turn)
        return Done(message="Here we go again.", go=f"/?call={branched}")

    @router.post("/disputes/{number}/decision")
    def decide(number: int, said: Decided) -> Done:
        value = _number(said.value) if said.value.strip() else None
        reviews.decide(number, value, said.why, said.by)
        return Done(message="Decided.", go="/?disputes")

    return router


def _kept(house: House, call_id: str, number: int) -> KeptCard:
    for kept in house.store.kept_cards(call_id):
        if kept.number == number:
            return kept
    raise CallError(f"the call has no scorecard {number}", "open its debrief again")


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise UsageError(f"{text[:20]!r} is no number", "write it like 0.5") from None
