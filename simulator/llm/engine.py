"""The shared llama.cpp engine: one set of weights in memory, one request after the other."""

import os
import secrets
import threading
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from simulator.errors import ModelError, ModelGarbled, ModelUnavailable

if TYPE_CHECKING:
    import xllamacpp

THREADS = 2
"""More threads than free cores make a small model slower, not faster (measured)."""
BATCH = 128
"""Prompt tokens between two chances to cancel."""
CACHE_MIB = 256
"""Memory for prompts seen before; the engine's own default is 8 GiB."""

_lock = threading.Lock()
_loaded: dict[tuple[str, int], "Engine"] = {}


class Delta(NamedTuple):
    """A piece of an answer; the last one says why it is the last."""

    text: str
    finished: str | None = None
    chances: object = None
    """The log-probabilities that came with it, as the engine tells them."""


Take = Callable[[Delta], bool]
"""Gets each piece; ``True`` cancels the rest."""


def engine_for(path: str, context: int) -> "Engine":
    """The engine with these weights, loaded if need be; other weights are let go.

    Raises:
        ModelUnavailable: the runtime or the weights can't be loaded.
    """
    with _lock:
        if (path, context) not in _loaded:
            _loaded.clear()
            _loaded[path, context] = Engine(path, context)
        return _loaded[path, context]


class Engine:
    """Weights in memory; ``chat`` may be called from any thread."""

    def __init__(self, path: str, context: int) -> None:
        self._server = _load(path, context)

    @property
    def address(self) -> str:
        """Where the engine listens besides; locked."""
        return str(self._server.listening_address)

    def chat(self, request: Mapping[str, object], take: Take) -> None:
        """Answer one request, piece by piece; blocks, and lets other threads run.

        Raises:
            ModelError: the prompt is too long, or the engine refused.
        """
        failed: list[ModelError] = []

        def on_chunk(chunk: dict[str, object]) -> bool:
            if "error" in chunk:
                failed.append(_explained(chunk["error"]))
                return True
            return take(_delta(chunk))

        # Progress reports come during the prompt too, so that it can be cancelled there.
        self._server.handle_chat_completions(
            {**request, "stream": True, "return_progress": True}, on_chunk
        )
        if failed:
            raise failed[0]


def _load(path: str, context: int) -> "xllamacpp.Server":
    # Spinning threads starve each other on a busy machine: 1 token a second instead of 20.
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    try:
        import xllamacpp
    except ImportError:
        raise ModelUnavailable(
            "the embedded runtime isn't installed",
            "run `pip install 'rehearsal-simulator[embedded]'`",
        ) from None
    try:
        return xllamacpp.Server(_parameters(path, context))
    except Exception:
        raise ModelUnavailable(
            f"the weights {os.path.basename(path)} can't be loaded",
            "remove the file and run `simulator model get` again, or free some memory",
        ) from None


def _parameters(path: str, context: int) -> "xllamacpp.CommonParams":
    import xllamacpp

    parameters = xllamacpp.CommonParams()
    parameters.model.path = path
    parameters.n_ctx = context
    parameters.n_batch = BATCH
    parameters.n_parallel = 1
    parameters.cpuparams.n_threads = THREADS
    parameters.cpuparams_batch.n_threads = THREADS
    parameters.no_extra_bufts = True  # no second copy of the weights in another layout
    parameters.cache_ram_mib = CACHE_MIB
    parameters.verbosity = -1
    parameters.ui = False
    parameters.endpoint_slots = False
    # The engine opens a port on the loopback whether it is wanted or not: nobody has its key.
    parameters.api_keys = [secrets.token_urlsafe()]
    return parameters


def _delta(chunk: Mapping[str, object]) -> Delta:
    choices = chunk.get("choices")
    if not isinstance(choices, list) or not choices:
        return Delta("")
    content = (choices[0].get("delta") or {}).get("content")
    return Delta(content or "", choices[0].get("finish_reason"), choices[0].get("logprobs"))


def _explained(error: object) -> ModelError:
    kind = error.get("type") if isinstance(error, Mapping) else None
    if kind == "exceed_context_size_error":
        return ModelUnavailable(
            "the call has grown too long for the model", "raise SIMULATOR_MODEL_CONTEXT"
        )
    return ModelGarbled("the embedded model failed", "choose another model")
