"""The system's own voice through pyttsx3, in a child process that may hang or die by itself."""

import contextlib
import json
import queue
import subprocess
import sys
import tempfile
import threading
from importlib.util import find_spec
from pathlib import Path

from simulator.errors import VoiceError
from simulator.voice.manner import Manner
from simulator.voice.placing import placed
from simulator.voice.sound import Speech
from simulator.voice.wave_file import read_mono

ANSWERS_S = 15.0
"""Longest wait for one sentence: macOS's engine is known to hang."""
FIX = (
    "install 'rehearsal-simulator[voice]' and your system's speech (Debian: apt install espeak-ng)"
)


class SystemMouth:
    """Speaks with whatever voice the operating system has."""

    name = "pyttsx3/1"

    def __init__(self, command: tuple[str, ...] | None = None) -> None:
        self._command = command or (sys.executable, "-m", "simulator.voice.pyttsx3_child")
        self._child: subprocess.Popen[str] | None = None
        self._answers: queue.Queue[str] = queue.Queue()

    def speak(self, text: str, manner: Manner) -> Speech:
        """Say one sentence; a child that died or hung is replaced once.

        Raises:
            VoiceError: pyttsx3 is missing, or the system's voice failed twice.
        """
        if find_spec("pyttsx3") is None:
            raise VoiceError("the system's voice isn't installed", FIX)
        with tempfile.TemporaryDirectory(prefix="simulator-voice-") as folder:
            path = Path(folder) / "sentence.wav"
            if not (self._ask(text, manner, path) or self._ask(text, manner, path)):
                raise VoiceError("the system's voice doesn't answer", FIX)
            samples, rate = read_mono(path)
        return Speech(samples, rate, placed(text, samples, rate))

    def close(self) -> None:
        """End the child."""
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.wait()
            for pipe in (child.stdin, child.stdout):
                if pipe is not None:
                    pipe.close()

    def _ask(self, text: str, manner: Manner, path: Path) -> bool:
        order = {"text": text, "path": str(path), "wpm": manner.wpm, "sex": manner.sex}
        try:
            child = self._started()
            if child.stdin is None:
                return False
            child.stdin.write(json.dumps(order) + "\n")
            child.stdin.flush()
            answer = json.loads(self._answers.get(timeout=ANSWERS_S) or "{}")
        except (OSError, ValueError, queue.Empty):
            answer = {}
        if not answer.get("done") or not path.is_file():
            self.close()
            return False
        return True

    def _started(self) -> subprocess.Popen[str]:
        if self._child is None or self._child.poll() is not None:
            self.close()
            self._answers = queue.Queue()
            self._child = subprocess.Popen(  # noqa: S603 - our own module, or a test's
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
            )
            threading.Thread(
                target=_pass_on, args=(self._child, self._answers), daemon=True
            ).start()
        return self._child


def _pass_on(child: subprocess.Popen[str], answers: "queue.Queue[str]") -> None:
    if child.stdout is not None:
        with contextlib.suppress(ValueError):
            for line in child.stdout:
                answers.put(line)
    answers.put("")  # the child has gone
