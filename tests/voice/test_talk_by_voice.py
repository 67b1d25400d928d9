"""A whole call by voice over a sound card: what is said into the microphone is heard and graded."""

import os
import queue
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import numpy as np
import pytest

from simulator.voice.hibari_mouth import HibariMouth
from simulator.voice.manner import Manner
from simulator.voice.recordings import read_channels
from simulator.voice.wave_file import write_mono
from tests.support.sound_card import SoundCard, sound_card
from tests.support.voice_weights import voice_weights
from tests.support.weights import CACHE

pytestmark = [pytest.mark.audio, pytest.mark.slow, pytest.mark.network, pytest.mark.timeout(900)]

ROOT = Path(__file__).parent.parent.parent
VOICE = ("talk", "pet-box-cancellation", "--voice", "--headphones")
ADVISER = Manner("female", "high", 165)
CALL = (
    "I'm so sorry, this is Robin at Tailgate, and I can stop that for you right now.",
    "It's done, Mr Parry, I've cancelled it, and nothing more will come to the door.",
    "What was Nel like?",
    "She carried your gloves about, and the house feels quiet without her.",
    "I've waived the notice, so there's nothing to pay.",
    "Goodbye, Mr Parry, look after yourself.",
)
MUST_BE_HEARD = ("sorry", "nothing more", "what", "gloves", "notice", "goodbye")
"""Of each line."""
MOST_TURNS = 14
PATIENCE_S = 180
"""For one line or an exit, on however busy a machine; no more than a guard against hanging."""


class Talk:
    """``simulator talk`` in a process of its own, read line by line."""

    def __init__(self, card: SoundCard, data: Path, *words: str) -> None:
        program = "import sys; from simulator.cli import main; sys.exit(main())"
        env = {**card.env, "SIMULATOR_DATA": str(data), "SIMULATOR_MODEL": "none"}
        self.process = subprocess.Popen(
            [sys.executable, "-c", program, *words],
            env={**env, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self._lines: queue.Queue[str | None] = queue.Queue()
        self.said: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        self._reader.join()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line.rstrip("\n"))
        self._lines.put(None)

    def until(self, pattern: str, seconds: float = PATIENCE_S) -> str | None:
        """Read up to the line that matches; ``None`` if the program ends first."""
        while (line := self._next(seconds)) is not None:
            self.said.append(line)
            if re.search(pattern, line):
                return line
        return None

    def _next(self, seconds: float) -> str | None:
        try:
            return self._lines.get(timeout=seconds)
        except queue.Empty:
            pytest.fail("nothing more came after:\n" + "\n".join(self.said[-12:]))

    def type(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for name in ("tiny.en", "silero"):
        voice_weights(name)
    folder = tmp_path / "own"
    folder.mkdir()
    os.symlink(CACHE / "models", folder / "models")
    return folder


@pytest.fixture
def card(tmp_path: Path) -> Iterator[SoundCard]:
    with sound_card(tmp_path / "card") as made:
        yield made


@pytest.fixture
def words(tmp_path: Path) -> list[Path]:
    pytest.importorskip("hibari")
    mouth, paths = HibariMouth(), []
    for number, line in enumerate(CALL):
        speech = mouth.speak(line, ADVISER)
        paths.append(tmp_path / f"{number}.wav")
        write_mono(paths[-1], speech.samples, speech.rate)
    return paths


def heard(talk: Talk) -> str:
    """What the call took down of the trainee's words."""
    return " ".join(line for line in talk.said if line.startswith("You: ")).lower()


def rehearse(talk: Talk, card: SoundCard, words: list[Path]) -> str | None:
    """Say one line after each of his, and again what a busy machine swallowed, to the goodbye."""
    left = list(zip(MUST_BE_HEARD, words, strict=True))
    for _ in range(MOST_TURNS):
        line = talk.until(r"^Wyn Parry: |^Kept as call ")
        if line is None or line.startswith("Kept"):
            return line
        while len(left) > 1 and left[0][0] in heard(talk):
            left.pop(0)
        card.speak(left[0][1])
    return talk.until(r"^Kept as call ")


def test_a_call_over_the_sound_card_comes_to_its_end_and_is_graded(
    card: SoundCard, data: Path, words: list[Path]
) -> None:
    with Talk(card, data, *VOICE) as talk:
        talk.type("y")  # to the recording
        kept = rehearse(talk, card, words)
        assert kept is not None
        assert talk.process.wait(PATIENCE_S) == 0
    for word in ("cancel", *MUST_BE_HEARD):
        assert word in heard(talk)
    (recording,) = (data / "recordings").iterdir()
    channels = read_channels(recording)
    assert channels.them is not None
    assert np.abs(channels.you).max() > 0.01
    assert np.abs(channels.them).max() > 0.01
    with Talk(card, data, "grade", kept.split()[3].rstrip(".")) as grade:
        assert grade.until(r"^How it ended: ") is not None
        assert grade.process.wait(PATIENCE_S) == 0


def test_when_the_card_is_unplugged_the_call_goes_on_in_writing(
    card: SoundCard, data: Path, words: list[Path]
) -> None:
    with Talk(card, data, *VOICE) as talk:
        talk.type("n")
        assert talk.until(r"^Wyn Parry: ") is not None
        card.speak(words[0])
        assert talk.until(r"^Wyn Parry: ") is not None
        card.unplug()
        assert talk.until(r"microphone|loudspeaker") is not None
        talk.type("It's done, Mr Parry, I've cancelled it for you.")
        talk.type("Goodbye, Mr Parry.")
        talk.type("/bye")
        assert talk.until(r"^Kept as call ") is not None
        assert talk.process.wait(PATIENCE_S) == 0
