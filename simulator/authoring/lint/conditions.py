"""Whether a condition can ever hold: its numbers, its references, and what they wait for."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import inf

from simulator.authoring.condition import COMPARISON, Condition
from simulator.authoring.lint.notes import Note, Notes, Path, dead
from simulator.vocabulary import Channel

RANGES: dict[str, tuple[float, float]] = {
    "trust": (0.0, 1.0),
    "patience": (0.0, 1.0),
    "interest": (0.0, 1.0),
    "distress": (0.0, 1.0),
    "seconds_left": (-inf, inf),
    "turn": (1.0, inf),
}
"""Between which a number of the situation can be."""


@dataclass(frozen=True)
class Known:
    """What a condition may name; ``None`` means that it can't be known here."""

    facts: Mapping[str, bool]
    """Facts by id, and whether each may ever be told (a secret may not)."""
    objections: Collection[str]
    items: Mapping[str, bool] | None
    """Items by id, and whether each can be used rightly (a decoy can not)."""
    channels: frozenset[Channel] | None = None
    seconds: float | None = None
    """The most seconds there can be on the clock."""


def condition_notes(condition: Condition, path: Path, known: Known) -> Notes:
    """All notes on a condition, apart from facts that wait for each other."""
    yield from impossible(condition, path, known)
    yield from _by_chance(condition, path)


def impossible(condition: Condition, path: Path, known: Known) -> Notes:
    """What keeps a condition from ever holding."""
    yield from _numbers(condition, path, known)
    yield from _references(condition, path, known)
    yield from _contradictions(condition, path, known)


def always(condition: Condition, **spans: tuple[float, float]) -> bool:
    """Whether it states nothing that could fail; ``spans`` narrow what a number can be."""
    stated = condition.model_dump(exclude_defaults=True)
    ranges = RANGES | spans
    return all(
        name in ranges and _holds_throughout(str(bound), ranges[name])
        for name, bound in stated.items()
    )


def _numbers(condition: Condition, path: Path, known: Known) -> Notes:
    for name, (low, most) in RANGES.items():
        bound = getattr(condition, name)
        high = known.seconds if name == "seconds_left" and known.seconds else most
        if bound is not None and _never(bound, low, high):
            yield Note(
                (*path, name),
                f"'{name}: {bound}' can never hold: {name} is {_span(low, high)}",
                "write a bound within that range",
            )


def _by_chance(condition: Condition, path: Path) -> Notes:
    for name in ("trust", "patience", "interest", "distress"):
        bound = getattr(condition, name)
        if bound is not None and bound.startswith("="):
            yield Note(
                (*path, name),
                f"'{name}: {bound}' holds only by chance: {name} moves in small steps",
                "write >= or <= instead of =",
            )


def _span(low: float, high: float) -> str:
    if low > -inf and high < inf:
        return f"from {low:g} to {high:g}"
    return f"at least {low:g}" if low > -inf else f"at most {high:g}"


def _parts(bound: str) -> tuple[str, float]:
    match = re.match(COMPARISON, bound)
    return (match[1], float(match[2])) if match else ("=", 0.0)


def _never(bound: str, low: float, high: float) -> bool:
    sign, number = _parts(bound)
    return {
        ">=": number > high,
        ">": number >= high,
        "<=": number < low,
        "<": number <= low,
        "=": not low <= number <= high,
    }[sign]


def _holds_throughout(bound: str, span: tuple[float, float]) -> bool:
    sign, number = _parts(bound)
    low, high = span
    return {
        ">=": number <= low,
        ">": number < low,
        "<=": number >= high,
        "<": number > high,
        "=": False,
    }[sign]


def _references(condition: Condition, path: Path, known: Known) -> Notes:
    yield from dead((*path, "disclosed"), condition.disclosed, known.facts, "fact")
    for number, name in enumerate(condition.disclosed):
        if known.facts.get(name) is False:
            yield Note(
                (*path, "disclosed", number),
                f"the fact '{name}' is secret and never told, so this can never hold",
                "name another fact, or let it be told",
            )
    yield from dead((*path, "raised"), condition.raised, known.objections, "objection")
    yield from dead((*path, "met"), condition.met, known.objections, "objection")
    if known.items is not None:
        yield from _items(condition, path, known.items)


def _items(condition: Condition, path: Path, items: Mapping[str, bool]) -> Notes:
    for key, names in (("used", condition.used), ("used_any", condition.used_any)):
        yield from dead((*path, key), names, items, "item")
        for number, name in enumerate(names):
            if items.get(name) is False:
                yield Note(
                    (*path, key, number),
                    f"the item '{name}' is a decoy and never rightly used",
                    "name an item that is true",
                )


def _contradictions(condition: Condition, path: Path, known: Known) -> Notes:
    if condition.faults_now and set(condition.faults_now) <= set(condition.without):
        yield Note(
            (*path, "without"),
            "'faults_now' asks for what 'without' rules out",
            "take the fault out of one of the two",
        )
    if condition.channel and known.channels and not known.channels & set(condition.channel):
        there = ", ".join(sorted(known.channels))
        yield Note((*path, "channel"), f"the call is by {there}, never by this", f"write {there}")
