"""Inventions: numbers, days and names in a sentence that nobody in this call can know."""

import re
from collections.abc import Collection

from simulator.persona.leaks import words
from simulator.persona.part import Part

_NUMBER_WORDS = frozenset(
    words(
        """
        two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred
        hundreds thousand thousands million millions billion dozen dozens percent half quarter
        """
    )
)
_DATE_WORDS = frozenset(
    words(
        """
        monday tuesday wednesday thursday friday saturday sunday january february april june july
        august september october november december tomorrow yesterday
        """
    )
)
_ALWAYS = frozenset(words("I I'm I'll I've I'd OK okay Mr Mrs Ms Dr TV God English"))
_NAME = re.compile(r"(?<![.!?…:\"“‘'] )(?<!^)\b[A-Z][\w'’-]*")


class Inventions:
    """What one part may speak of: her own content, the scenario's frame, and what was heard."""

    def __init__(self, part: Part) -> None:
        self._known = frozenset(words(" ".join(_public(part))))
        self._facts = {
            fact.id: frozenset(words(" ".join((fact.called, *fact.says))))
            for fact in part.facts.values()
        }

    def invented(self, sentence: str, told: Collection[str], heard: Collection[str]) -> str | None:
        """The first number, day or name that is neither hers, nor told, nor heard."""
        claims = _claims(sentence)
        if not claims:
            return None
        known = self._known.union(*(self._facts.get(fact, ()) for fact in told))
        known = known.union(words(" ".join(heard)), _ALWAYS)
        return next((claim for claim in claims if claim not in known), None)


def _claims(sentence: str) -> list[str]:
    tokens = words(sentence)
    counted = [
        token
        for token in tokens
        if token[0].isdigit() or token in _NUMBER_WORDS or token in _DATE_WORDS
    ]
    names = [part for name in _NAME.findall(sentence) for part in words(name)]
    return counted + [name.removesuffix("'s") for name in names if not name.startswith("i'")]


def _public(part: Part) -> list[str]:
    persona, scenario = part.persona, part.scenario
    own = [line.text for kind in persona.lines for line in persona.bank(kind)]
    objections = [says for one in persona.objections for says in (*one.says, *one.eased)]
    trainee = scenario.trainee
    frame = [persona.name, persona.role, persona.organisation, persona.background]
    caller = [trainee.name, trainee.company, trainee.product]
    return [*frame, *caller, *own, *objections, *scenario.opening.says]
