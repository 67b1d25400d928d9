"""The peer: a pipecat pipeline with the same recogniser, voice and detector, by itself.

Run in an environment that has what ``bench_voice.PEER`` names:

    python -m benchmarks.peer_pipecat WHISPER_FOLDER LINES.npz

It takes the trainees' lines from the file, feeds each in real time, answers each with one sentence,
and prints a JSON list of milliseconds from the true end of a line to the first sound of the answer.
pipecat's turn-taking is as it ships: Silero with 0.2 s, then Smart Turn v3.
"""

import asyncio
import json
import sys
import time
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any

import numpy as np
from pipecat.audio.vad.silero import SileroVADAnalyzer
from pipecat.frames.frames import (
    EndFrame,
    Frame,
    InputAudioRawFrame,
    TranscriptionFrame,
    TTSAudioRawFrame,
    TTSSpeakFrame,
    UserStoppedSpeakingFrame,
)
from pipecat.pipeline.pipeline import Pipeline
from pipecat.pipeline.runner import PipelineRunner
from pipecat.pipeline.task import PipelineParams, PipelineTask
from pipecat.processors.audio.vad_processor import VADProcessor
from pipecat.processors.frame_processor import FrameDirection, FrameProcessor
from pipecat.services.tts_service import TTSService
from pipecat.services.whisper.stt import WhisperSTTService
from pipecat.turns.user_turn_processor import UserTurnProcessor

from simulator.voice.hibari_mouth import HibariMouth
from simulator.voice.manner import Manner
from simulator.voice.placing import contour
from simulator.voice.sound import FRAME, FRAME_S, RATE

ANSWER = "Well, go on then, I'm listening."
LONGEST_WAIT_S = 6.0
PAUSE_S = 2.5
"""Silence after an answer has begun, before the next line."""


class Voice(TTSService):  # type: ignore[misc]  # pipecat lives elsewhere
    """The same mouth."""

    def __init__(self) -> None:
        super().__init__(sample_rate=24_000)
        self._mouth = HibariMouth()
        self._mouth.speak("Hello.", Manner("female", "low", 171))

    async def run_tts(self, text: str, context_id: str) -> AsyncGenerator[Frame | None, None]:
        """One sentence, whole."""
        manner = Manner("female", "low", 171)
        speech = await asyncio.to_thread(self._mouth.speak, text, manner)
        pcm = (np.clip(speech.samples, -1, 1) * 32767).astype("<i2").tobytes()
        yield TTSAudioRawFrame(pcm, speech.rate, 1, context_id=context_id)


class Answer(FrameProcessor):  # type: ignore[misc]
    """No model: one sentence for every turn in which something was said."""

    def __init__(self) -> None:
        super().__init__()
        self._heard = False

    async def process_frame(self, frame: Frame, direction: FrameDirection) -> None:
        """Pass everything on; answer where a turn ends."""
        await super().process_frame(frame, direction)
        await self.push_frame(frame, direction)
        if isinstance(frame, TranscriptionFrame):
            self._heard = True
        if isinstance(frame, UserStoppedSpeakingFrame) and self._heard:
            self._heard = False
            await self.push_frame(TTSSpeakFrame(ANSWER))


class Loudspeaker(FrameProcessor):  # type: ignore[misc]
    """Notes when the first sound of each answer would be heard."""

    def __init__(self) -> None:
        super().__init__()
        self.sounded_at: list[float] = []

    async def process_frame(self, frame: Frame, direction: FrameDirection) -> None:
        """Note the time of audio, and where in it the sound begins."""
        await super().process_frame(frame, direction)
        if isinstance(frame, TTSAudioRawFrame):
            samples = np.frombuffer(frame.audio, "<i2").astype(np.float32) / np.float32(32768)
            self.sounded_at.append(time.monotonic() + contour(samples, frame.sample_rate)[0])
        await self.push_frame(frame, direction)


class Microphone:
    """Feeds frames in real time, silence between the lines."""

    def __init__(self, task: Any) -> None:  # noqa: ANN401 - pipecat's own
        self._task = task
        self.next_s = time.monotonic()
        """When the next frame is due."""

    async def feed(self, samples: "np.ndarray[Any, np.dtype[np.float32]]") -> None:
        """Play samples into the pipeline."""
        pcm = (np.clip(samples, -1, 1) * 32767).astype("<i2")
        for at in range(0, len(pcm) - FRAME + 1, FRAME):
            self.next_s += FRAME_S
            await asyncio.sleep(max(0.0, self.next_s - time.monotonic()))
            await self._task.queue_frame(
                InputAudioRawFrame(pcm[at : at + FRAME].tobytes(), RATE, 1)
            )

    async def wait(self, seconds: float) -> None:
        """Silence."""
        await self.feed(np.zeros(round(seconds * RATE), np.float32))


async def measure(folder: Path, lines: list[Any]) -> list[float]:
    """Milliseconds for each line that was answered."""
    loudspeaker = Loudspeaker()
    settings = WhisperSTTService.Settings(model=str(folder))
    ear = WhisperSTTService(device="cpu", compute_type="int8", settings=settings)
    parts = [
        VADProcessor(vad_analyzer=SileroVADAnalyzer()),
        ear,
        UserTurnProcessor(),
        Answer(),
        Voice(),
        loudspeaker,
    ]
    parameters = PipelineParams(audio_in_sample_rate=RATE, audio_out_sample_rate=24_000)
    task = PipelineTask(Pipeline(parts), params=parameters)
    running = asyncio.create_task(PipelineRunner(handle_sigint=False).run(task))
    microphone = Microphone(task)
    await microphone.wait(2.0)
    found = []
    for samples in lines:
        before = len(loudspeaker.sounded_at)
        ends = contour(samples, RATE)[1]
        begun = microphone.next_s
        await microphone.feed(samples)
        waited = 0.0
        while len(loudspeaker.sounded_at) == before and waited < LONGEST_WAIT_S:
            await microphone.wait(0.1)
            waited += 0.1
        if len(loudspeaker.sounded_at) > before:
            found.append((loudspeaker.sounded_at[before] - begun - ends) * 1000)
        await microphone.wait(PAUSE_S)
    await task.queue_frame(EndFrame())
    await running
    return found


def main() -> None:
    """Measure and print."""
    folder, file = Path(sys.argv[1]), np.load(sys.argv[2])
    lines = [file[name] for name in sorted(file.files)]
    print(json.dumps(asyncio.run(measure(folder, lines))))


if __name__ == "__main__":
    main()
