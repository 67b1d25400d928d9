"""The seam to a language model: messages in, words out, and nothing of any provider's own."""

from collections.abc import AsyncGenerator, Mapping, Sequence
from typing import Literal, NamedTuple, Protocol

Role = Literal["system", "user", "assistant"]


class Message(NamedTuple):
    """One message of a prompt; a last message of the assistant's is gone on with, not answered."""

    role: Role
    text: str


class Wording(Protocol):
    """A chat model that words sentences; code has already decided what they do."""

    @property
    def name(self) -> str:
        """The model as its provider calls it, e.g. ``llama3.1:8b``."""

    @property
    def provider(self) -> str:
        """``ollama``, ``openai``, ``embedded`` or ``scripted``."""

    @property
    def digest(self) -> str | None:
        """The hash of the weights, when the provider tells."""

    def stream(
        self,
        messages: Sequence[Message],
        *,
        stop: Sequence[str] = (),
        max_tokens: int = 96,
        temperature: float = 0.7,
        seed: int | None = None,
    ) -> AsyncGenerator[str, None]:
        """Give the reply in chunks of text as they come; closing the iterator cancels the rest.

        A model that has nothing to say gives no chunk, which is no error.

        Raises:
            ModelError: one of its family, before the first chunk or after any.
        """

    async def structured(
        self,
        messages: Sequence[Message],
        schema: Mapping[str, object],
        *,
        seed: int | None = None,
    ) -> dict[str, object]:
        """Give an object that keeps the JSON Schema.

        Raises:
            ModelGarbled: what came is no JSON, or breaks the schema.
            ModelError: the model failed otherwise.
        """

    async def probability_of_yes(self, messages: Sequence[Message]) -> float | None:
        """Give the chance, 0 to 1, that the answer begins with yes rather than with no.

        Small models say yes to everything, and yet their chances put a good call above a poor one.

        Returns:
            ``None`` if the provider tells no chances, or the answer begins otherwise.

        Raises:
            ModelError: the model failed.
        """
