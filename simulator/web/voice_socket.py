"""The routes of voice: the socket of a call, whether voice is there, and fetching what isn't."""

import asyncio
import json
from collections.abc import AsyncIterator

from fastapi import APIRouter, WebSocket
from fastapi.responses import StreamingResponse
from starlette.websockets import WebSocketDisconnect

from simulator.errors import UserError
from simulator.web.api import CallId, Nothing
from simulator.web.voice_line import hang_up, refuse
from simulator.web.voice_lines import NotNow, VoiceLines
from simulator.web.voice_store import Readiness, VoiceStore
from simulator.web.voice_wire import Hello, garbled, read_order

GREETS_S = 10.0
"""Seconds that a page may take to say who it is."""


def make_voice_router(lines: VoiceLines, store: VoiceStore) -> APIRouter:
    """The routes; the shield has looked at host and origin before they are reached."""
    router = APIRouter(prefix="/api")

    @router.websocket("/calls/{call_id}/voice")
    async def speak(socket: WebSocket, call_id: CallId) -> None:
        await socket.accept()
        try:
            await lines.answer(socket, call_id, await _greeting(socket))
            await hang_up(socket)
        except NotNow as error:
            await refuse(socket, error.why, error.message)
        except UserError as error:
            await refuse(socket, "trouble", str(error))
        except WebSocketDisconnect:
            return

    @router.post("/voice/ready")
    async def ready(_: Nothing) -> Readiness:
        return await store.readiness()

    @router.post("/voice/weights")
    async def weights(_: Nothing) -> StreamingResponse:
        return StreamingResponse(_fetching(store), media_type="application/x-ndjson")

    return router


async def _greeting(socket: WebSocket) -> Hello:
    try:
        async with asyncio.timeout(GREETS_S):
            hello = read_order(await socket.receive_text())
    except (TimeoutError, KeyError):
        raise garbled() from None
    if not isinstance(hello, Hello):
        raise garbled()
    return hello


async def _fetching(store: VoiceStore) -> AsyncIterator[str]:
    """How far it has come, line by line; the last line tells how it ended."""
    try:
        async for progress in store.fetch():
            yield json.dumps({"done": progress.done, "total": progress.total}) + "\n"
        end = {"text": "The voice is here, checked by its SHA-256.", "ok": True}
    except UserError as error:
        end = {"text": str(error), "ok": False}
    yield json.dumps(end, ensure_ascii=False) + "\n"
