"""Mistakes of meaning in a persona, alone and as the scenarios cast her."""

from collections.abc import Iterator, Mapping, Sequence

from simulator.authoring.condition import Condition
from simulator.authoring.lint.conditions import Known, condition_notes
from simulator.authoring.lint.notes import Note, Notes, Path, duplicates
from simulator.authoring.lint.reach import unreachable
from simulator.authoring.lint.words import guard_notes, slot_notes
from simulator.authoring.persona import Line, Persona
from simulator.authoring.scenario import Scenario
from simulator.vocabulary import Channel, MoveKind

LEAST = 4
"""Lines of a move, so that none is heard twice in an ordinary call."""
LEAST_OFTEN = 8
"""Lines of a move that comes up several times in a call."""
OFTEN = frozenset(
    {
        MoveKind.GO_ON,
        MoveKind.CHALLENGE,
        MoveKind.DEFLECT,
        MoveKind.SOFTEN,
        MoveKind.HURT,
        MoveKind.PUZZLED,
        MoveKind.CLARIFY,
        MoveKind.DECLINE,
    }
)
WITHOUT_LINES = frozenset(
    {
        MoveKind.GREET,  # the scenario's opening serves
        MoveKind.OBJECT,  # worded in the objection
        MoveKind.EASED,  # worded in the objection
        MoveKind.ANSWER,  # worded in her answers
        MoveKind.DISCLOSE,  # worded in the fact
        MoveKind.PUT_THROUGH,  # needed by some scenarios only
    }
)
"""Moves that need no lines of the persona's own."""
TENSE = 2
"""Intensity from which a content notice is due."""


def persona_notes(persona: Persona, scenarios: Sequence[Scenario] = ()) -> Notes:
    """All notes on a persona.

    Args:
        persona: her.
        scenarios: those that cast her, as far as they are known.
    """
    known = known_to(persona, scenarios)
    yield from _ids(persona)
    for path, condition in _conditions(persona):
        yield from condition_notes(condition, path, known)
    yield from unreachable(persona, known)
    yield from _banks(persona, scenarios)
    yield from slot_notes(persona)
    yield from guard_notes(persona)
    yield from _notice(persona)


def known_to(persona: Persona, scenarios: Sequence[Scenario]) -> Known:
    """What her conditions may name: items only as far as scenarios are known."""
    return Known(
        facts={fact.id: not fact.secret for fact in persona.facts},
        objections={objection.id for objection in persona.objections},
        items=_items(scenarios) if scenarios else None,
    )


def _items(scenarios: Sequence[Scenario]) -> Mapping[str, bool]:
    found: dict[str, bool] = {}
    for scenario in scenarios:
        for name, usable in items_of(scenario).items():
            found[name] = found.get(name, False) or usable
    return found


def items_of(scenario: Scenario) -> dict[str, bool]:
    """Items and things of a scenario, and whether each can be used rightly."""
    things = scenario.scene.things if scenario.scene else ()
    return {item.id: not item.decoy for item in scenario.items} | {one.id: True for one in things}


def _ids(persona: Persona) -> Notes:
    yield from duplicates(
        ((("facts", number, "id"), fact.id) for number, fact in enumerate(persona.facts)), "fact"
    )
    yield from duplicates(
        ((("objections", number, "id"), one.id) for number, one in enumerate(persona.objections)),
        "objection",
    )


def _conditions(persona: Persona) -> Iterator[tuple[Path, Condition]]:
    for number, fact in enumerate(persona.facts):
        yield ("facts", number, "unlock"), fact.unlock
    for number, objection in enumerate(persona.objections):
        yield ("objections", number, "raise_when"), objection.raise_when
        for index, condition in enumerate(objection.eased_by):
            yield ("objections", number, "eased_by", index), condition
    for number, rule in enumerate(persona.rules):
        yield ("rules", number, "when"), rule.when
    for kind, lines in persona.lines.items():
        for number, line in enumerate(lines):
            if isinstance(line, Line):
                yield ("lines", kind.value, number, "when"), line.when


def _banks(persona: Persona, scenarios: Sequence[Scenario]) -> Notes:
    needed = set(MoveKind) - WITHOUT_LINES | {
        MoveKind.PUT_THROUGH for scenario in scenarios if _puts_through(persona, scenario)
    }
    channels = {scenario.channel for scenario in scenarios}
    for kind in MoveKind:
        path: Path = ("lines", kind.value)
        there, least = persona.bank(kind), LEAST_OFTEN if kind in OFTEN else LEAST
        if kind in needed and not there:
            yield Note(path, f"she has no lines for '{kind}'", f"add {least} lines under `{kind}:`")
        elif kind in needed and len(there) < least:
            yield Note(
                path,
                f"'{kind}' comes up often and has {len(there)} of at least {least} lines",
                f"add {least - len(there)} more",
                on_key=True,
            )
        if there:
            yield from _fitting(path, there, channels)
            yield from _twice(path, there)


def _puts_through(persona: Persona, scenario: Scenario) -> bool:
    return any(rung.puts_through_to not in (None, persona.id) for rung in scenario.outcomes) and (
        scenario.personas[0] == persona.id
    )


def _fitting(path: Path, lines: Sequence[Line], channels: set[Channel]) -> Notes:
    for channel in sorted(channels):
        count = sum(1 for line in lines if not line.when.channel or channel in line.when.channel)
        if count < LEAST:
            yield Note(
                path,
                f"'{path[-1]}' has {count} lines for a call by {channel}, of at least {LEAST}",
                f"add {LEAST - count} that fit {channel}",
                on_key=True,
            )


def _twice(path: Path, lines: Sequence[Line]) -> Notes:
    known: dict[str, int] = {}
    for number, line in enumerate(lines):
        text = line.text.casefold()
        if text in known:
            yield Note(
                (*path, number),
                f"the same line is item {known[text] + 1} already",
                "reword it, or remove it",
            )
        known.setdefault(text, number)


def _notice(persona: Persona) -> Notes:
    if persona.intensity >= TENSE and persona.content_notice is None:
        yield Note(
            ("intensity",),
            f"intensity {persona.intensity} needs a content notice",
            "add `content_notice:` with what the trainee will meet",
        )
