"""A kit from what is on this machine."""

from pathlib import Path

import pytest

from simulator.errors import VoiceError
from simulator.settings import Settings
from simulator.voice.kits import voice_kit
from tests.support.voice_weights import voice_weights
from tests.support.weights import CACHE


def test_what_is_missing_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(VoiceError) as caught:
        voice_kit(Settings(data=tmp_path))
    assert "simulator voice get" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.audio
def test_a_whole_kit() -> None:
    for name in ("tiny.en", "silero"):
        voice_weights(name)
    kit = voice_kit(Settings(data=CACHE))
    assert kit.ear.name == "faster-whisper tiny.en int8"
    assert kit.detector() is not kit.detector()
