"""One voice call on this server, through whichever connections and tabs it goes."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Protocol

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from simulator.clock import Clock
from simulator.errors import CallError, UserError
from simulator.voice.floor import Phase
from simulator.voice.seams import AudioIn, AudioOut
from simulator.voice.shown import PhaseShown, Screen, Shown
from simulator.web.voice_sound import SocketIn, SocketOut
from simulator.web.voice_wire import (
    HandsFree,
    Hello,
    Key,
    Leave,
    Message,
    Order,
    Played,
    Typed,
    read_order,
    shown_message,
)

MOST_MESSAGES = 400
"""Messages that may wait for a page: some minutes of captions; one that lags more is let go."""
SIGN_FRAMES = 50
MOVED = "This call has moved to another tab. Press “Speak” to take it back."
CUT = (
    "The connection was away for too long, and the voice call was put on hold. "
    "Everything said is kept: press “Speak” to go on by voice, or go on in writing."
)


class Spoken(Protocol):
    """A call that is played by voice, as the line needs it."""

    async def run(self) -> None:
        """Talk until the call is over or the microphone has closed."""

    def type(self, text: str) -> None:
        """A turn in writing."""

    def key(self, *, down: bool) -> None:
        """The talk key."""

    def hands_free(self, *, on: bool) -> None:
        """Whether pauses end a turn."""

    def hang_up(self) -> None:
        """The trainee leaves."""

    def stop(self) -> None:
        """The trainee stops the exercise."""


MakeCall = Callable[[AudioIn, AudioOut, Screen], Spoken]


class VoiceLine:
    """The server's end of one voice call."""

    def __init__(
        self, make: MakeCall, state: Callable[[], Message], patience_s: float, clock: Clock
    ) -> None:
        """Put it together.

        Args:
            make: makes the call that is played.
            state: the call as the page draws it.
            patience_s: how long the page may be away.
            clock: measures that.
        """
        self.record = False
        """Whether the trainee agreed to a recording of this call."""
        self._make = make
        self._state = state
        self._in = SocketIn(patience_s, clock)
        self._out = SocketOut(self._in)
        self._call: Spoken | None = None
        self._phase = Phase.RINGING
        self._hands_free = True
        self._tab = ""
        self._typed = 0
        self._early: list[str] = []
        self._socket: WebSocket | None = None
        self._messages: deque[Message] = deque(maxlen=MOST_MESSAGES)
        self._state_due = False
        self._left = False
        self._over: Message | None = None
        self._ended = asyncio.Event()

    # ---- the call

    async def run(self) -> None:
        """Play the call until it is over, or the page was away for too long."""
        self._call = self._make(self._in, self._out, self)
        self._let_talk(hands_free=self._hands_free)
        await self._call.run()

    def finish(self, trouble: str = "") -> None:
        """The call is no longer spoken: the page is told how to go on."""
        text = trouble or ("" if self._left else CUT)
        self._over = {"kind": "over", "text": text, "state": self._state()}
        self._out.ring.set()
        self._ended.set()

    async def hang_up(self) -> None:
        """The trainee leaves; all that was said is on disk when this returns."""
        if self._call is not None:
            self._call.hang_up()
        await self.close()

    async def stop(self) -> None:
        """The trainee stops the exercise."""
        if self._call is not None:
            self._call.stop()
        await self.close()

    async def close(self) -> None:
        """Hang the microphone up; the call can be gone on with."""
        self._leave()
        await self._ended.wait()

    async def show(self, shown: Shown) -> None:
        """Show something on the page; it never waits for it."""
        self._put(shown_message(shown))
        if isinstance(shown, PhaseShown):
            self._phase = shown.phase
            self._left = self._left or shown.phase is Phase.ENDED
            # Between these two, the state is ahead of what has sounded.
            self._state_due = self._state_due or shown.phase in {Phase.LISTENING, Phase.ENDED}
            self._type_early()

    def is_driven_by(self, tab: str) -> bool:
        """Whether that tab has the call, or nobody has."""
        return self._socket is None or tab == self._tab

    # ---- a connection

    async def serve(self, socket: WebSocket, hello: Hello) -> None:
        """Let a page drive the call until its connection is gone, or the call is over.

        Raises:
            CallError: what the page sends can't be read.
        """
        await self._let_go(hello.tab)
        self._attach(socket, hello)
        tasks = [asyncio.create_task(work) for work in (self._send(socket), self._read(socket))]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            if self._socket is socket:
                self._socket = None
                self._out.detach()
        _raise_first(tasks)

    async def _let_go(self, tab: str) -> None:
        before, self._socket = self._socket, None
        if before is None:
            return
        self._out.detach()
        if tab != self._tab:
            await _tell(before, {"kind": "moved", "text": MOVED})
        await hang_up(before)

    def _attach(self, socket: WebSocket, hello: Hello) -> None:
        self._socket = socket
        self.record = self.record and hello.record
        if hello.tab != self._tab:
            self._tab, self._typed = hello.tab, 0
            self._out.drop()
            self._in.change_tab(hello.captured)
        self._let_talk(hands_free=hello.hands_free)
        kept = [message for message in self._messages if message["kind"] == "notice"]
        ready: Message = {"kind": "ready", "next": self._in.wanted(), "typed": self._typed}
        phase: Message = {"kind": "phase", "phase": self._phase.value}
        self._messages = deque((ready, phase, *kept), MOST_MESSAGES)
        self._state_due = True
        self._out.attach(hello.pieces)

    async def _read(self, socket: WebSocket) -> None:
        while True:
            message = await socket.receive()
            if message["type"] == "websocket.disconnect":
                return
            if message.get("bytes") is not None:
                await self._in.take(message["bytes"])
                self._give_sign()
            else:
                self._follow(read_order(message.get("text") or ""))

    def _follow(self, order: Hello | Order) -> None:
        match order:
            case Played():
                self._out.played(order)
            case Typed():
                self._type(order)
            case Key() if self._call is not None:
                self._call.key(down=order.down)
            case HandsFree():
                self._let_talk(hands_free=order.on)
            case Leave():
                self._leave()
            case Hello():
                raise CallError("a page greets once", "load the page again")

    def _give_sign(self) -> None:
        """Once a second of sound, so that a page knows a dead connection from a silent persona."""
        if self._in.wanted() % SIGN_FRAMES == 0:
            self._put({"kind": "heard", "next": self._in.wanted()})

    def _leave(self) -> None:
        self._left = True
        self._in.close()

    def _let_talk(self, *, hands_free: bool) -> None:
        self._hands_free = hands_free
        if self._call is not None:
            self._call.hands_free(on=hands_free)

    def _type(self, typed: Typed) -> None:
        if typed.number > self._typed:
            self._typed = typed.number
            self._early.append(typed.text)
            self._type_early()
        self._put({"kind": "got", "typed": self._typed})

    def _type_early(self) -> None:
        """Hand on what was typed; while it rings, nobody is there to take it."""
        while self._early and self._call is not None and self._phase is not Phase.RINGING:
            self._call.type(self._early.pop(0))

    # ---- what goes down

    def _put(self, message: Message) -> None:
        self._messages.append(message)
        self._out.ring.set()

    async def _send(self, socket: WebSocket) -> None:
        # Once another connection has the line, what waits is meant for that one.
        while self._socket is socket:
            self._out.ring.clear()
            while self._socket is socket and await self._send_next(socket):
                pass
            if self._over is not None:
                await _tell(socket, self._over)
                return
            await self._out.ring.wait()

    async def _send_next(self, socket: WebSocket) -> bool:
        """Send what is most urgent; gives whether there was anything."""
        if len(self._messages) == MOST_MESSAGES:
            raise WebSocketDisconnect(1013)  # it lags behind: a new connection begins afresh
        if message := self._out.next_order() or self._next_message():
            await socket.send_json(message)
        elif chunk := self._out.next_chunk():
            if chunk.head:
                await socket.send_json(chunk.head)
            await socket.send_bytes(chunk.body)
        else:
            return False
        return True

    def _next_message(self) -> Message | None:
        if self._messages:
            return self._messages.popleft()
        if not self._state_due:
            return None
        # Drawn when it is sent: a page that lags gets one state, the last.
        self._state_due = False
        return {"kind": "state", "state": self._state()}


def _raise_first(tasks: list["asyncio.Task[None]"]) -> None:
    """Raise what ended a connection, unless it was the line itself."""
    for task in tasks:
        error = None if task.cancelled() else task.exception()
        if isinstance(error, UserError) or not (error is None or isinstance(error, GONE)):
            raise error


async def refuse(socket: WebSocket, why: str, text: str) -> None:
    """Say in one line why this page can't speak, and close."""
    await _tell(socket, {"kind": "refused", "why": why, "text": text})
    await hang_up(socket)


async def hang_up(socket: WebSocket) -> None:
    """Close a connection, unless it is closed."""
    if socket.application_state is not WebSocketState.DISCONNECTED:
        await _quietly(socket.close())


FAREWELL_S = 1.0
"""Seconds that a last word may take: the other end may be gone without a sign."""
GONE = (WebSocketDisconnect, RuntimeError, OSError)
"""What sending raises when the other end has gone."""


async def _tell(socket: WebSocket, message: Message) -> None:
    await _quietly(socket.send_json(message))


async def _quietly(sending: Awaitable[None]) -> None:
    try:
        async with asyncio.timeout(FAREWELL_S):
            await sending
    except (TimeoutError, *GONE):
        return
