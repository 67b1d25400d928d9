"""What a trainee says, as a file for a browser's fake microphone: 48 kHz, one channel."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from simulator.voice.hibari_mouth import HibariMouth
from simulator.voice.manner import Manner
from simulator.voice.resampling import resampled
from simulator.voice.wave_file import write_mono

RATE = 48_000
TRAINEE = Manner("male", "middle", 165)


def trainee_wav(path: Path, lines: Sequence[str], *, lead_s: float, gap_s: float) -> None:
    """Write the lines in a quiet room, the first after ``lead_s``, each ``gap_s`` after the last.

    Chromium plays the file from the moment the microphone is opened.
    """
    mouth, parts = HibariMouth(), [np.zeros(round(lead_s * RATE), np.float32)]
    for line in lines:
        speech = mouth.speak(line, TRAINEE)
        said = resampled(speech.samples, speech.rate, RATE)
        parts += [said, np.zeros(round(gap_s * RATE), np.float32)]
    sound = np.concatenate(parts)
    room = np.random.default_rng(0).normal(0, 3e-4, len(sound))
    write_mono(path, (sound * 0.8 + room).astype(np.float32), RATE)
