"""Difficulty: what each preset does to a persona, on top of the scenario's own dials."""

from typing import NamedTuple

from simulator.authoring.condition import Condition
from simulator.authoring.scenario import Dials
from simulator.vocabulary import Channel, Difficulty


class Preset(NamedTuple):
    """Multipliers; 1 is as the author wrote it."""

    patience: float
    """On the patience at the start of the call."""
    gain: float
    """On each step of the state that does the trainee good."""
    loss: float
    """On each step that does harm."""
    objection: float
    """On the trust and interest it takes to ease an objection."""
    disclosure: float
    """On the trust and interest it takes to be told a fact."""
    outcome: float
    """On the trust and interest it takes to come to a rung of the ladder."""
    attention: float
    """On the words that are borne in one turn."""
    answers: int
    """Answers it takes to meet an objection that she has raised; the rest come back to her."""
    standing: float
    """On the trust and interest a yes takes while an objection of hers still stands."""
    noise: float
    """The share of turns that she mishears, or only skims: a bad line, a lorry, another worry."""
    mood: float
    """How far a good or a bad day of hers moves the trust and patience she starts with."""


PRESETS: dict[Difficulty, Preset] = {
    Difficulty.EASY: Preset(
        patience=1.25,
        gain=1.4,
        loss=0.75,
        objection=0.8,
        disclosure=0.8,
        outcome=0.85,
        attention=1.4,
        answers=1,
        standing=1.0,
        noise=0.0,
        mood=0.03,
    ),
    Difficulty.MIDDLE: Preset(
        patience=1.0,
        gain=1.0,
        loss=1.0,
        objection=1.0,
        disclosure=1.0,
        outcome=1.0,
        attention=1.0,
        answers=1,
        standing=1.15,
        noise=0.04,
        mood=0.08,
    ),
    Difficulty.HARD: Preset(
        patience=0.8,
        gain=0.95,
        loss=1.2,
        objection=1.15,
        disclosure=1.25,
        outcome=1.3,
        attention=0.75,
        answers=2,
        standing=1.6,
        noise=0.08,
        mood=0.1,
    ),
}
"""The one table of the presets.  The figures are ours: at ``middle`` skill reaches the goal, at
``hard`` not every skilled call does."""

CEILING = 0.95
"""No dial asks for more than this of a variable that ends at 1."""


SPOKEN = frozenset({Channel.PHONE, Channel.VIDEO})
"""What is written can be read twice."""


def turned(preset: Preset, dials: Dials, channel: Channel) -> Preset:
    """The preset with the scenario's own dials multiplied in; noise is added."""
    noise = preset.noise if channel in SPOKEN else 0.0
    return preset._replace(
        patience=preset.patience * dials.patience,
        objection=preset.objection * dials.objection_strength,
        disclosure=preset.disclosure * dials.disclosure_threshold,
        outcome=preset.outcome * dials.outcome_threshold,
        attention=preset.attention * dials.attention,
        noise=min(1.0, noise + dials.noise),
    )


def heightened(condition: Condition, factor: float) -> Condition:
    """The condition with its floors of trust and interest ``factor`` times as high."""
    bounds = {"trust": condition.trust, "interest": condition.interest}
    floors = {
        name: _scaled(bound, factor) for name, bound in bounds.items() if bound and bound[0] == ">"
    }
    return condition.model_copy(update=floors) if factor != 1 else condition


def _scaled(bound: str, factor: float) -> str:
    sign = bound.rstrip("0123456789. ")
    number = float(bound[len(sign) :])
    return f"{sign} {min(number * factor, max(number, CEILING)):.3f}"
