"""A hint from sound alone whether a turn is finished: the Smart Turn network on onnxruntime."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.voice.onnx import session
from simulator.voice.sound import RATE

if TYPE_CHECKING:
    from simulator.voice.sound import Samples

SEEN_S = 8
"""Seconds before the pause that the network looks at."""


class SmartTurn:
    """The network of ``smart-turn-v3.2-cpu.onnx``; stateless, may be shared."""

    def __init__(self, file: Path) -> None:
        from faster_whisper.feature_extractor import FeatureExtractor

        self._session = session(file)
        self._features: Any = FeatureExtractor(chunk_length=SEEN_S)

    def __call__(self, samples: "Samples") -> float:
        """Probability that the turn is finished where the samples end."""
        import numpy as np

        seen = samples[-SEEN_S * RATE :]
        seen = np.pad(seen, (SEEN_S * RATE - len(seen), 0))
        level = (seen - seen.mean()) / np.sqrt(seen.var() + 1e-7)
        mel = self._features(level.astype(np.float32), padding=0)[:, : SEEN_S * 100]
        found = self._session.run(None, {"input_features": mel[None].astype(np.float32)})
        return float(found[0][0].item())
