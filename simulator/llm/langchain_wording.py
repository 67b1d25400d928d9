"""Any LangChain chat model as a wording: streamed, timed, cancellable, with our own errors."""

import asyncio
import json
import logging
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

import anyio

from simulator.errors import ModelError, ModelGarbled, ModelStalled, ModelUnavailable
from simulator.llm.chances import probability_of_yes
from simulator.llm.privacy import keep_private
from simulator.llm.wording import Message
from simulator.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessage, BaseMessage

log = logging.getLogger(__name__)

OBJECT_TOKENS = 768
"""Room for a structured answer; ours are a few hundred tokens at most."""

_Heed = Callable[[Mapping[str, object]], None]
"""Gets what the provider tells with each chunk besides its text."""
_Item = str | Exception | None
"""A chunk, the error that ends the reply, or its end."""


class Ask(NamedTuple):
    """What one request wants, in nobody's dialect."""

    stop: tuple[str, ...]
    max_tokens: int
    temperature: float
    seed: int | None
    schema: Mapping[str, object] | None = None
    chances: bool = False
    """Whether to tell how probable each first word was."""


class Dialect(Protocol):
    """How a provider wants to be asked, and what its errors mean."""

    def options(self, ask: Ask) -> dict[str, object]:
        """Keyword arguments for ``astream``."""

    def explain(self, error: Exception) -> ModelError | None:
        """Our error for one of the provider's; ``None`` for one it doesn't know."""


class Patience(NamedTuple):
    """Seconds that a model is waited for."""

    first_s: float
    """To the first word."""
    stall_s: float
    """Between two words."""

    @classmethod
    def of(cls, settings: Settings) -> "Patience":
        """As the settings have it."""
        return cls(settings.model_first_s, settings.model_stall_s)


class _Ears(NamedTuple):
    """Where a reply goes as it comes."""

    queue: "asyncio.Queue[_Item]"
    heed: _Heed | None


class LangChainWording:
    """A ``BaseChatModel`` behind our seam."""

    def __init__(
        self,
        model: "BaseChatModel",
        dialect: Dialect,
        patience: Patience,
        *,
        provider: str,
        name: str,
        digest: str | None,
    ) -> None:
        keep_private()
        self.provider = provider
        self.name = name
        self.digest = digest
        self._model = model
        self._dialect = dialect
        self._patience = patience

    def stream(
        self,
        messages: Sequence[Message],
        *,
        stop: Sequence[str] = (),
        max_tokens: int = 96,
        temperature: float = 0.7,
        seed: int | None = None,
    ) -> AsyncGenerator[str, None]:
        """Give the reply in chunks; see ``Wording.stream``."""
        return self._chunks(messages, Ask(tuple(stop), max_tokens, temperature, seed))

    async def structured(
        self,
        messages: Sequence[Message],
        schema: Mapping[str, object],
        *,
        seed: int | None = None,
    ) -> dict[str, object]:
        """Give an object that keeps the schema; see ``Wording.structured``."""
        ask = Ask((), OBJECT_TOKENS, 0.0, seed, schema)
        text = "".join([chunk async for chunk in self._chunks(messages, ask)])
        return self._checked(text, schema)

    async def probability_of_yes(self, messages: Sequence[Message]) -> float | None:
        """Give the chance of a yes as its first word; see ``Wording.probability_of_yes``."""
        told: list[Mapping[str, object]] = []
        ask = Ask((), 1, 0.0, None, chances=True)
        async for _ in self._chunks(messages, ask, told.append):
            pass
        return probability_of_yes(told)

    async def _chunks(
        self, messages: Sequence[Message], ask: Ask, heed: _Heed | None = None
    ) -> AsyncGenerator[str, None]:
        # A task of its own reads: cancelling it closes the connection at once, which closing nested
        # generators from outside leaves to chance.  A scope, not ``Task.cancel``, because that
        # would also cut into the closing of a connection that has just come to its end.
        queue: asyncio.Queue[_Item] = asyncio.Queue()
        scope = anyio.CancelScope()
        reader = asyncio.create_task(self._read(messages, ask, _Ears(queue, heed), scope))
        limit_s = self._patience.first_s
        try:
            while (chunk := await self._next(queue, limit_s)) is not None:
                limit_s = self._patience.stall_s
                yield chunk
        finally:
            scope.cancel()
            await reader

    async def _next(self, queue: "asyncio.Queue[_Item]", limit_s: float) -> str | None:
        try:
            async with asyncio.timeout(limit_s):
                item = await queue.get()
        except TimeoutError:
            raise ModelStalled(
                f"the model {self.name} said nothing for {limit_s:g} seconds",
                "choose a smaller model, or raise SIMULATOR_MODEL_FIRST_S or …_STALL_S",
            ) from None
        if isinstance(item, Exception):
            raise item
        return item

    async def _read(
        self,
        messages: Sequence[Message],
        ask: Ask,
        ears: "_Ears",
        scope: anyio.CancelScope,
    ) -> None:
        try:
            with scope:
                await self._read_through(messages, ask, ears)
        except ModelError as error:
            ears.queue.put_nowait(error)
        except Exception as error:
            ears.queue.put_nowait(self._explained(error))
        else:
            ears.queue.put_nowait(None)

    async def _read_through(self, messages: Sequence[Message], ask: Ask, ears: "_Ears") -> None:
        whole = False
        model = self._model.bind(**self._dialect.options(ask))
        async for chunk in model.astream(_prompt(messages)):
            whole = whole or _is_last(chunk)
            if ears.heed is not None:
                ears.heed(chunk.response_metadata)
            if chunk.text:
                ears.queue.put_nowait(str(chunk.text))
        if not whole:
            raise ModelGarbled(
                f"the model {self.name} was cut off in mid-answer", "see the log of its server"
            )

    def _explained(self, error: Exception) -> ModelError:
        known = self._dialect.explain(error)
        if known is not None:
            return known
        # Only the kind is logged: a provider's message may repeat the prompt.
        log.warning("the model %s failed with %s", self.name, type(error).__name__)
        return ModelUnavailable(
            f"the model {self.name} failed ({type(error).__name__})",
            "run `simulator doctor`, or choose another model",
        )

    def _checked(self, text: str, schema: Mapping[str, object]) -> dict[str, object]:
        from jsonschema import Draft202012Validator

        fix = "choose a larger model, or grade without one"
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):  # the latter for brackets without end
            raise ModelGarbled(f"the model {self.name} answered with no JSON", fix) from None
        if not isinstance(found, dict) or not Draft202012Validator(schema).is_valid(found):
            raise ModelGarbled(f"the model {self.name} broke the form it was given", fix)
        return found


def _prompt(messages: Sequence[Message]) -> "list[BaseMessage]":
    from langchain_core.messages import AIMessage, HumanMessage, SystemMessage

    kinds = {"system": SystemMessage, "user": HumanMessage, "assistant": AIMessage}
    return [kinds[message.role](content=message.text) for message in messages]


def _is_last(chunk: "AIMessage") -> bool:
    # Ollama says `done`, OpenAI's kin say why they finished.
    told = chunk.response_metadata
    return bool(told.get("done") or told.get("finish_reason"))
