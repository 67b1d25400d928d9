"""Improvise: a capable model words the move, in her voice, sentence by sentence."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing

from simulator.conversation.call import Turn
from simulator.llm.wording import Wording
from simulator.persona.direction import improvised
from simulator.persona.lines import Moment
from simulator.persona.streamed import sentences
from simulator.vocabulary import MoveKind

MOST_TOKENS = 96
MOST_SENTENCES = 2
MOST_TOLD = 3
"""Sentences when a fact is told."""


async def improvise(
    wording: Wording, moment: Moment, turns: Sequence[Turn], seed: int
) -> AsyncGenerator[str, None]:
    """The model's sentences, unchecked; at most two, or three to tell a fact.

    Raises:
        ModelError: the model failed, before the first sentence or after any.
    """
    most = MOST_TOLD if moment.move.kind is MoveKind.DISCLOSE else MOST_SENTENCES
    messages = improvised(moment, turns, moment.number - len(turns))
    stream = wording.stream(messages, max_tokens=MOST_TOKENS, seed=seed)
    async with aclosing(sentences(stream, most)) as said:
        async for sentence in said:
            yield sentence
