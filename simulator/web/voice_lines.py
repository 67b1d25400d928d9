"""The voice calls of this server: how many there may be, and what they are made with."""

import asyncio
import logging
from typing import TYPE_CHECKING

from simulator.clock import Clock, WallClock
from simulator.errors import UserError
from simulator.practice.voice_call import VoiceCall, knobs_of, patience_of
from simulator.settings import Settings
from simulator.voice.seams import AudioIn, AudioOut
from simulator.voice.shown import Screen
from simulator.voice.tape import Tape
from simulator.voice.tapes import forget, tape_of
from simulator.web.sessions import Live, Sessions
from simulator.web.state import show
from simulator.web.voice_line import VoiceLine
from simulator.web.voice_store import Kits, VoiceStore
from simulator.web.voice_wire import Hello, Message

if TYPE_CHECKING:
    from starlette.websockets import WebSocket

LOG = logging.getLogger(__name__)
TAKEN = "This call is being spoken in another tab. Press “Speak” to take it over."
FULL = (
    "{count} calls are being spoken on this machine already. "
    "Wait until one of them is over, or go on in writing."
)
BROKEN = "Something went wrong here. Your words are kept: go on in writing, or speak again."


class NotNow(UserError):
    """This page can't speak now; ``why`` tells it what it may offer instead."""

    def __init__(self, why: str, message: str, fix: str = "go on in writing") -> None:
        super().__init__(message, fix)
        self.why = why


class VoiceLines:
    """One line for each call that is being spoken."""

    def __init__(
        self, settings: Settings, sessions: Sessions, store: VoiceStore, clock: Clock | None = None
    ) -> None:
        self._settings = settings
        self._most = settings.voice_calls
        self._patience_s = settings.voice_away_s
        self._sessions = sessions
        self._store = store
        self._clock = clock or WallClock()
        self._lines: dict[str, VoiceLine] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._opening = asyncio.Lock()

    async def answer(self, socket: "WebSocket", call_id: str, hello: Hello) -> None:
        """Let a page speak, until its connection is gone or the call is over.

        Raises:
            NotNow: another tab speaks, there are too many calls, or this one is over.
            UserError: the call or what voice needs isn't there, or the page is garbled.
        """
        async with self._opening:
            line = self._lines.get(call_id) or await self._open(call_id, hello)
        if not (hello.take or line.is_driven_by(hello.tab)):
            raise NotNow("taken", TAKEN)
        await line.serve(socket, hello)

    async def close(self) -> None:
        """End them all, so that the calls can be gone on with."""
        await asyncio.gather(*(line.close() for line in list(self._lines.values())))

    async def _open(self, call_id: str, hello: Hello) -> VoiceLine:
        if len(self._lines) >= self._most:
            raise NotNow("wait", FULL.format(count=self._most))
        kits = await self._store.kits()
        live = await self._sessions.live(call_id)
        if live.rehearsal.ended:
            raise NotNow("over", "This call is over.", "see how it went")
        tape = await asyncio.to_thread(tape_of, self._settings, call_id, agreed=hello.record)
        line = _line(live, kits, tape, self._patience_s, self._clock)
        line.record = hello.record
        self._lines[call_id] = line
        task = asyncio.create_task(self._play(call_id, live, line))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return line

    async def _play(self, call_id: str, live: Live, line: VoiceLine) -> None:
        trouble = ""
        try:
            await live.speak(line)
        except UserError as error:
            trouble = str(error)
        except Exception as error:
            # Its message may hold words of the call, and logs hold none: the kind must do.
            LOG.error("a voice call failed with %s", type(error).__name__)
            live.broken, trouble = True, BROKEN
        finally:
            del self._lines[call_id]
            if not line.record:  # refused, perhaps by a tab that came later
                await asyncio.to_thread(forget, self._settings, call_id)
            line.finish(trouble)


def _line(live: Live, kits: Kits, tape: Tape | None, patience_s: float, clock: Clock) -> VoiceLine:
    scenario = live.cast.scenario

    def make(sound_in: AudioIn, sound_out: AudioOut, screen: Screen) -> VoiceCall:
        # The browser cancels her echo, so she may be talked over.
        knobs = knobs_of(scenario, barge_in=True)
        kit = kits[patience_of(scenario)]
        return VoiceCall(live.rehearsal, sound_in, sound_out, kit, screen, knobs=knobs, tape=tape)

    def state() -> Message:
        return show(live).model_dump()

    return VoiceLine(make, state, patience_s, clock)
