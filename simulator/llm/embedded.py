"""A GGUF model inside this process, through xllamacpp: weights, options and the shared engine."""

from importlib.util import find_spec
from typing import NamedTuple

from simulator.errors import ModelError
from simulator.llm.catalogue import CATALOGUE, DEFAULT, Weights, weights_called
from simulator.llm.chances import ALTERNATIVES
from simulator.llm.found import Found, Survey
from simulator.llm.langchain_wording import Ask, LangChainWording, Patience
from simulator.llm.weights import file_of
from simulator.settings import Settings

PROVIDER = "embedded"
TITLE = "Embedded model"
INSTALL = "pip install 'rehearsal-simulator[embedded]'"


def survey(settings: Settings) -> Survey:
    """Look for the runtime and the weights; nothing is loaded."""
    models = tuple(_found(weights) for weights in _held(settings))
    if find_spec("xllamacpp") is None:
        return Survey(PROVIDER, TITLE, False, (), "its runtime isn't installed", f"run `{INSTALL}`")
    if not models:
        fix = f"run `simulator model get {DEFAULT}` (1.1 GB)"
        return Survey(PROVIDER, TITLE, False, (), "no weights yet", fix)
    return Survey(PROVIDER, TITLE, True, models, f"weights in {settings.data / 'models'}")


def wording(settings: Settings, found: Found) -> LangChainWording:
    """The named weights behind our seam; they are loaded at the first request."""
    from simulator.llm.embedded_chat import EmbeddedChat

    weights = weights_called(found.name)
    model = EmbeddedChat(path=str(file_of(settings, weights)), context=settings.model_context)
    return LangChainWording(
        model,
        EmbeddedDialect(),
        Patience.of(settings),
        provider=PROVIDER,
        name=weights.name,
        digest=weights.sha256,
    )


class EmbeddedDialect(NamedTuple):
    """Options as llama.cpp's chat endpoint takes them."""

    def options(self, ask: Ask) -> dict[str, object]:
        """Sampling, stop strings and the schema of one request."""
        wanted: dict[str, object] = {
            "max_tokens": ask.max_tokens,
            "temperature": ask.temperature,
        }
        if ask.stop:
            wanted["stop"] = list(ask.stop)
        if ask.seed is not None:
            wanted["seed"] = ask.seed
        if ask.schema is not None:
            form = {"schema": dict(ask.schema)}
            wanted["response_format"] = {"type": "json_schema", "json_schema": form}
        if ask.chances:
            wanted.update(logprobs=True, top_logprobs=ALTERNATIVES)
        return wanted

    def explain(self, error: Exception) -> ModelError | None:
        """Nothing to sort: the engine's errors are ours already."""
        return None


def _held(settings: Settings) -> list[Weights]:
    return [weights for weights in CATALOGUE if file_of(settings, weights).is_file()]


def _found(weights: Weights) -> Found:
    return Found(
        PROVIDER,
        weights.name,
        weights.sha256,
        weights.size,
        weights.note,
        speaks=weights.name == DEFAULT,
    )
