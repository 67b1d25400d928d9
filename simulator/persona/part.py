"""A part: one persona as she is played in one scenario at one difficulty, compiled once a call."""

from dataclasses import dataclass

from simulator.authoring.archetypes import effective_rules
from simulator.authoring.persona import Fact, Objection, Persona, Rule
from simulator.authoring.scenario import Outcome, Scenario
from simulator.persona.dials import PRESETS, Preset, heightened, turned
from simulator.vocabulary import Difficulty


@dataclass(frozen=True)
class Part:
    """All that state and policy need to know of her; immutable, and shared by every turn."""

    persona: Persona
    scenario: Scenario
    preset: Preset
    rules: tuple[Rule, ...]
    facts: dict[str, Fact]
    objections: dict[str, Objection]
    rungs: tuple[Outcome, ...]
    """The rungs of the ladder that are hers to give, worst first."""
    reluctant: tuple[Outcome, ...]
    """The same while an objection of hers stands: it takes more to come to a yes."""
    worth_using: frozenset[str]
    """Ids of dossier items, company facts and things in view that are worth using."""
    mood: float = 0.0
    """What a good or a bad day adds to the trust and patience she starts with."""


def play(persona: Persona, scenario: Scenario, difficulty: Difficulty, day: float = 0.0) -> Part:
    """Compile a part.

    Args:
        persona: who is played.
        scenario: where.
        difficulty: the preset of the dials.
        day: how her day has gone, from -1 (badly) to 1.
    """
    preset = turned(PRESETS[difficulty], scenario.dials, scenario.channel)
    rungs = tuple(_rung(rung, preset.outcome) for rung in _rungs(persona, scenario))
    return Part(
        persona=persona,
        scenario=scenario,
        preset=preset,
        rules=effective_rules(persona),
        facts={fact.id: _fact(fact, preset.disclosure) for fact in persona.facts},
        objections={one.id: _objection(one, preset.objection) for one in persona.objections},
        rungs=rungs,
        reluctant=tuple(_rung(rung, preset.standing) if is_a_yes(rung) else rung for rung in rungs),
        worth_using=_worth_using(scenario),
        mood=preset.mood * day,
    )


def is_a_yes(rung: Outcome) -> bool:
    """Whether the rung is the goal, or the door to whoever can give it."""
    return rung.reached or rung.puts_through_to is not None


def _worth_using(scenario: Scenario) -> frozenset[str]:
    things = scenario.scene.things if scenario.scene else ()
    told = {item.id for item in scenario.items if item.worth_using}
    return frozenset(told | {thing.id for thing in things if thing.worth_using})


def _fact(fact: Fact, factor: float) -> Fact:
    return fact.model_copy(update={"unlock": heightened(fact.unlock, factor)})


def _objection(objection: Objection, factor: float) -> Objection:
    eased_by = tuple(heightened(condition, factor) for condition in objection.eased_by)
    return objection.model_copy(update={"eased_by": eased_by})


def _rung(rung: Outcome, factor: float) -> Outcome:
    return rung.model_copy(update={"when": heightened(rung.when, factor)})


def _rungs(persona: Persona, scenario: Scenario) -> tuple[Outcome, ...]:
    # The ladder is climbed in order: what stands above "put through to X" is X's to give, so the
    # one who answers can't give it, and X can't put the caller through to herself.
    ladder = scenario.outcomes
    doors = [at for at, rung in enumerate(ladder) if rung.puts_through_to not in (None, persona.id)]
    hers = doors[-1] + 1 if doors and persona.id == scenario.personas[0] else len(ladder)
    return tuple(rung for rung in ladder[:hers] if rung.puts_through_to != persona.id)
