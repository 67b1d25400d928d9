"""The briefing: what a trainee may know before the call, and what will be graded; no decoy told."""

from dataclasses import dataclass

from simulator.authoring.cast import Cast
from simulator.authoring.scenario import Item, Scenario


@dataclass(frozen=True)
class Known:
    """A thing the trainee may use, as it is shown; whether it is sound is not told."""

    text: str
    source: str | None


@dataclass(frozen=True)
class Briefing:
    """Everything to read before the call."""

    title: str
    you: str
    """Whom the trainee plays."""
    they: str
    """Who answers."""
    situation: str
    goal: str
    channel: str
    seconds: float
    """What the other person gives, on the call's clock."""
    graded: tuple[str, ...]
    """The questions the call will be graded by."""
    dossier: tuple[Known, ...]
    company: tuple[Known, ...]
    scene: tuple[str, ...]
    """What the camera shows; empty without one."""
    hints: tuple[str, ...]
    """Off unless asked for."""
    content_notice: str | None


def brief(cast: Cast) -> Briefing:
    """The briefing of a cast."""
    scenario, persona = cast.scenario, cast.first
    trainee = scenario.trainee
    return Briefing(
        title=scenario.title,
        you=f"{trainee.name}, {trainee.role} at {trainee.company}",
        they=f"{persona.name}, {persona.role}, {persona.organisation}",
        situation=scenario.briefing,
        goal=scenario.goal,
        channel=scenario.channel.value,
        seconds=scenario.budget_s,
        graded=tuple(check.asks for check in scenario.rubric.checks),
        dossier=_known(scenario.dossier),
        company=_known(scenario.company_facts),
        scene=_scene(scenario),
        hints=scenario.hints,
        content_notice=scenario.content_notice or persona.content_notice,
    )


def _known(items: tuple[Item, ...]) -> tuple[Known, ...]:
    return tuple(Known(item.text, item.source) for item in items)


def _scene(scenario: Scenario) -> tuple[str, ...]:
    if scenario.scene is None:
        return ()
    return (scenario.scene.place, *(thing.text for thing in scenario.scene.things))


def in_words(seconds: float) -> str:
    """A time budget as people say it: "90 seconds", "3 minutes"."""
    if seconds < 120:
        return f"{seconds:.0f} seconds"
    minutes = round(seconds / 30) / 2
    return f"{minutes:g} minutes"


def as_text(briefing: Briefing, *, hints: bool = False) -> str:
    """The briefing for a terminal, one thing a line."""
    they = f"{briefing.they}, by {briefing.channel}; about {in_words(briefing.seconds)}"
    parts = [
        briefing.title,
        *([f"Before you start: {briefing.content_notice}"] if briefing.content_notice else []),
        f"You are {briefing.you}.",
        f"You talk to {they}.",
        briefing.situation,
        f"Your goal: {briefing.goal}",
        *_listed("You know", [_with_source(known) for known in briefing.dossier]),
        *_listed("Your side", [_with_source(known) for known in briefing.company]),
        *_listed("You see", briefing.scene),
        *_listed("You will be graded on", briefing.graded),
        *(_listed("Hints", briefing.hints) if hints else ()),
    ]
    return "\n".join(parts)


def _listed(heading: str, entries: "tuple[str, ...] | list[str]") -> list[str]:
    return [f"{heading}:", *(f"  - {entry}" for entry in entries)] if entries else []


def _with_source(known: Known) -> str:
    return f"{known.text} ({known.source})" if known.source else known.text
