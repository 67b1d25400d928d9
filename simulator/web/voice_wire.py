"""What travels over the socket of a voice call: sound as numbered PCM16, all else as JSON."""

import struct
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from simulator.errors import CallError
from simulator.practice.rehearsal import MAX_CHARACTERS
from simulator.voice.shown import CaptionShown, EndedShown, NoticeShown, PhaseShown, Shown
from simulator.voice.sound import FRAME, Speech

if TYPE_CHECKING:
    from simulator.voice.sound import Samples

NUMBER = struct.Struct("<I")
"""Number in front of the samples: of the frame on its way up, of the piece on its way down."""
FRAME_BYTES = NUMBER.size + 2 * FRAME
MOST_PIECES = 256
"""Pieces that a page may tell of at once; a reply has a handful."""

Message = dict[str, object]
"""A message on its way down: ``kind`` and what belongs to it."""


class Sent(BaseModel):
    """A message on its way up; immutable."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Played(Sent):
    """How far a page has come with a piece of her speech."""

    kind: Literal["played"] = "played"
    piece: int = Field(ge=0)
    received: int = Field(ge=0)
    """Samples that have arrived."""
    begun: int | None = Field(default=None, ge=0)
    """Samples the microphone had captured, at ``sound.RATE``, when the first one sounded."""
    sounded: float = Field(ge=0)
    """Seconds of it that sounded."""
    done: bool


class Hello(Sent):
    """The first message of every connection."""

    kind: Literal["hello"] = "hello"
    tab: str = Field(pattern=r"^[A-Za-z0-9-]{8,64}$")
    """The same for every connection of one pick-up; made up by the page."""
    captured: int = Field(ge=0)
    """Frames that this tab has captured: the number of the next one."""
    record: bool
    """Whether the trainee agreed to a recording of this call."""
    hands_free: bool = True
    """Otherwise the talk key ends each turn."""
    take: bool = False
    """Take the call over from another tab."""
    pieces: tuple[Played, ...] = Field(default=(), max_length=MOST_PIECES)
    """What this tab knows of her speech, from before the connection was lost."""


class Typed(Sent):
    """A turn in writing."""

    kind: Literal["typed"] = "typed"
    number: int = Field(ge=1)
    """Counts the turns typed in this tab, so that one that is sent twice is taken once."""
    text: str = Field(min_length=1, max_length=MAX_CHARACTERS)


class Key(Sent):
    """The talk key."""

    kind: Literal["key"] = "key"
    down: bool


class HandsFree(Sent):
    """Pauses end a turn, or the talk key does."""

    kind: Literal["hands_free"] = "hands_free"
    on: bool


class Leave(Sent):
    """The trainee goes on in writing."""

    kind: Literal["leave"] = "leave"


Order = Played | Typed | Key | HandsFree | Leave
_SENT: TypeAdapter[Hello | Order] = TypeAdapter(
    Annotated[Hello | Order, Field(discriminator="kind")]
)


class SentFrame(NamedTuple):
    """20 ms from a microphone, with its number."""

    number: int
    samples: "Samples"


def read_order(text: str) -> Hello | Order:
    """A message from a page.

    Raises:
        CallError: it is none of the known ones.
    """
    try:
        return _SENT.validate_json(text)
    except ValidationError:
        raise garbled() from None


def read_frame(data: bytes) -> SentFrame:
    """A frame from a page.

    Raises:
        CallError: it has another length.
    """
    import numpy as np

    if len(data) != FRAME_BYTES:
        raise garbled()
    pcm = np.frombuffer(data, "<i2", offset=NUMBER.size)
    return SentFrame(NUMBER.unpack_from(data)[0], pcm.astype(np.float32) / np.float32(32768))


def garbled() -> CallError:
    """What isn't of this protocol; an old page may send it after an update."""
    return CallError("the page and the server don't understand each other", "load the page again")


def piece_head(piece: int, speech: Speech, start: int) -> Message:
    """Announces a piece; its samples follow from ``start`` on."""
    return {
        "kind": "piece",
        "piece": piece,
        "rate": speech.rate,
        "samples": len(speech.samples),
        "start": start,
        "words": [list(word) for word in speech.words],
    }


def piece_body(piece: int, samples: "Samples") -> bytes:
    """The next samples of a piece."""
    import numpy as np

    return NUMBER.pack(piece) + (np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes()


def shown_message(shown: Shown) -> Message:
    """What a screen shows, as a message."""
    match shown:
        case PhaseShown(phase, at_s):
            return {"kind": "phase", "phase": phase.value, "at_s": round(at_s, 2)}
        case CaptionShown():
            return {"kind": "caption", **shown._asdict()}
        case NoticeShown(text):
            return {"kind": "notice", "text": text}
        case EndedShown():
            return {"kind": "ended"}
