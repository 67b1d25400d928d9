"""Words of the seller's trade, spotted in what was said."""

import re
from collections.abc import Sequence

from simulator.conversation.appraisal import FaultHit
from simulator.understanding.context import Context
from simulator.understanding.text import Sentence
from simulator.understanding.words import listed
from simulator.vocabulary import Fault

READ = 4000
"""Characters that are searched."""


class Jargon:
    """The scenario's jargon and the jargon of every trade."""

    def __init__(self, own: Sequence[str]) -> None:
        terms = sorted(
            {_term(word) for word in (*own, *listed("jargon"))}, key=lambda term: (-len(term), term)
        )
        self._regex = re.compile(rf"(?<!\w)(?:{'|'.join(terms)})(?!\w)", re.IGNORECASE)

    def within(self, text: str) -> bool:
        """Whether a term stands in the text."""
        return self._regex.search(text) is not None

    def used(self, text: str, context: Context) -> tuple[str, ...]:
        """Terms as they stand in the text, each once, without those she used herself."""
        hers = " ".join(context.told).lower()
        found = (match[0] for match in self._regex.finditer(text[:READ]))
        return tuple(dict.fromkeys(term for term in found if term.lower() not in hers))


def _term(word: str) -> str:
    return r"[\s-]".join(re.escape(part) for part in re.split(r"[\s-]+", word.strip())) + "s?"


def jargon_fault(terms: Sequence[str], read: Sequence[Sentence]) -> FaultHit | None:
    """The fault, quoting the first sentence that holds a term."""
    for sentence in read:
        if any(term in sentence.text for term in terms):
            return FaultHit(fault=Fault.JARGON, quote=sentence.text)
    return FaultHit(fault=Fault.JARGON, quote=terms[0]) if terms else None
