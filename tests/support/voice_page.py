"""A page that speaks: captures frames, plays pieces, and tells what sounded, as the script does."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection

from simulator.voice.sound import FRAME, RATE
from simulator.web.voice_wire import NUMBER

if TYPE_CHECKING:
    from simulator.voice.sound import Samples

PACE_S = 0.003
"""Real seconds a frame of 20 ms takes here."""
PATIENCE_S = 20.0


@dataclass
class Playing:
    """A piece of her speech, on the page."""

    piece: int
    rate: int
    samples: int
    received: int = 0
    begun: int | None = None
    sounded: float = 0.0
    done: bool = False

    def told(self) -> dict[str, Any]:
        return {
            "kind": "played",
            "piece": self.piece,
            "received": self.received,
            "begun": self.begun,
            "sounded": self.sounded,
            "done": self.done,
        }


@dataclass
class Page:
    """One tab; ``socket`` may be replaced by another connection."""

    socket: ClientConnection
    tab: str = "tab-0001"
    captured: int = 0
    pieces: list[Playing] = field(default_factory=list)
    seen: list[dict[str, Any]] = field(default_factory=list)
    typed: int = 0
    ducked: bool = False
    pace_s: float = PACE_S
    due_s: float = 0.0
    """When the next frame is to be sent, on the monotonic clock."""

    def greet(self, **more: object) -> None:
        known = [one.told() for one in self.pieces if not one.done]
        hello = {"tab": self.tab, "captured": self.captured, "record": False, "pieces": known}
        self.send("hello", **{**hello, **more})

    def send(self, kind: str, **more: object) -> None:
        self.socket.send(json.dumps({"kind": kind, **more}))

    def type(self, text: str) -> None:
        self.typed += 1
        self.send("typed", number=self.typed, text=text)

    def kinds(self, kind: str) -> list[dict[str, Any]]:
        return [message for message in self.seen if message["kind"] == kind]

    def captions(self, who: str) -> list[str]:
        return [one["text"] for one in self.kinds("caption") if one["who"] == who]

    def phase(self) -> str:
        return str(self.kinds("phase")[-1]["phase"]) if self.kinds("phase") else ""

    def hear(self, within_s: float = 0.0) -> bool:
        """Take all that has come; gives whether the connection still stands."""
        try:
            while True:
                message = self.socket.recv(timeout=within_s)
                if isinstance(message, bytes):
                    self._take(message)
                else:
                    self.seen.append(json.loads(message))
                    self._obey(self.seen[-1])
        except TimeoutError:
            return True
        except ConnectionClosed:
            return False

    def until(self, test: Callable[[], bool], silent: bool = True) -> None:
        """Listen until it is so; meanwhile the microphone hears nothing."""
        end = time.monotonic() + PATIENCE_S
        while not test():
            if silent:
                self.frame(np.zeros(FRAME, np.float32))
            assert self.hear(0 if silent else 0.01) or test(), "the connection is closed"
            assert time.monotonic() < end, f"it never came: {self.seen[-5:]}"

    def speak(self, samples: "Samples") -> None:
        """Send sound, frame by frame."""
        for at in range(0, len(samples), FRAME):
            frame = np.pad(samples[at : at + FRAME], (0, max(0, at + FRAME - len(samples))))
            self.frame(frame)

    def wait(self, seconds: float) -> None:
        """Be silent for so long, on the audio clock."""
        self.speak(np.zeros(round(seconds * RATE), np.float32))

    def frame(self, samples: "Samples", *, lost: bool = False) -> None:
        if not lost:
            pcm = np.round(samples * 32768).astype("<i2").tobytes()
            self.socket.send(NUMBER.pack(self.captured) + pcm)
        self.captured += 1
        self._play(FRAME / RATE)
        self.hear()
        self.due_s = max(time.monotonic(), self.due_s + self.pace_s)
        time.sleep(max(0.0, self.due_s - time.monotonic()))

    def _take(self, data: bytes) -> None:
        number = NUMBER.unpack_from(data)[0]
        one = next(one for one in self.pieces if one.piece == number)
        one.received += (len(data) - NUMBER.size) // 2

    def _obey(self, message: dict[str, Any]) -> None:
        if message["kind"] == "piece" and message["start"] == 0:
            self.pieces.append(Playing(message["piece"], message["rate"], message["samples"]))
        elif message["kind"] == "duck":
            self.ducked = message["on"]
        elif message["kind"] == "stop":
            for one in self.pieces:
                self._finish(one)

    def _play(self, seconds: float) -> None:
        one = next((one for one in self.pieces if not one.done), None)
        if one is None:
            return
        if one.begun is None:
            one.begun = self.captured * FRAME
            self._tell(one)
        one.sounded = min(one.sounded + seconds, one.samples / one.rate)
        if one.sounded >= one.samples / one.rate:
            self._finish(one)

    def _finish(self, one: Playing) -> None:
        if not one.done:
            one.done = True
            self._tell(one)

    def _tell(self, one: Playing) -> None:
        self.socket.send(json.dumps(one.told()))
