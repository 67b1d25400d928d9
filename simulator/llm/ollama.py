"""Ollama: its models, its address in all its forms, its dialect and its errors."""

import os
import socket
from collections.abc import Mapping
from ipaddress import ip_address
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

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

if TYPE_CHECKING:
    from ollama import ListResponse

PROVIDER = "ollama"
TITLE = "Ollama"
SUGGESTED = "llama3.1:8b"
"""A model that most machines with 8 GB of memory run; only a suggestion in texts."""
PROBE_S = 1.5
"""Longest wait of a look-up; a server on this machine answers in milliseconds."""
DEFAULT_PORT = 11434

_PORTS = {"http": 80, "https": 443}


def address(environ: Mapping[str, str] = os.environ) -> str:
    """Where Ollama is, from ``OLLAMA_HOST`` in any of its forms, as ``scheme://host:port/path``.

    Raises:
        ModelUnavailable: the variable can't be read as an address.
    """
    given = environ.get("OLLAMA_HOST", "").strip().strip("\"'")
    scheme, mark, rest = given.partition("://")
    scheme, rest = (scheme.lower(), rest) if mark else ("http", given)
    try:
        parts = urlsplit(f"//{rest}")
        port = parts.port or (_PORTS[scheme] if mark else DEFAULT_PORT)
    except (ValueError, KeyError):
        raise ModelUnavailable(
            f"OLLAMA_HOST can't be read as an address: {given!r}",
            "set it like 127.0.0.1:11434 or http://127.0.0.1:11434",
        ) from None
    host = _reachable(parts.hostname or "")
    login = parts.netloc.rpartition("@")[0]
    return f"{scheme}://{login + '@' if login else ''}{host}:{port}{parts.path.rstrip('/')}"


def _reachable(host: str) -> str:
    # A server told to listen on every interface is called on this one.
    if host in ("", "0.0.0.0", "::"):  # noqa: S104 - compared, not bound
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def survey(settings: Settings) -> Survey:
    """Ask Ollama what it holds; never raises, and takes ``PROBE_S`` at most."""
    try:
        listed = _listed()
    except ModelError as error:
        fix = "start Ollama (`ollama serve`), or set OLLAMA_HOST to where it runs"
        return Survey(PROVIDER, TITLE, ready=False, note=error.message, fix=fix)
    models = tuple(_found(model) for model in listed.models if not _embeds(model))
    if not any(model.speaks for model in models):
        fix = f"run `ollama pull {SUGGESTED}`"
        return Survey(PROVIDER, TITLE, False, models, "it answers and has no chat models", fix)
    return Survey(PROVIDER, TITLE, True, models, f"it answers at {_shown(address())}")


def wording(settings: Settings, found: Found) -> LangChainWording:
    """The named model behind our seam; nothing is sent before the first request."""
    keep_private()
    from langchain_ollama import ChatOllama

    model = ChatOllama(
        model=found.name,
        base_url=address(),
        reasoning=False,  # thinking is on by default, and a caller would wait for it
        num_ctx=settings.model_context,
        keep_alive=-1,
        client_kwargs=_client_options(address()),
    )
    return LangChainWording(
        model,
        OllamaDialect(found.name, settings.model_context),
        Patience.of(settings),
        provider=PROVIDER,
        name=found.name,
        digest=found.digest,
    )


class OllamaDialect(NamedTuple):
    """Options as ``/api/chat`` takes them, and errors as the clients raise them."""

    name: str
    context: int

    def options(self, ask: Ask) -> dict[str, object]:
        """Options replace the model's own whole, so ``num_ctx`` is repeated here."""
        wanted: dict[str, object] = {
            "num_ctx": self.context,
            "num_predict": ask.max_tokens,
            "temperature": ask.temperature,
        }
        if ask.stop:
            wanted["stop"] = list(ask.stop)
        if ask.seed is not None:
            wanted["seed"] = ask.seed
        if ask.chances:
            return {"options": wanted, "logprobs": True, "top_logprobs": ALTERNATIVES}
        if ask.schema is None:
            return {"options": wanted}
        return {"options": wanted, "format": dict(ask.schema)}

    def explain(self, error: Exception) -> ModelError | None:
        """Sort what ``ollama`` and ``httpx`` raise."""
        import httpx
        from ollama import ResponseError

        if isinstance(error, ResponseError):
            return self._refused(error)
        if isinstance(error, httpx.TimeoutException):
            return ModelStalled("Ollama did not answer in time", "see its log")
        if isinstance(error, ConnectionError | httpx.TransportError):
            return ModelUnavailable("Ollama went away", "start it again with `ollama serve`")
        if isinstance(error, ValueError):  # broken JSON, or JSON that is no answer of Ollama's
            return ModelGarbled("Ollama's answer can't be read", "update Ollama, or see its log")
        return None

    def _refused(self, error: Exception) -> ModelError:
        status = getattr(error, "status_code", -1)
        if status == 404:
            return ModelMissing(
                f"Ollama has no model {self.name}", f"run `ollama pull {self.name}`"
            )
        code = f" with {status}" if status > 0 else ""
        return ModelUnavailable(
            f"Ollama refused{code}", "see its log; a smaller model needs less memory"
        )


def _client_options(where: str) -> dict[str, object]:
    import httpx

    return {
        # A proxy from the environment must not see what goes to this very machine.
        "trust_env": not _is_here(where),
        # A connection kept open would belong to one event loop; a wording outlives many.
        "limits": httpx.Limits(max_keepalive_connections=0),
    }


def _listed() -> "ListResponse":
    where = address()
    _need_listener(where)
    import httpx
    from ollama import Client, ResponseError

    try:
        with Client(host=where, timeout=PROBE_S, **_client_options(where)) as client:
            listed: ListResponse = client.list()
            return listed
    except (ConnectionError, httpx.HTTPError, httpx.InvalidURL):
        raise ModelUnavailable(f"no answer at {_shown(where)}", "start Ollama") from None
    except (ResponseError, ValueError):
        raise ModelGarbled(f"what answers at {_shown(where)} isn't Ollama", "see there") from None


def _need_listener(where: str) -> None:
    # Most machines have no Ollama: knowing that needs no HTTP client, which takes long to load.
    parts = urlsplit(where)
    if not _is_here(where):
        return
    try:
        socket.create_connection((parts.hostname, parts.port), timeout=PROBE_S).close()
    except OSError:
        raise ModelUnavailable(f"no answer at {_shown(where)}", "start Ollama") from None


def _found(model: "ListResponse.Model") -> Found:
    name = model.model or ""
    # Models of this kind only look local: their prompts go to Ollama's own servers.
    elsewhere = name.endswith(("-cloud", ":cloud"))
    note = "runs at Ollama's servers, not here" if elsewhere else _described(model)
    return Found(
        PROVIDER,
        name,
        digest=model.digest,
        size=int(model.size) if model.size is not None else None,
        note=note,
        speaks=not elsewhere,
    )


def _described(model: "ListResponse.Model") -> str:
    details = model.details
    if details is None:
        return ""
    return ", ".join(filter(None, (details.parameter_size, details.quantization_level)))


def _embeds(model: "ListResponse.Model") -> bool:
    family = (model.details.family or "") if model.details else ""
    return "bert" in family or "embed" in (model.model or "")


def _is_here(where: str) -> bool:
    host = urlsplit(where).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _shown(where: str) -> str:
    return where.rpartition("@")[2] if "@" in where else where
