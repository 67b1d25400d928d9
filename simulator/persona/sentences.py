"""Sentences: a text cut into them, or a stream of chunks as they are completed."""

import re
from collections.abc import Iterator

_END = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9…])")
_SHORT = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|St|Prof|No|vs|e\.g|i\.e|a\.m|p\.m|[A-Z])\.[\"'”’)]*\s*$")


def split(text: str) -> list[str]:
    """The sentences of a text, without the space between them."""
    collected = Sentences()
    return [*collected.feed(text), *collected.flush()]


class Sentences:
    """Collects chunks of text and gives back whole sentences."""

    def __init__(self) -> None:
        self._rest = ""

    def feed(self, chunk: str) -> Iterator[str]:
        """Add a chunk; yields the sentences it completes."""
        self._rest += chunk
        start = 0
        for match in list(_END.finditer(self._rest)):
            sentence = self._rest[start : match.end()]
            if not _SHORT.search(sentence):
                start = match.end()
                yield sentence.strip()
        self._rest = self._rest[start:]

    def flush(self) -> Iterator[str]:
        """What is left at the end of the stream, if anything."""
        rest, self._rest = self._rest.strip(), ""
        if rest:
            yield rest
