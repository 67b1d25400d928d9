"""The embedded engine as a LangChain chat model: blocking calls in a thread, chunks by a queue."""

import asyncio
import threading
from collections.abc import AsyncIterator

from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult

from simulator.llm.engine import Delta, engine_for

_ROLES = {"system": "system", "human": "user", "ai": "assistant"}


class EmbeddedChat(BaseChatModel):
    """Chats with the weights at ``path``; all instances of one path share one engine."""

    path: str
    context: int
    """Tokens of prompt and answer together."""

    @property
    def _llm_type(self) -> str:
        return "embedded"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: object,
    ) -> ChatResult:
        said: list[str] = []

        def take(delta: Delta) -> bool:
            said.append(delta.text)
            return False

        engine_for(self.path, self.context).chat(_request(messages, stop, kwargs), take)
        return ChatResult(generations=[ChatGeneration(message=AIMessage("".join(said)))])

    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: object,
    ) -> AsyncIterator[ChatGenerationChunk]:
        run = _Run(self.path, self.context, _request(messages, stop, kwargs))
        try:
            while (delta := await run.next()) is not None:
                yield _chunk(delta)
        finally:
            run.cancel()


class _Run:
    """One request in a thread of its own; the thread ends itself at the next sign of life."""

    def __init__(self, path: str, context: int, request: dict[str, object]) -> None:
        self._loop = asyncio.get_running_loop()
        self._queue: asyncio.Queue[Delta | Exception | None] = asyncio.Queue()
        self._cancelled = threading.Event()
        work = (path, context, request)
        threading.Thread(target=self._work, args=work, name="embedded-model").start()

    async def next(self) -> Delta | None:
        item = await self._queue.get()
        if isinstance(item, Exception):
            raise item
        return item

    def cancel(self) -> None:
        self._cancelled.set()

    def _work(self, path: str, context: int, request: dict[str, object]) -> None:
        try:
            engine_for(path, context).chat(request, self._take)
        except Exception as error:
            self._hand_over(error)
        else:
            self._hand_over(None)

    def _take(self, delta: Delta) -> bool:
        self._hand_over(delta)
        return self._cancelled.is_set()

    def _hand_over(self, item: Delta | Exception | None) -> None:
        try:
            self._loop.call_soon_threadsafe(self._queue.put_nowait, item)
        except RuntimeError:  # the loop was closed: nobody listens any more
            self._cancelled.set()


def _request(
    messages: list[BaseMessage], stop: list[str] | None, options: dict[str, object]
) -> dict[str, object]:
    said = [{"role": _ROLES[message.type], "content": str(message.text)} for message in messages]
    return {**options, "messages": said, **({"stop": stop} if stop else {})}


def _chunk(delta: Delta) -> ChatGenerationChunk:
    known = {"finish_reason": delta.finished, "logprobs": delta.chances}
    told = {name: value for name, value in known.items() if value}
    message = AIMessageChunk(content=delta.text)
    return ChatGenerationChunk(message=message, generation_info=told or None)
