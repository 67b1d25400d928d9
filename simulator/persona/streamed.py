"""Sentences out of a model's stream of chunks, cut off when there are enough."""

from collections.abc import AsyncGenerator, AsyncIterator

from simulator.persona.sentences import Sentences

_ENDS = (".", "!", "?", "…", '"', "”", "'", "’")


async def sentences(stream: AsyncIterator[str], most: int) -> AsyncGenerator[str, None]:
    """The first ``most`` whole sentences, without quotation marks around them.

    The stream is closed when they are there, which cancels the rest.  A last sentence that was cut
    off in the middle is left out, unless there is no other.
    """
    collected = Sentences()
    given = 0
    try:
        async for chunk in stream:
            for sentence in filter(None, map(_bare, collected.feed(chunk.replace("\n", " ")))):
                yield sentence
                given += 1
                if given == most:
                    return
    finally:
        if isinstance(stream, AsyncGenerator):
            await stream.aclose()
    for rest in filter(None, map(_bare, collected.flush())):
        if not given or rest.endswith(_ENDS):
            yield rest


def _bare(sentence: str) -> str:
    return sentence.strip(' "“”').lstrip(".,;:! ")
