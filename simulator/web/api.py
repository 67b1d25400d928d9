"""The live call over HTTP: its state, its turns as a stream of lines, its exports."""

import json
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import BaseModel, ConfigDict

from simulator.errors import CallError, UserError
from simulator.web.exports import export
from simulator.web.house import House
from simulator.web.sessions import Exchange, Live, Moved, Piece
from simulator.web.shown import CallShown, shown_turn
from simulator.web.state import show

CallId = Annotated[str, Path(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]


class Said(BaseModel):
    """A turn of the trainee's on its way in."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str
    after: str = ""
    """The last turn that the page knows."""


class Nothing(BaseModel):
    """An empty order: hang up, stop."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def refusal(error: UserError) -> JSONResponse:
    """One line for the trainee, with a status that fits."""
    status = 404 if isinstance(error, CallError) else 422
    return JSONResponse({"message": str(error)}, status)


def make_router(house: House) -> APIRouter:
    """The routes of live calls under ``/api/calls``."""
    router = APIRouter(prefix="/api/calls")

    @router.get("/{call_id}")
    async def state(call_id: CallId) -> CallShown:
        return show(await house.sessions.live(call_id))

    @router.post("/{call_id}/turns")
    async def say(call_id: CallId, said: Said) -> Response:
        live = await house.sessions.live(call_id)
        try:
            exchange = live.say(said.text.strip(), said.after)
        except Moved as moved:
            body = {"message": moved.message, "state": show(live).model_dump()}
            return JSONResponse(body, status_code=409)
        return StreamingResponse(lines(live, exchange), media_type="application/x-ndjson")

    @router.post("/{call_id}/hang-up")
    async def hang_up(call_id: CallId, _: Nothing) -> CallShown:
        live = await house.sessions.live(call_id)
        await live.hang_up()
        return show(live)

    @router.post("/{call_id}/stop")
    async def stop(call_id: CallId, _: Nothing) -> CallShown:
        live = await house.sessions.live(call_id)
        await live.stop()
        return show(live)

    @router.get("/{call_id}/export/{form}")
    def download(call_id: CallId, form: str) -> Response:
        return export(house.store.call(call_id), form)

    return router


async def lines(live: Live, exchange: Exchange) -> AsyncIterator[str]:
    """The reply as NDJSON: sentences, notices, and at last the state of the call."""
    async for piece in exchange.listen():
        for line in _lines_of(piece, live):
            yield json.dumps(line, ensure_ascii=False) + "\n"
    yield json.dumps({"kind": "state", "state": show(live).model_dump()}, ensure_ascii=False) + "\n"


def _lines_of(piece: Piece, live: Live) -> list[dict[str, str]]:
    found = []
    if piece.trouble:
        found.append({"kind": "trouble", "text": piece.trouble})
    if piece.spoken:
        sentence = {"kind": "sentence", "turn": piece.spoken.turn_id, "text": piece.spoken.sentence}
        found.append({**sentence, "name": _who_said(piece.spoken.turn_id, live)})
        if piece.spoken.notice:
            found.append({"kind": "notice", "text": piece.spoken.notice})
    return found


def _who_said(turn_id: str, live: Live) -> str:
    # By the turn, not by who is on the line: she who puts the call through has gone by then.
    for turn in reversed(live.rehearsal.call().turns):
        if turn.id == turn_id:
            return shown_turn(turn, live.cast).name
    return ""


async def tell(_: Request, error: Exception) -> Response:
    """Turn a user's error anywhere in the API into its one line."""
    if isinstance(error, UserError):
        return refusal(error)
    raise error
