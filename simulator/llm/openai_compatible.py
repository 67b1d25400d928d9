"""Any server with OpenAI's protocol: LM Studio, vLLM, llama.cpp; nothing is sent unless set."""

from typing import NamedTuple

from simulator.errors import (
    ModelError,
    ModelGarbled,
    ModelMissing,
    ModelStalled,
    ModelUnavailable,
)
from simulator.llm.chances import ALTERNATIVES
from simulator.llm.found import Found, Survey
from simulator.llm.langchain_wording import Ask, LangChainWording, Patience
from simulator.llm.privacy import keep_private
from simulator.settings import Settings

PROVIDER = "openai"
TITLE = "OpenAI-compatible server"
PROBE_S = 1.5
"""Longest wait of a look-up."""
MOST_STOPS = 4
"""Stop strings in one request: the protocol's limit."""
NO_KEY = "none"
"""What is sent as the key when none is set: local servers want a header, and no one's real key."""


def survey(settings: Settings) -> Survey:
    """Ask the server what it holds; without an address nothing is sent.  Never raises."""
    where = settings.openai_base_url
    if not where:
        return Survey(PROVIDER, TITLE, ready=False, note="none is set")
    try:
        models = tuple(Found(PROVIDER, name, None, None) for name in _names(settings))
    except ModelError as error:
        fix = "start the server, or correct SIMULATOR_OPENAI_BASE_URL (it usually ends in /v1)"
        return Survey(PROVIDER, TITLE, ready=False, note=error.message, fix=fix)
    if not models:
        return Survey(PROVIDER, TITLE, False, (), f"{where} has no models", "load one there")
    return Survey(PROVIDER, TITLE, True, models, f"it answers at {where}")


def wording(settings: Settings, found: Found) -> LangChainWording:
    """The named model behind our seam; nothing is sent before the first request."""
    keep_private()
    import httpx
    from langchain_openai import ChatOpenAI
    from pydantic import SecretStr

    # A connection kept open would belong to one event loop; a wording outlives many.
    limits = httpx.Limits(max_keepalive_connections=0)

    model = ChatOpenAI(
        model=found.name,
        base_url=settings.openai_base_url,
        api_key=SecretStr(settings.openai_api_key or NO_KEY),
        max_retries=0,  # the trainee is waiting; an authored line is the better second try
        use_responses_api=False,
        http_async_client=httpx.AsyncClient(limits=limits, timeout=None),  # noqa: S113
    )
    return LangChainWording(
        model,
        OpenAIDialect(found.name),
        Patience.of(settings),
        provider=PROVIDER,
        name=found.name,
        digest=found.digest,
    )


class OpenAIDialect(NamedTuple):
    """Options as ``/v1/chat/completions`` takes them, and errors as the client raises them."""

    name: str

    def options(self, ask: Ask) -> dict[str, object]:
        """Some options go into the body as they are.

        The client would rename the limit to a newer word that not every server knows, and its own
        parsing of a schema's answer would hide bad JSON.
        """
        body: dict[str, object] = {"max_tokens": ask.max_tokens}
        if ask.schema is not None:
            form = {"name": "answer", "schema": dict(ask.schema), "strict": True}
            body["response_format"] = {"type": "json_schema", "json_schema": form}
        wanted: dict[str, object] = {"temperature": ask.temperature, "extra_body": body}
        if ask.stop:
            wanted["stop"] = list(ask.stop)[:MOST_STOPS]
        if ask.seed is not None:
            wanted["seed"] = ask.seed
        if ask.chances:
            wanted.update(logprobs=True, top_logprobs=ALTERNATIVES)
        return wanted

    def explain(self, error: Exception) -> ModelError | None:
        """Sort what ``openai`` and ``httpx`` raise."""
        import httpx
        import openai

        if isinstance(error, openai.NotFoundError):
            return ModelMissing(f"the server has no model {self.name}", "load it there")
        if isinstance(error, openai.APITimeoutError | httpx.TimeoutException):
            return ModelStalled("the model's server did not answer in time", "see its log")
        if isinstance(error, openai.AuthenticationError | openai.PermissionDeniedError):
            return ModelUnavailable("the server wants a key", "set SIMULATOR_OPENAI_API_KEY")
        if isinstance(error, openai.APIStatusError):
            return ModelUnavailable(f"the server refused with {error.status_code}", "see its log")
        if isinstance(error, openai.APIConnectionError | httpx.TransportError):
            return ModelUnavailable("the model's server went away", "start it again")
        if isinstance(error, openai.APIError | ValueError):
            return ModelGarbled("the server's answer can't be read", "see its log")
        return None


def _names(settings: Settings) -> list[str]:
    import openai

    key = settings.openai_api_key or NO_KEY
    try:
        with openai.OpenAI(
            base_url=settings.openai_base_url, api_key=key, timeout=PROBE_S, max_retries=0
        ) as client:
            return [model.id for model in client.models.list()]
    except openai.APIStatusError as error:
        raise ModelUnavailable(f"the server refused with {error.status_code}", "see it") from None
    except openai.APIConnectionError:
        where = settings.openai_base_url
        raise ModelUnavailable(f"no answer at {where}", "start it") from None
    except Exception:
        # Whatever else answers there (a web page, half a JSON) is no such server.
        raise ModelGarbled("what answers isn't such a server", "see there") from None
