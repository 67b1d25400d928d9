"""The default ear: Whisper through faster-whisper, on a window no longer than what was said."""

import math
import os
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from simulator.conversation.call import words_in
from simulator.errors import VoiceError
from simulator.voice.denoising import denoised
from simulator.voice.loops import is_loop
from simulator.voice.seams import Recognised
from simulator.voice.sound import RATE, SpokenWord

if TYPE_CHECKING:
    import ctranslate2
    from faster_whisper import WhisperModel

    from simulator.voice.sound import Samples

WHOLE_S = 30.0
"""Seconds of the window that Whisper was trained on."""
SHORTEST_S = 10.0
SPARE_S = 6.0
"""A window is as long as the stretch and this; with 2 s instead of 6, tiny.en starts to loop."""
SHORTEST_STRETCH_S = 0.1
ALIGN_LATE_S = 0.045
"""How much too early Whisper's cross-attention places words; measured on known word times."""
SILENT = 1e-4
"""Loudest sample below which a stretch is digital silence."""
TOKENS_A_SECOND = 8
"""A fast talker says 5 to 6 words a second; more tokens than this are made up."""
SPARE_TOKENS = 24
PROMPT_TOKENS = 160
"""Tokens of hints and of earlier words that are kept, of the 224 that Whisper allows."""
NO_SPEECH, NO_SPEECH_LOG_PROB = 0.6, -0.7
"""Above this probability of no speech, and below this mean log-probability of a token, it is noise
(Whisper's own pair is 0.6 and -1.0)."""
UNSURE_LOG_PROB = -1.3
"""Below this mean log-probability, words are guesses; none are better."""

NOTHING = Recognised("", (), 0.0)


class _Decoded(NamedTuple):
    tokens: Sequence[int]
    log_prob: float
    """Mean natural logarithm of a token's probability."""
    no_speech: float
    cut: bool
    """The token cap was reached."""
    encoded: "ctranslate2.StorageView"

    @property
    def stuck(self) -> bool:
        return self.cut or is_loop(self.tokens)

    @property
    def speech(self) -> bool:
        noise = self.no_speech > NO_SPEECH and self.log_prob < NO_SPEECH_LOG_PROB
        return bool(self.tokens) and not noise and self.log_prob >= UNSURE_LOG_PROB


class WhisperEar:
    """Recognises English with any faster-whisper model folder; loads when it first hears."""

    def __init__(self, title: str, find: Callable[[], Path]) -> None:
        """Describe the ear.

        Args:
            title: what the model is called, for records.
            find: gives the model's folder; raises ``VoiceError`` if it isn't there or is damaged.
        """
        self._title = title
        self._find = find
        self._loading = threading.Lock()
        self._decoder: _Decoder | None = None

    @property
    def name(self) -> str:
        """For records: ``faster-whisper tiny.en int8``."""
        return f"faster-whisper {self._title} int8"

    def load(self) -> None:
        """Load the model now, so that the first words don't wait for it.

        Raises:
            VoiceError: the package or the model is missing, or can't be loaded.
        """
        self._loaded()

    def hear(self, samples: "Samples", hints: Sequence[str] = (), before: str = "") -> Recognised:
        """Recognise a stretch of at most 30 s; see ``seams.Ear``."""
        decoder = self._loaded()
        if len(samples) < SHORTEST_STRETCH_S * RATE or abs(samples).max() < SILENT:
            return NOTHING
        return decoder.recognise(denoised(samples[: int(WHOLE_S * RATE)]), hints, before)

    def _loaded(self) -> "_Decoder":
        with self._loading:
            if self._decoder is None:
                self._decoder = _Decoder(_model(self._find()))
            return self._decoder


def _model(folder: Path) -> "WhisperModel":
    try:
        from faster_whisper import WhisperModel
    except ImportError:
        raise VoiceError(
            "the recogniser isn't installed", "pip install 'rehearsal-simulator[voice]'"
        ) from None
    try:
        return WhisperModel(
            str(folder),
            device="cpu",
            compute_type="int8",
            cpu_threads=1,
            num_workers=min(4, os.cpu_count() or 1),
            local_files_only=True,
        )
    except (RuntimeError, ValueError, OSError):
        raise VoiceError(
            f"the recogniser can't read its model in {folder}",
            "bring another: `simulator voice get`, or set SIMULATOR_EAR to a faster-whisper model",
        ) from None


def window_s(seconds: float) -> float:
    """The window for a stretch of so many seconds.

    In whole seconds: for every new length the engine keeps memory of its own, and a long call would
    grow by hundreds of megabytes.
    """
    return min(WHOLE_S, max(SHORTEST_S, float(math.ceil(seconds + SPARE_S))))


class _Decoder:
    """A loaded model and what is asked of it."""

    def __init__(self, model: "WhisperModel") -> None:
        from faster_whisper.tokenizer import Tokenizer
        from faster_whisper.transcribe import get_suppressed_tokens

        self._model = model
        many = model.model.is_multilingual
        self._tokens: Tokenizer = Tokenizer(model.hf_tokenizer, many, "transcribe", "en")
        self._suppressed = list(get_suppressed_tokens(self._tokens, [-1]) or ())

    def recognise(self, samples: "Samples", hints: Sequence[str], before: str) -> Recognised:
        seconds = len(samples) / RATE
        window = window_s(seconds)
        prompt = self._prompt(hints, before)
        decoded = self._decode(samples, window, prompt)
        if decoded.stuck:
            decoded = self._decode(samples, WHOLE_S, self._prompt((), ""))
        text = self._tokens.decode(list(decoded.tokens)).strip()
        if decoded.stuck or not decoded.speech or not words_in(text):
            return NOTHING
        return Recognised(text, self._words(decoded, seconds), math.exp(decoded.log_prob))

    def _prompt(self, hints: Sequence[str], before: str) -> list[int]:
        told = " ".join(filter(None, (", ".join(hints) + "." if hints else "", before)))
        prompt = [*self._tokens.sot_sequence, self._tokens.no_timestamps]
        if not told:
            return prompt
        known = self._tokens.encode(" " + told.strip())[-PROMPT_TOKENS:]
        return [self._tokens.sot_prev, *known, *prompt]

    def _decode(self, samples: "Samples", window_s: float, prompt: list[int]) -> _Decoded:
        encoded = self._model.encode(self._features(samples, window_s))
        room = round(len(samples) / RATE * TOKENS_A_SECOND) + SPARE_TOKENS
        result = self._model.model.generate(
            encoded,
            [prompt],
            beam_size=1,
            max_length=min(448, len(prompt) + room),
            return_scores=True,
            return_no_speech_prob=True,
            suppress_blank=True,
            suppress_tokens=self._suppressed,
        )[0]
        tokens = result.sequences_ids[0]
        # The score is the mean over the tokens; the end token counts as one more, as in Whisper.
        log_prob = result.scores[0] * len(tokens) / (len(tokens) + 1)
        return _Decoded(tokens, log_prob, result.no_speech_prob, len(tokens) >= room, encoded)

    def _features(self, samples: "Samples", window_s: float) -> "Samples":
        import numpy as np

        wanted = round(window_s * RATE)
        padded = np.pad(samples, (0, max(0, wanted - len(samples))))
        frames: Samples = self._model.feature_extractor(padded, padding=0)
        return frames

    def _words(self, decoded: _Decoded, seconds: float) -> tuple[SpokenWord, ...]:
        tokens = [token for token in decoded.tokens if token < self._tokens.eot]
        frames = min(round(seconds * 100), 3000)
        found = self._model.find_alignment(self._tokens, [tokens], decoded.encoded, frames)
        return _placed(found[0], seconds) if found else ()


def _placed(found: Sequence[Mapping[str, object]], seconds: float) -> tuple[SpokenWord, ...]:
    """Words with their punctuation; none begins before the one ahead of it, or after the end."""
    words: list[SpokenWord] = []
    for one in found:
        text = str(one["word"])
        start, end = (_clipped(one[key], seconds) for key in ("start", "end"))
        if words and not text.startswith(" "):
            words[-1] = words[-1]._replace(text=words[-1].text + text.strip())
        elif text.strip():
            words.append(SpokenWord(text.strip(), start, max(start, end)))
    return tuple(words)


def _clipped(at_s: object, seconds: float) -> float:
    return min(seconds, max(0.0, float(str(at_s)) + ALIGN_LATE_S))
