"""A rubric: atomic yes/no checks, graded mechanisms, blocking errors, and what each weighs."""

from typing import Annotated, Literal

from pydantic import Field

from simulator.authoring.base import Authored, Identifier, Short, Text
from simulator.vocabulary import Act, Fault, Kind, MoveKind

Weight = Annotated[float, Field(strict=True, gt=0.0, le=10.0)]
Times = Annotated[int, Field(strict=True, ge=1, le=50)]


class Evidence(Authored):
    """What in a trainee's turn makes the answer "yes"; all that is stated must hold in it."""

    acts: tuple[Act, ...] = ()
    """The turn does at least one of these."""
    faults: tuple[Fault, ...] = ()
    """The turn has at least one of these faults."""
    used: tuple[Identifier, ...] = ()
    """The turn rightly uses at least one of these dossier items or company facts."""
    misused: tuple[Identifier, ...] = ()
    """The turn uses at least one of these decoys, or gets one of these items wrong."""
    answers: tuple[MoveKind, ...] = ()
    """The turn comes straight after one of these moves of the persona."""
    after_stop: bool = False
    """The persona has asked before to be left alone: "Unsubscribe", "take me off your list"."""
    by_turn: Times | None = None
    """No later than this turn of the trainee's (the first is 1)."""
    before: tuple[Act, ...] = ()
    """No earlier or same turn of the trainee's has done any of these."""
    max_words: Annotated[int, Field(strict=True, ge=1, le=1000)] | None = None
    """The turn is no longer than this."""
    without: tuple[Fault, ...] = ()
    """The turn has none of these faults."""


class Check(Authored):
    """One atomic question about the call, answered yes or no with a quote."""

    id: Identifier
    asks: Short
    """The question, worded so that yes is good: "Did she get asked before she was told?"."""
    yes_when: Evidence
    times: Times = 1
    """How many turns must show it."""
    opportunity: tuple[MoveKind, ...] = ()
    """Only asked if the persona made one of these moves; otherwise "no opportunity", not "no"."""
    weight: Weight = 1.0
    better: Text
    """A better line for this persona, in this call, said in the trainee's words."""
    plus: Short
    """What to say when it was done: "You asked before you told."."""
    delta: Short
    """What to say when it was not, about the act: "Ask leave before you give the reason."."""


class Blocking(Authored):
    """An error that fails the call whatever else it scored."""

    id: Identifier
    asks: Short
    """What went wrong, as a statement: "An upsell to someone in grief"."""
    when: Evidence
    better: Text
    delta: Short


class Mechanism(Authored):
    """A graded mechanism, 0 to 1, computed by the named grader."""

    id: Literal[
        "emotional_reactions",
        "interpretations",
        "explorations",
        "understanding",
        "concision",
        "listening",
        "relevance",
    ]
    weight: Weight = 1.0


class Rubric(Authored):
    """What a call is graded by; totals are weighted means, computed by code."""

    format: Literal["simulator.rubric/1"] | None = None
    id: Identifier
    kind: Kind
    checks: Annotated[tuple[Check, ...], Field(min_length=3)]
    mechanisms: Annotated[tuple[Mechanism, ...], Field(min_length=1)]
    blocking: tuple[Blocking, ...] = ()
    outcome_weight: Weight = 2.0
    """What the outcome's share of the ladder weighs in the total."""
