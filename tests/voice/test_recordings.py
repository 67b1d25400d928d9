"""Recordings of real calls: WAV files of all sorts, and lines that say what to do with others."""

import struct
import wave
from pathlib import Path

import numpy as np
import pytest

from simulator.errors import CallError
from simulator.voice.recordings import read_channels
from simulator.voice.sound import RATE
from simulator.voice.wave_file import write_mono, write_stereo

SECONDS = 0.5


def tone(rate: int, hertz: float = 440.0) -> np.ndarray:
    return (0.5 * np.sin(2 * np.pi * hertz * np.arange(round(rate * SECONDS)) / rate)).astype(
        np.float32
    )


@pytest.mark.parametrize("rate", [48_000, 44_100, 16_000, 8_000])
def test_any_rate_comes_out_at_the_ears_own(tmp_path: Path, rate: int) -> None:
    path = tmp_path / "call.wav"
    write_stereo(path, tone(rate, 440), tone(rate, 700), rate)
    found = read_channels(path)
    assert found.them is not None
    assert len(found.you) == pytest.approx(RATE * SECONDS, abs=3)
    for samples, hertz in ((found.you, 440), (found.them, 700)):
        loudest = np.argmax(np.abs(np.fft.rfft(samples))) / (len(samples) / RATE)
        assert loudest == pytest.approx(hertz, abs=3)


def test_one_channel_is_the_trainee_and_so_are_two_alike(tmp_path: Path) -> None:
    one, two = tmp_path / "one.wav", tmp_path / "two.wav"
    write_mono(one, tone(RATE), RATE)
    write_stereo(two, tone(RATE), tone(RATE), RATE)
    assert read_channels(one).them is None
    assert read_channels(two).them is None
    assert read_channels(two).seconds == pytest.approx(SECONDS)


@pytest.mark.parametrize(("width", "pack"), [(1, "B"), (3, "i"), (4, "i")])
def test_other_widths(tmp_path: Path, width: int, pack: str) -> None:
    path = tmp_path / "call.wav"
    half = {1: 192, 3: 2**22, 4: 2**30}[width]
    with wave.open(str(path), "wb") as file:
        file.setparams((1, width, RATE, 0, "NONE", "not compressed"))
        file.writeframes(struct.pack(f"<{pack}", half)[:width] * RATE)
    assert read_channels(path).you.mean() == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize("name", ["call.mp3", "call.wav", "call.m4a"])
def test_what_is_no_wav_file_is_told_in_one_line_with_the_remedy(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"ID3\x04" + bytes(200))
    with pytest.raises(CallError, match="ffmpeg -i") as told:
        read_channels(path)
    assert "\n" not in str(told.value)


def test_an_empty_or_a_missing_recording(tmp_path: Path) -> None:
    write_mono(tmp_path / "empty.wav", np.zeros(0, np.float32), RATE)
    with pytest.raises(CallError, match="empty"):
        read_channels(tmp_path / "empty.wav")
    with pytest.raises(CallError, match="no such recording"):
        read_channels(tmp_path / "none.wav")


def test_half_a_sample_at_the_end_is_dropped(tmp_path: Path) -> None:
    path = tmp_path / "call.wav"
    write_stereo(path, tone(RATE), tone(RATE, 700), RATE)
    path.write_bytes(path.read_bytes()[:-1])
    assert read_channels(path).seconds == pytest.approx(SECONDS, abs=0.01)
