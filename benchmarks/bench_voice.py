"""Voice to voice in real time, on the samples: ten trainees, authored lines, beside the floor.

``--quick`` takes three trainees and six turns each.  Run it on a quiet machine: real time is real.
"""

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.report import report
from benchmarks.trainees import CACHE
from benchmarks.voice_lab import (
    LINES,
    Measured,
    Reader_,
    call,
    casts,
    floor_ms,
    spread,
    ten_trainees,
)
from simulator.settings import load_settings
from simulator.voice.kit import VoiceKit
from simulator.voice.kits import voice_kit
from simulator.voice.weights import checked

TURNS_A_CALL = 5
ROOT = Path(__file__).parent.parent
PEER = (
    "pipecat-ai==1.14.0",
    "faster-whisper==1.2.1",
    "hibari-tts==0.2.1",
    "pydantic-settings",
    "platformdirs",
    "soxr",
)
"""What the peer's own environment holds."""
PIPECAT_STOP_S = 0.2
"""The silence after which pipecat's voice detector ends a turn, as it ships."""


async def measure(kit: VoiceKit, trainees: int, turns: int) -> list[Measured]:
    """All turns of so many trainees."""
    stages = casts(load_settings())
    found: list[Measured] = []
    for number, trainee in enumerate(ten_trainees()[:trainees]):
        speaks = Reader_(trainee)
        done = 0
        while done < turns:
            cast = stages[(number + done // TURNS_A_CALL) % len(stages)]
            got = await call(cast, kit, speaks, min(TURNS_A_CALL, turns - done), seed=done + 1)
            done += max(1, len(got))
            found += got
    return found


def floors(kit: VoiceKit, count: int) -> list[float]:
    """The floor over the same words."""
    trainee = ten_trainees()[0]
    kit.ear.hear(trainee.say(LINES[0]))
    lines = (LINES * 10)[:count]
    return [
        floor_ms(kit, trainee.say(line), f"Well, {n}, go on then.", PIPECAT_STOP_S)
        for n, line in enumerate(lines)
    ]


def pipecat(trainees: int, turns: int) -> list[float]:
    """The peer on the same lines, in an environment of its own; empty if it can't be had."""
    spoken = {
        f"{who:02}-{number:03}": trainee.say(LINES[number % len(LINES)])
        for who, trainee in enumerate(ten_trainees()[:trainees])
        for number in range(turns)
    }
    with tempfile.TemporaryDirectory() as folder:
        lines = Path(folder) / "lines.npz"
        np.savez(lines, allow_pickle=False, **spoken)
        weights = checked(load_settings(), "tiny.en")
        try:
            python = peer_python()
            command = [str(python), "-m", "benchmarks.peer_pipecat", str(weights), str(lines)]
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        except (OSError, subprocess.CalledProcessError) as error:
            print(f"SKIPPED: pipecat can't be had or failed ({error})", file=sys.stderr)
            return []
    found: list[float] = json.loads(done.stdout.splitlines()[-1])
    return found


def peer_python() -> Path:
    """The Python of an environment with pipecat, made the first time."""
    home = CACHE / "pipecat-venv"
    python = home / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *PEER], check=True)
    return python


def laps(found: Sequence[Measured]) -> dict[str, object]:
    """The waterfall: each lap's spread."""
    names = ("end_of_turn", "recognition", "understanding", "realisation_first", "mouth")
    return {
        name: spread([one.laps[name] for one in found if name in one.laps])
        for name in (*names, "first_sound")
    }


def main() -> None:
    """Measure and write ``results/voice.json``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    kit = voice_kit(load_settings())
    trainees, turns = (3, 6) if quick else (10, 20)
    cpu, wall = time.process_time(), time.perf_counter()
    found = asyncio.run(measure(kit, trainees, turns))
    busy = (time.process_time() - cpu) / (time.perf_counter() - wall)
    bare = floors(kit, 20)
    peer = pipecat(trainees, turns)
    ours = spread([one.voice_to_voice for one in found])
    report(
        "voice",
        {
            "turns": len(found),
            "voice_to_voice_ms": ours,
            "waterfall_ms": laps(found),
            "floor_ms": spread(bare),
            "to_floor": round(ours["median"] / spread(bare)["median"], 2),
            "pipecat_ms": spread(peer),
            "pipecat_turns": len(peer),
            "to_pipecat": round(ours["median"] / spread(peer)["median"], 2) if peer else None,
            "cpu_of_one_core": round(busy, 2),
            "load_average": round(os.getloadavg()[0], 1),
        },
    )


if __name__ == "__main__":
    main()
