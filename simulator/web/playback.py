"""A recorded call played back: its sound as a file, and where each of its words stands."""

from fastapi import APIRouter
from fastapi.responses import FileResponse, JSONResponse, Response

from simulator.conversation.call import Turn
from simulator.settings import Settings
from simulator.voice.tapes import found
from simulator.web.api import CallId

Place = tuple[int, int, float, float]
"""A word's first and last place in the turn's text, in UTF-16 units, and its seconds."""


def make_playback_router(settings: Settings) -> APIRouter:
    """The route of recordings; players ask for pieces of it (``Range``)."""
    router = APIRouter(prefix="/api/calls")

    @router.get("/{call_id}/recording")
    def recording(call_id: CallId) -> Response:
        path = found(settings, call_id)
        if path is None:
            return JSONResponse({"message": "This call has no recording."}, 404)
        headers = {"Cache-Control": "no-store"}
        return FileResponse(
            path, media_type="audio/wav", filename=f"call-{call_id}.wav", headers=headers
        )

    return router


def places(turn: Turn) -> list[Place]:
    """Where the words of a turn stand in its text; one that isn't in it is passed over."""
    text, at, found_at = turn.text.strip(), 0, []
    for word in turn.words or ():
        wanted = word.text.strip()
        start = text.find(wanted, at)
        if start < 0 or not wanted:
            continue
        at = start + len(wanted)
        found_at.append((_units(text[:start]), _units(text[:at]), word.start_s, word.end_s))
    return found_at


def _units(text: str) -> int:
    """How long a browser takes the text to be."""
    return len(text.encode("utf-16-le")) // 2
