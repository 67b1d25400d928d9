"""The default ear: a Whisper model on CTranslate2, fed a short window instead of thirty seconds."""

import re
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.errors import VoiceError
from simulator.voice.seams import Recognised
from simulator.voice.sound import RATE, SpokenWord

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from simulator.voice.sound import Samples

WINDOW_S, SPARE_S = 10.0, 6.0
"""The window is as long as the sound and ``SPARE_S``, at least ``WINDOW_S``; with less to spare
the decoder repeats itself (measured)."""
WHOLE_S = 30.0
"""The window that the model was trained with: what a repetition is tried again in."""
FRAMES_A_SECOND = 100
TOKENS_A_SECOND, FEWEST_TOKENS = 8, 16
"""More tokens than that nobody says; a decoder that wants more is repeating itself."""
SILENT, UNSURE = 0.6, -1.0
"""No-speech probability and mean log probability beyond which there were no words (as Whisper)."""
ONLY_NOISE = re.compile(r"^[\W_]*(?:\[[^\]]*\]|\([^)]*\)|[\W_])*$")
REPEATED = re.compile(r"(\b.{4,60}?)(?:[\s,.]+\1){2,}", re.IGNORECASE)
NEEDS = "pip install 'rehearsal-simulator[voice]'"


class WhisperEar:
    """Recognises with ``faster-whisper`` from a folder of weights; loads when it first hears."""

    def __init__(self, folder: Path, title: str) -> None:
        self._folder = folder
        self._title = title
        self._model: Any = None
        self._tokens: Any = None
        self._busy = threading.Lock()

    @property
    def name(self) -> str:
        """``faster-whisper tiny.en``."""
        return f"faster-whisper {self._title}"

    def hear(self, samples: "Samples", hints: Sequence[str] = (), before: str = "") -> Recognised:
        """Recognise a stretch of up to thirty seconds.

        Raises:
            VoiceError: the package or the weights are missing or broken.
        """
        if not len(samples):
            return Recognised("", (), 0.0)
        with self._busy:
            self._load()
            found = self._decode(samples, hints, before, WINDOW_S)
            if found is None:
                found = self._decode(samples, (), "", WHOLE_S)
        return found or Recognised("", (), 0.0)

    def _load(self) -> None:
        if self._model is not None:
            return
        try:
            from faster_whisper import WhisperModel
            from faster_whisper.tokenizer import Tokenizer
        except ImportError:
            raise VoiceError("speech recognition isn't installed", NEEDS) from None
        try:
            model = WhisperModel(
                str(self._folder),
                device="cpu",
                compute_type="int8",
                cpu_threads=1,
                local_files_only=True,
            )
        except (RuntimeError, ValueError, OSError):
            raise VoiceError(
                f"the recogniser's weights at {self._folder} can't be used",
                "run `simulator voice get`",
            ) from None
        several = model.model.is_multilingual
        self._tokens = Tokenizer(model.hf_tokenizer, several, "transcribe", "en")
        self._model = model

    def _decode(
        self, samples: "Samples", hints: Sequence[str], before: str, window_s: float
    ) -> Recognised | None:
        """``None`` if the decoder repeated itself."""
        seconds = len(samples) / RATE
        encoded = self._model.encode(self._features(samples, max(window_s, seconds + SPARE_S)))
        most = FEWEST_TOKENS + round(TOKENS_A_SECOND * seconds)
        result = self._model.model.generate(
            encoded,
            [self._prompt(hints, before)],
            beam_size=1,
            max_length=min(448, most + len(self._prompt(hints, before))),
            return_scores=True,
            return_no_speech_prob=True,
            suppress_blank=True,
        )[0]
        ids = [one for one in result.sequences_ids[0] if one < self._tokens.eot]
        text = self._tokens.decode(ids).strip()
        if len(ids) >= most or REPEATED.search(text):
            return None
        sure = float(result.scores[0])
        if ONLY_NOISE.match(text) or (result.no_speech_prob > SILENT and sure < UNSURE):
            return Recognised("", (), 0.0)
        words = self._words(ids, encoded, round(seconds * FRAMES_A_SECOND))
        return Recognised(text, words, round(min(1.0, 2.718281828**sure), 3))

    def _features(self, samples: "Samples", window_s: float) -> "NDArray[np.float32]":
        import numpy as np

        frames = min(round(window_s * FRAMES_A_SECOND), round(WHOLE_S * FRAMES_A_SECOND))
        padded = np.pad(samples, (0, max(0, frames * RATE // FRAMES_A_SECOND - len(samples))))
        found: NDArray[np.float32] = self._model.feature_extractor(padded, padding=0)
        return found[:, :frames]

    def _prompt(self, hints: Sequence[str], before: str) -> list[int]:
        earlier = self._tokens.encode(" " + before.strip())[-100:] if before.strip() else []
        found: list[int] = self._model.get_prompt(
            self._tokens, earlier, without_timestamps=True, hotwords=", ".join(hints) or None
        )
        return found

    def _words(self, ids: list[int], encoded: object, frames: int) -> tuple[SpokenWord, ...]:
        aligned = self._model.find_alignment(self._tokens, [ids], encoded, frames)[0]
        found: list[SpokenWord] = []
        for one in aligned:
            text = str(one["word"])
            if found and not text.startswith(" "):
                last = found.pop()
                found.append(SpokenWord(last.text + text, last.start_s, float(one["end"])))
            elif text.strip():
                found.append(SpokenWord(text.strip(), float(one["start"]), float(one["end"])))
        return tuple(found)
