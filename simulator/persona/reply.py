"""One reply: a decided move becomes sentences, from the author's lines or through a model."""

from collections.abc import AsyncGenerator
from typing import NamedTuple

from simulator.conversation.call import GuardEvent
from simulator.persona.lines import WORDLESS, LineBook, Moment
from simulator.persona.sentences import split


class Piece(NamedTuple):
    """One sentence of a reply, ready to be shown."""

    sentence: str
    last: bool = False
    """The reply is complete with it."""
    guard: tuple[GuardEvent, ...] = ()
    """What the guard stopped on the way to it."""
    notice: str | None = None
    """One line for the trainee."""


class Speaker:
    """Words the moves of one call."""

    def __init__(self, book: LineBook) -> None:
        self.book = book

    async def reply(self, moment: Moment) -> AsyncGenerator[Piece, None]:
        """The sentences of one reply, as they come; there is at least one."""
        sentences = split(self.book.word(moment)) or [WORDLESS]
        for sentence in sentences[:-1]:
            yield Piece(sentence)
        yield Piece(sentences[-1], last=True)
