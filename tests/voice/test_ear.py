"""The real ear and the real detector on a voice of the house."""

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from simulator.errors import VoiceError
from simulator.settings import Settings
from simulator.voice.ears import ear_of
from simulator.voice.events import Began, Ceased
from simulator.voice.hibari_mouth import HibariMouth
from simulator.voice.manner import Manner
from simulator.voice.silero import SileroDetector, SileroNetwork
from simulator.voice.sound import FRAME, FRAME_S, RATE, Frame
from simulator.voice.whisper import WhisperEar, window_s
from tests.support.voice_weights import voice_weights

if TYPE_CHECKING:
    from simulator.voice.sound import Samples

WORDS = "I wanted to ask whether the heating has been looked at."


def said(text: str) -> "Samples":
    """A sentence at 16 kHz with half a second of a quiet room on both sides."""
    speech = HibariMouth().speak(text, Manner("female", "middle", 175))
    count = round(len(speech.samples) * RATE / speech.rate)
    at = np.linspace(0, len(speech.samples) - 1, count)
    voice = np.interp(at, np.arange(len(speech.samples)), speech.samples)
    room = np.random.default_rng(0).normal(0, 3e-4, count + RATE)
    sound: Samples = (np.pad(voice, RATE // 2) + room).astype(np.float32)
    return sound


@pytest.fixture(scope="module")
def ear() -> WhisperEar:
    folder = voice_weights("tiny.en")
    return WhisperEar("tiny.en", lambda: folder)


@pytest.mark.audio
def test_words_are_heard_and_placed(ear: WhisperEar) -> None:
    heard = ear.hear(said(WORDS))
    assert heard.text == WORDS
    assert " ".join(word.text for word in heard.words) == WORDS
    assert heard.sure > 0.6
    starts = [word.start_s for word in heard.words]
    assert starts == sorted(starts)


@pytest.mark.audio
@pytest.mark.parametrize("loud", [0.0, 0.003, 0.1])
def test_no_words_are_heard_in_noise(ear: WhisperEar, loud: float) -> None:
    noise = np.random.default_rng(1).normal(0, 1, 2 * RATE).astype(np.float32) * loud
    assert ear.hear(noise).text == ""


@pytest.mark.audio
def test_a_name_is_heard_when_it_was_told(ear: WhisperEar) -> None:
    sound = said("Am I speaking to Orla Tolan?")
    assert "Orla Tolan" in ear.hear(sound, ("Orla Tolan", "Kestrel")).text


@pytest.mark.audio
def test_a_voice_is_found_where_it_is() -> None:
    network = SileroNetwork(voice_weights("silero") / "silero_vad_16k_op15.onnx")
    detector, sound = SileroDetector(network), said(WORDS)
    frames = (Frame(sound[at : at + FRAME], at / RATE) for at in range(0, len(sound), FRAME))
    told = [event for frame in frames for event in detector.feed(frame)]
    first, last = told[0], told[-1]
    assert isinstance(first, Began)
    assert isinstance(last, Ceased)
    assert abs(first.at_s - 0.54) < 0.1
    assert abs(last.at_s - (len(sound) / RATE - 0.54)) < 0.1
    assert len(told) % 2 == 0
    assert FRAME_S == 0.02


def test_windows_hold_their_stretch_and_come_in_few_lengths() -> None:
    stretches = [at / 16 for at in range(2, 30 * 16)]
    windows = [window_s(seconds) for seconds in stretches]
    assert all(window >= seconds for window, seconds in zip(windows, stretches, strict=True))
    assert len(set(windows)) <= 21


def test_an_ear_that_is_not_here_says_so(tmp_path: Path) -> None:
    ear = ear_of(Settings(data=tmp_path))
    with pytest.raises(VoiceError, match=r"aren't here.*simulator voice get tiny.en"):
        ear.hear(np.zeros(RATE, np.float32))
