"""Quotes for the scorecard: always the trainee's own words, always verbatim."""

import re

from simulator.conversation.call import Turn
from simulator.grading.scorecard import Quote

SNIPPET_WORDS = 20
_SENTENCE_END = re.compile(r"[.?!…](?=\s|$)")


def quote_of(turn: Turn, words: str | None = None) -> Quote | None:
    """``words`` if they stand in the turn as heard, else how the turn begins.

    ``None`` if the turn isn't the trainee's or nothing of it was heard (a silence).
    """
    if not turn.is_trainee or not turn.text.strip():
        return None
    wanted = (words or "").strip()
    return Quote(turn=turn.id, quote=wanted if wanted in turn.text and wanted else _start(turn))


def quotes(*found: Quote | None) -> tuple[Quote, ...]:
    """Those that are there, each once, in order."""
    return tuple(dict.fromkeys(quote for quote in found if quote is not None))


def _start(turn: Turn) -> str:
    text = turn.text.strip()
    end = 0
    for word in text.split()[:SNIPPET_WORDS]:
        end = text.index(word, end) + len(word)
    whole = [match.end() for match in _SENTENCE_END.finditer(text[:end])]
    return text[:end] if end == len(text) or not whole else text[: whole[-1]]
