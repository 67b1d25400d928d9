"""Mistakes of meaning in a scenario, together with the personas it casts."""

from collections.abc import Collection, Mapping, Sequence
from math import inf

from simulator.authoring.lint.conditions import Known, always, condition_notes
from simulator.authoring.lint.notes import Note, Notes, Path, dead, duplicates
from simulator.authoring.lint.persona_notes import items_of
from simulator.authoring.lint.rubric_notes import Stage, rubric_notes
from simulator.authoring.lint.words import brace_notes, leaks
from simulator.authoring.persona import Persona
from simulator.authoring.scenario import Outcome, Scenario
from simulator.vocabulary import Channel, Kind, MoveKind

GONE = 0.05
"""Patience at or below which she leaves, before time or a goodbye can end the call."""
UNASKED: dict[str, dict[str, tuple[float, float]]] = {
    "patience_out": {},
    "time_out": {"patience": (GONE, 1.0), "seconds_left": (-inf, 0.0)},
    "goodbye": {"patience": (GONE, 1.0)},
}
"""Causes that end a call whatever was earned, and between which the numbers are then: each needs
a rung that always holds."""


def scenario_notes(
    scenario: Scenario, personas: Mapping[str, Persona], there: Collection[str]
) -> Notes:
    """All notes on a scenario.

    Args:
        scenario: the scenario.
        personas: those of its personas that could be loaded.
        there: ids of all personas that exist, also of those with mistakes.
    """
    cast = [personas[name] for name in scenario.personas if name in personas]
    complete = len(cast) == len(scenario.personas)
    yield from _people(scenario, there)
    yield from _ids(scenario)
    yield from _channel(scenario)
    yield from _ladder(scenario)
    if complete:
        known = _known(scenario, cast)
        for number, rung in enumerate(scenario.outcomes):
            yield from condition_notes(rung.when, ("outcomes", number, "when"), known)
        yield from _notice(scenario, cast)
    yield from _words(scenario, cast)
    if scenario.rubric.kind is not scenario.kind:
        yield Note(
            ("rubric", "kind"),
            f"the rubric is for '{scenario.rubric.kind}', the scenario is '{scenario.kind}'",
            f"write `kind: {scenario.kind}`",
        )
    moves = _moves(scenario, cast) if complete else frozenset(MoveKind)
    yield from rubric_notes(scenario.rubric, Stage(moves, items_of(scenario)), ("rubric",))


def _known(scenario: Scenario, cast: Sequence[Persona]) -> Known:
    return Known(
        facts={fact.id: not fact.secret for persona in cast for fact in persona.facts},
        objections={one.id for persona in cast for one in persona.objections},
        items=items_of(scenario),
        channels=frozenset({scenario.channel}),
        seconds=scenario.budget_s,
    )


def _people(scenario: Scenario, there: Collection[str]) -> Notes:
    yield from dead(("personas",), scenario.personas, there, "persona")
    listed = (((("personas", number)), name) for number, name in enumerate(scenario.personas))
    yield from duplicates(listed, "persona")
    if scenario.id in scenario.personas:
        yield Note(("id",), "a persona of it has the same id", "give the scenario another id")
    yield from _doors(scenario)


def _doors(scenario: Scenario) -> Notes:
    first, *others = scenario.personas
    for number, rung in enumerate(scenario.outcomes):
        path: Path = ("outcomes", number, "puts_through_to")
        if rung.puts_through_to == first:
            yield Note(
                path,
                f"'{first}' answers the call and can't be put through to",
                "name another persona of the scenario",
            )
        elif rung.puts_through_to is not None:
            for note in dead(path, [rung.puts_through_to], scenario.personas, "persona"):
                yield note._replace(path=path, fix=f"{note.fix}; list her under `personas`")
    doors = {rung.puts_through_to for rung in scenario.outcomes}
    for number, name in enumerate(others, start=1):
        if name not in doors:
            yield Note(
                ("personas", number),
                f"no outcome puts the caller through to '{name}'",
                f"add `puts_through_to: {name}` to an outcome, or remove her",
            )


def _ids(scenario: Scenario) -> Notes:
    things = scenario.scene.things if scenario.scene else ()
    items: list[tuple[Path, str]] = [
        *((("dossier", number, "id"), one.id) for number, one in enumerate(scenario.dossier)),
        *((("company_facts", at, "id"), one.id) for at, one in enumerate(scenario.company_facts)),
        *((("scene", "things", number, "id"), one.id) for number, one in enumerate(things)),
    ]
    yield from duplicates(items, "item")
    yield from duplicates(
        ((("outcomes", number, "id"), one.id) for number, one in enumerate(scenario.outcomes)),
        "outcome",
    )


def _channel(scenario: Scenario) -> Notes:
    if scenario.channel is Channel.VIDEO and scenario.scene is None:
        yield Note(("channel",), "a video call needs a scene", "add `scene:` with what is in view")
    if scenario.channel is not Channel.VIDEO and scenario.scene is not None:
        yield Note(
            ("scene",),
            f"nobody sees a scene in a call by {scenario.channel}",
            "remove `scene:`, or write `channel: video`",
            on_key=True,
        )
    if scenario.channel is Channel.EMAIL and not scenario.opening.trainee_first:
        yield Note(
            ("opening",),
            "an e-mail begins with the trainee",
            "add `trainee_first: true` to the opening",
            on_key=True,
        )
    if scenario.channel is Channel.PHONE and scenario.online_time_budget_s is not None:
        yield Note(
            ("online_time_budget_s",),
            "a call by phone has no online budget",
            "remove it, or change `channel:`",
            on_key=True,
        )


def _ladder(scenario: Scenario) -> Notes:
    rungs = scenario.outcomes
    if not any(rung.reached for rung in rungs):
        yield Note(("outcomes",), "no outcome reaches the goal", "add `reached: true` to one", True)
    if all(rung.reached for rung in rungs):
        yield Note(("outcomes",), "every outcome reaches the goal", "add one that doesn't", True)
    for number, rung in enumerate(rungs[1:], start=1):
        if rungs[number - 1].reached and not rung.reached:
            yield Note(
                ("outcomes", number),
                f"'{rung.id}' misses the goal and stands above one that reaches it",
                "order the outcomes from worst to best",
            )
    for cause, spans in UNASKED.items():
        held = any(cause in rung.on and always(rung.when, **spans) for rung in _answering(scenario))
        if not held:
            yield Note(
                ("outcomes",),
                f"no outcome always holds on '{cause}', so the call could end nowhere",
                f"let the worst one have `on: [{cause}]` and no `when`",
                on_key=True,
            )


def _answering(scenario: Scenario) -> Sequence[Outcome]:
    """The rungs of the one who answers: up to the last that puts through, all if none does."""
    rungs = scenario.outcomes
    doors = [number for number, rung in enumerate(rungs) if rung.puts_through_to is not None]
    return rungs[: doors[-1] + 1] if doors else rungs


def _words(scenario: Scenario, cast: Sequence[Persona]) -> Notes:
    for number, rung in enumerate(scenario.outcomes):
        for index, text in enumerate(rung.says):
            path: Path = ("outcomes", number, "says", index)
            yield from brace_notes(path, text)
            for fact in (fact for persona in cast for fact in persona.facts):
                if fact.id not in rung.when.disclosed and (fact.secret or not always(fact.unlock)):
                    yield from leaks(path, text, fact)


def _notice(scenario: Scenario, cast: Sequence[Persona]) -> Notes:
    noticed = scenario.content_notice or any(persona.content_notice for persona in cast)
    if any(persona.intensity >= 2 for persona in cast) and not noticed:
        yield Note(
            (),
            "a scenario with so much distress needs a content notice",
            "add `content_notice:` with what the trainee will meet",
        )


def _moves(scenario: Scenario, cast: Sequence[Persona]) -> frozenset[MoveKind]:
    """Moves that can happen in this scenario."""
    never: set[MoveKind] = set()
    if not any(persona.objections for persona in cast):
        never |= {MoveKind.OBJECT, MoveKind.EASED}
    if all(fact.secret for persona in cast for fact in persona.facts):
        never.add(MoveKind.DISCLOSE)
    if not any(rung.puts_through_to for rung in scenario.outcomes):
        never.add(MoveKind.PUT_THROUGH)
    if scenario.kind is not Kind.COLD_CALL:
        never |= {MoveKind.ASK_WHO, MoveKind.ASK_PURPOSE}
    if scenario.opening.trainee_first:
        never.add(MoveKind.GREET)
    return frozenset(MoveKind) - never
