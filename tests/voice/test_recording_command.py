"""Recordings from the command line: list, take away with captions, delete."""

from pathlib import Path

import numpy as np
import pytest

from simulator.cli import main
from simulator.conversation.call import Call, Turn
from simulator.settings import Settings
from simulator.storage.store import Store
from simulator.voice.sound import RATE
from simulator.voice.tapes import path_of
from simulator.voice.wave_file import write_stereo


def test_a_recording_is_listed_taken_away_and_deleted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SIMULATOR_DATA", str(tmp_path))
    settings = Settings(data=tmp_path)
    turn = Turn(id="t1", speaker="trainee", said="Good morning.", start_s=0.25, end_s=0.75)
    with Store(settings) as store:
        store.import_call(Call(id="a-call", turns=(turn,)))
    path = path_of(settings, "a-call")
    path.parent.mkdir()
    write_stereo(path, np.ones(RATE, np.float32), np.zeros(RATE, np.float32), RATE)
    assert main(["recording", "list"]) == 0
    assert "a-call" in capsys.readouterr().out
    out = tmp_path / "mine" / "call.wav"
    assert main(["export", "a-call", "--to", "wav", "--out", str(out)]) == 0
    assert out.read_bytes() == path.read_bytes()
    assert "00:00:00.250 --> 00:00:00.750" in out.with_suffix(".vtt").read_text()
    assert main(["recording", "delete", "a-call"]) == 0
    assert not path.exists()
    capsys.readouterr()
    assert main(["recording", "delete", "a-call"]) == 1
    assert "has no recording" in capsys.readouterr().err
