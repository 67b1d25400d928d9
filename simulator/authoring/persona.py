"""A persona: who she is, how she speaks, what she knows, what she resents, what moves her."""

from typing import Annotated, Literal

from pydantic import Field

from simulator.authoring.base import Authored, Change, Count, Flag, Identifier, Share, Short, Text
from simulator.authoring.condition import Condition
from simulator.vocabulary import Act, Archetype, Everyday, Fault, MoveKind, Variable


class Temperament(Authored):
    """Where she starts, each 0 to 1; dials of difficulty shift it."""

    patience: Share
    trust: Share
    warmth: Share
    volatility: Share
    interest: Share = 0.2
    distress: Share = 0.0


class Voice(Authored):
    """How she sounds, for any mouth that can be told."""

    sex: Literal["female", "male"]
    rate_wpm: Annotated[int, Field(strict=True, ge=80, le=260)]
    """Words a minute when calm."""
    pitch: Literal["low", "middle", "high"]


class Speech(Authored):
    """Her way of speaking; it shapes authored lines and directs a model."""

    sentence_words: Annotated[int, Field(strict=True, ge=2, le=40)]
    """Words in a usual sentence of hers."""
    fillers: tuple[Short, ...] = ()
    style: Text
    """Two or three sentences of direction, as to an actor."""
    voice: Voice


class Fact(Authored):
    """Something she knows; it must be earned."""

    id: Identifier
    called: Short
    """What it is called, as a noun phrase: "the Rotterdam contract"."""
    about: Annotated[tuple[Short, ...], Field(min_length=1)]
    """Words and phrases of a question that is about it."""
    says: Annotated[tuple[Text, ...], Field(min_length=1)]
    """How she says it; the first is the plainest."""
    guards: tuple[Short, ...] = ()
    """Words that would give it away; none may be said while it is locked."""
    unlock: Condition = Condition()
    """What must hold, besides being asked about it."""
    volunteered: Flag = False
    """She tells it unasked as soon as ``unlock`` holds."""
    secret: Flag = False
    """She never tells it, whatever is asked."""


class Objection(Authored):
    """Something she holds against going on."""

    id: Identifier
    about: Annotated[tuple[Short, ...], Field(min_length=1)]
    says: Annotated[tuple[Text, ...], Field(min_length=2)]
    """How she raises it; the later ones when it was met badly and returns."""
    raise_when: Condition = Condition()
    eased_by: Annotated[tuple[Condition, ...], Field(min_length=1)]
    """Any one of these, in a turn after she raised it, meets it."""
    eased: Annotated[tuple[Text, ...], Field(min_length=1)]
    """How she says that it is met."""


class Line(Authored):
    """One authored line, with the condition under which it fits."""

    text: Text
    when: Condition = Condition()


class Rule(Authored):
    """How her state moves when a thing happens."""

    on: Annotated[tuple[Act | Fault, ...], Field(min_length=1)]
    """Any of these acts or faults, in the trainee's turn."""
    when: Condition = Condition()
    move: Annotated[dict[Variable, Change], Field(min_length=1)]
    because: Text
    """The reason shown to the trainee, about the act: "asked before telling"."""


class Persona(Authored):
    """One person a trainee can call."""

    format: Literal["simulator.persona/1"]
    id: Identifier
    name: Short
    pronouns: Short
    archetype: Archetype
    role: Short
    organisation: Short
    background: Text
    temperament: Temperament
    speech: Speech
    facts: tuple[Fact, ...]
    objections: tuple[Objection, ...]
    answers: dict[Everyday, Annotated[tuple[Text, ...], Field(min_length=3)]] = Field(
        default_factory=dict
    )
    """What she says to questions that anybody may be asked; as good told as locked."""
    lines: dict[MoveKind, Annotated[tuple[Line | Text, ...], Field(min_length=4)]]
    rules: tuple[Rule, ...] = ()
    intensity: Annotated[Count, Field(le=3)]
    """0 everyday, 1 tense, 2 distressing, 3 grief or fear of harm."""
    content_notice: Short | None = None

    def bank(self, kind: MoveKind) -> tuple[Line, ...]:
        """Her lines for a move, each as a ``Line``; empty if she has none."""
        return tuple(
            line if isinstance(line, Line) else Line(text=line) for line in self.lines.get(kind, ())
        )
