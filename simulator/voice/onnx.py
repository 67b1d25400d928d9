"""Networks on onnxruntime: one thread each, which is faster here than several."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from simulator.errors import VoiceError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Session(Protocol):
    """A loaded network."""

    def run(
        self, outputs: None, feed: "Mapping[str, NDArray[np.generic]]"
    ) -> "Sequence[NDArray[np.float32]]":
        """All its outputs for named inputs."""


def session(file: Path) -> Session:
    """Load a network.

    Raises:
        VoiceError: onnxruntime isn't installed, or the file can't be used.
    """
    try:
        import onnxruntime
    except ImportError:
        raise VoiceError(
            "voice calls aren't installed", "pip install 'rehearsal-simulator[voice]'"
        ) from None
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        loaded: Session = onnxruntime.InferenceSession(
            str(file), options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:  # onnxruntime's errors share no base but this
        raise VoiceError(
            f"the weights at {file} can't be used ({type(error).__name__})",
            "run `simulator voice get`",
        ) from None
    return loaded
