"""The recording of a voice call: where sound lands, what a crash and a full disk leave."""

import asyncio
import errno
import wave
from collections.abc import AsyncIterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from simulator.errors import CallError
from simulator.settings import Settings
from simulator.voice import tapes
from simulator.voice.seams import Heard
from simulator.voice.shown import NoticeShown, Shown
from simulator.voice.sound import FRAME, FRAME_S, RATE, Frame, Speech
from simulator.voice.tape import Tape, taped
from simulator.voice.wave_file import HEADER, repair


class Microphone:
    """A second and a half of one loudness."""

    async def frames(self) -> AsyncIterator[Frame]:
        for number in range(75):
            await asyncio.sleep(0)
            yield Frame(np.full(FRAME, 0.25, np.float32), number * FRAME_S)


class Loudspeaker:
    """Says that one piece was heard whole, one in part, and one not at all."""

    async def play(self, piece: int, speech: Speech) -> None:
        pass

    async def duck(self, *, on: bool) -> None:
        pass

    async def stop(self) -> None:
        pass

    async def heard(self) -> AsyncIterator[Heard]:
        yield Heard(1, 0.2, 0.0, done=False)
        yield Heard(1, 0.2, 0.5, done=True)
        yield Heard(2, 1.0, 0.1, done=True)
        yield Heard(3, None, 0.0, done=True)


class Screen:
    def __init__(self) -> None:
        self.notices: list[str] = []

    async def show(self, shown: Shown) -> None:
        if isinstance(shown, NoticeShown):
            self.notices.append(shown.text)


def recorded(tape: Tape, screen: Screen, from_s: float = 0.0) -> None:
    asyncio.run(_recorded(tape, screen, from_s))


async def _recorded(tape: Tape, screen: Screen, from_s: float) -> None:
    await tape.start()
    line = taped(tape, Microphone(), Loudspeaker(), from_s, screen)
    for piece in (1, 2, 3):
        await line.sound_out.play(piece, Speech(np.full(RATE // 2, 0.5, np.float32), RATE, ()))
    async for _ in line.sound_out.heard():
        pass
    async for _ in line.sound_in.frames():
        pass
    await tape.close()
    if news := tape.news():
        await screen.show(NoticeShown(news))


def channels(path: Path) -> "NDArray[np.float32]":
    with wave.open(str(path), "rb") as file:
        assert (file.getnchannels(), file.getframerate()) == (2, RATE)
        raw = np.frombuffer(file.readframes(file.getnframes()), "<i2")
    return raw.reshape(-1, 2).astype(np.float32) / np.float32(32767)


def test_each_side_stands_where_it_sounded(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "call.wav"
    recorded(Tape(path), Screen())
    found = channels(path)
    assert len(found) == 1.5 * RATE
    assert np.allclose(found[:, 0], 0.25, atol=1e-3)
    loud = np.flatnonzero(found[:, 1] > 0.1) / RATE
    assert (loud.min(), loud.max()) == pytest.approx((0.2, 1.1), abs=0.001)
    assert not found[round(0.71 * RATE) : round(0.99 * RATE), 1].any()
    assert path.stat().st_mode & 0o077 == 0


def test_a_resumed_call_goes_on_with_its_recording(tmp_path: Path) -> None:
    path = tmp_path / "call.wav"
    recorded(Tape(path), Screen())
    recorded(Tape(path), Screen(), from_s=2.0)
    found = channels(path)
    assert len(found) == 3.5 * RATE
    assert np.allclose(found[: 3 * RATE // 2, 0], 0.25, atol=1e-3)
    assert not found[3 * RATE // 2 : 2 * RATE].any()


def test_what_a_crash_leaves_is_repaired(tmp_path: Path) -> None:
    path = tmp_path / "call.wav"
    recorded(Tape(path), Screen())
    whole = path.read_bytes()
    path.write_bytes(whole[:40] + bytes(4) + whole[HEADER:-1001])  # no size yet, half a moment
    assert repair(path)
    assert len(channels(path)) == (len(whole) - HEADER - 1001) // 4
    path.write_bytes(b"nothing of ours")
    assert not repair(path)


def test_a_full_disk_is_told_once_and_the_call_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Tape, *_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Tape, "_put", full)
    screen = Screen()
    recorded(Tape(tmp_path / "call.wav"), screen)
    assert screen.notices == [
        "The recording stopped (No space left on device); the call goes on without it."
    ]


def test_a_folder_that_cannot_be_made_is_told_too(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    screen = Screen()
    recorded(Tape(tmp_path / "file" / "call.wav"), screen)
    assert len(screen.notices) == 1


def test_refusal_deletes_and_age_does(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, keep_recordings_days=30)
    assert tapes.tape_of(settings, "a-call", agreed=True) is not None
    path = tapes.path_of(settings, "a-call")
    path.parent.mkdir()
    path.write_bytes(b"sound")
    assert tapes.tape_of(settings, "a-call", agreed=False) is None
    assert not path.exists()
    path.write_bytes(b"sound")
    assert tapes.expire(settings) == 0
    assert tapes.expire(settings.model_copy(update={"keep_recordings_days": 0.0})) == 1
    assert not path.exists()


def test_an_id_is_never_a_path(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    for name in ("../calls.db", "a/b", "", ".hidden"):
        with pytest.raises(CallError):
            tapes.path_of(settings, name)
    with pytest.raises(CallError, match="no recording"):
        tapes.delete(settings, "a-call")
