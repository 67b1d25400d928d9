"""A kit from what is on this machine."""

from pathlib import Path

import pytest

from simulator.errors import VoiceError
from simulator.settings import Settings
from simulator.voice.kits import turn_end_of, voice_kit
from tests.support.voice_weights import voice_weights
from tests.support.weights import CACHE


def test_what_is_missing_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(VoiceError) as caught:
        voice_kit(Settings(data=tmp_path))
    assert "simulator voice get" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_hint_is_done_without(tmp_path: Path) -> None:
    assert turn_end_of(Settings(data=tmp_path)).wait_s(0.5, "Could you tell me why?", "") < 1


@pytest.mark.audio
def test_a_whole_kit() -> None:
    for name in ("tiny.en", "silero", "smart-turn"):
        voice_weights(name)
    kit = voice_kit(Settings(data=CACHE))
    assert kit.ear.name == "faster-whisper tiny.en int8"
    assert kit.detector() is not kit.detector()
