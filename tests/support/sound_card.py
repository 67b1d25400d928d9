"""A virtual sound card: PulseAudio with two sinks, its microphone fed from what a test plays."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

MODULES = (
    "module-native-protocol-unix",
    "module-null-sink sink_name=spk rate=48000",
    "module-null-sink sink_name=mic rate=48000",
    "module-remap-source master=mic.monitor source_name=vmic",
)


@dataclass(frozen=True)
class SoundCard:
    """Environment for programs that are to use it."""

    env: dict[str, str]

    def speak(self, path: Path) -> None:
        """Play a WAV file into the microphone, to its end."""
        subprocess.run(["paplay", "--device=mic", str(path)], env=self.env, check=True)

    def unplug(self) -> None:
        """Take the card away."""
        subprocess.run(["pulseaudio", "--kill"], env=self.env, check=False)


@contextmanager
def sound_card(folder: Path) -> Iterator[SoundCard]:
    """A card of its own for one test; the test is skipped, and says why, where it can't be had."""
    if not shutil.which("pulseaudio") or not shutil.which("paplay"):
        pytest.skip("PulseAudio is not installed: apt install pulseaudio pulseaudio-utils")
    folder.mkdir(mode=0o700)
    env = {
        **os.environ,
        "XDG_RUNTIME_DIR": str(folder),
        "HOME": str(folder),
        "PULSE_LATENCY_MSEC": "100",
    }
    arguments = [word for module in MODULES for word in ("-L", module)]
    command = ["pulseaudio", "-n", "-D", "--exit-idle-time=-1", *arguments]
    subprocess.run(command, env=env, check=True, stderr=subprocess.DEVNULL)
    card = SoundCard(env)
    try:
        for order in ("set-default-sink spk", "set-default-source vmic"):
            subprocess.run(["pactl", *order.split()], env=env, check=True)
        yield card
    finally:
        card.unplug()
