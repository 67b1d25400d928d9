"""A wording that plays what it is given, or fails as told: for tests, demos and benchmarks."""

from collections.abc import AsyncGenerator, Iterable, Mapping, Sequence
from typing import NamedTuple

from simulator.errors import ModelError, ModelGarbled
from simulator.llm.wording import Message


class Asked(NamedTuple):
    """One request as it came in."""

    messages: tuple[Message, ...]
    stop: tuple[str, ...]
    seed: int | None


class ScriptedWording:
    """Plays its replies in order, then the last one for ever.

    Args:
        replies: what ``stream`` plays; an error among a reply's chunks comes at that place.
        objects: what ``structured`` gives, in order.
        chances: what ``probability_of_yes`` gives, in order, then none for ever.
        digest: as a provider would tell it.
    """

    provider = "scripted"

    def __init__(
        self,
        replies: Iterable[str | Sequence[str | ModelError] | ModelError] = (),
        *,
        objects: Iterable[Mapping[str, object] | ModelError] = (),
        chances: Iterable[float | ModelError | None] = (),
        name: str = "scripted",
        digest: str | None = "scripted-1",
    ) -> None:
        self.name = name
        self.digest = digest
        self.asked: list[Asked] = []
        """Every request so far, oldest first."""
        self.closed_early = 0
        """How many replies were cancelled before their end."""
        self._replies = list(replies)
        self._objects = list(objects)
        self._chances = iter(list(chances))
        self._played = 0
        self._given = 0

    async def stream(
        self,
        messages: Sequence[Message],
        *,
        stop: Sequence[str] = (),
        max_tokens: int = 96,
        temperature: float = 0.7,
        seed: int | None = None,
    ) -> AsyncGenerator[str, None]:
        """Play the next reply; the chunks come as they were given."""
        self.asked.append(Asked(tuple(messages), tuple(stop), seed))
        reply = self._next_reply()
        finished = False
        try:
            for chunk in [reply] if isinstance(reply, str | ModelError) else reply:
                if isinstance(chunk, ModelError):
                    finished = True
                    raise chunk
                yield chunk
            finished = True
        finally:
            self.closed_early += not finished

    async def structured(
        self,
        messages: Sequence[Message],
        schema: Mapping[str, object],
        *,
        seed: int | None = None,
    ) -> dict[str, object]:
        """Give the next object, unchecked; without any left, what a broken model gives."""
        self.asked.append(Asked(tuple(messages), (), seed))
        if self._given >= len(self._objects):
            raise ModelGarbled("the model's answer is no JSON", "grade without a model")
        given = self._objects[self._given]
        self._given += 1
        if isinstance(given, ModelError):
            raise given
        return dict(given)

    async def probability_of_yes(self, messages: Sequence[Message]) -> float | None:
        """Give the next chance."""
        self.asked.append(Asked(tuple(messages), (), None))
        given = next(self._chances, None)
        if isinstance(given, ModelError):
            raise given
        return given

    def _next_reply(self) -> str | Sequence[str | ModelError] | ModelError:
        if not self._replies:
            return ""
        reply = self._replies[min(self._played, len(self._replies) - 1)]
        self._played += 1
        return reply
