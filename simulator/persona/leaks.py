"""Leaks: whether a sentence gives away a locked or secret fact, in its own words or in others."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from simulator.persona.part import Part
from simulator.understanding.stems import stems

ENOUGH = 3
"""A sentence that shares this many content stems with a fact is taken for a paraphrase of it…"""
FEW = 2
SHARE = 0.5
"""…and so is one that shares ``FEW`` which are at least this share of what only the fact has."""


@dataclass(frozen=True)
class Kept:
    """One fact as it can be recognised."""

    guards: tuple[frozenset[str], ...]
    wordings: tuple[frozenset[str], ...]
    """Content stems of each wording, without those that are common knowledge."""


def words(text: str) -> list[str]:
    """Lower-case words and numbers."""
    return re.findall(r"[^\W_]+(?:'[^\W_]+)?", text.lower().replace("’", "'"))


def text_stems(text: str) -> frozenset[str]:
    """Content stems of a text."""
    return stems(words(text))


class Leaks:
    """The facts of one part, each with what would give it away."""

    def __init__(self, part: Part) -> None:
        common = _common(part)
        self._facts = {
            fact.id: Kept(
                guards=tuple(filter(None, (text_stems(guard) for guard in fact.guards))),
                wordings=tuple(text_stems(says) - common for says in fact.says),
            )
            for fact in part.facts.values()
        }

    def leaked(self, sentence: str, told: Collection[str]) -> str | None:
        """The id of a fact, not among ``told``, that the sentence gives away."""
        found = text_stems(sentence)
        kept = ((name, fact) for name, fact in self._facts.items() if name not in told)
        return next((name for name, fact in kept if _gives_away(found, fact)), None)

    def conveys(self, sentence: str, fact_id: str) -> bool:
        """Whether the sentence tells that fact."""
        return _gives_away(text_stems(sentence), self._facts[fact_id])


def _gives_away(found: frozenset[str], fact: Kept) -> bool:
    return any(guard <= found for guard in fact.guards) or any(
        _overlaps(found, wording) for wording in fact.wordings
    )


def _overlaps(found: frozenset[str], wording: frozenset[str]) -> bool:
    shared = len(found & wording)
    return shared >= ENOUGH or (shared >= FEW and shared >= SHARE * len(wording))


def _common(part: Part) -> frozenset[str]:
    persona, scenario = part.persona, part.scenario
    texts: Iterable[str] = (
        persona.name,
        persona.role,
        persona.organisation,
        scenario.briefing,
        scenario.goal,
        *scenario.opening.says,
    )
    return frozenset().union(*(text_stems(text) for text in texts))
