"""A scenario: who is called, why, what is known beforehand, how it can end and how it is graded."""

from typing import Annotated, Literal

from pydantic import Field

from simulator.authoring.base import Authored, Count, Flag, Identifier, Seconds, Share, Short, Text
from simulator.authoring.condition import Condition
from simulator.authoring.rubric import Rubric
from simulator.vocabulary import Channel, Difficulty, Kind

ONLINE_SHARE = 0.5
"""Through a screen people grant half the time (the brief this project was made from)."""

Dial = Annotated[float, Field(strict=True, ge=0.25, le=4.0)]


class Trainee(Authored):
    """Whom the learner plays."""

    name: Short
    role: Short
    company: Short
    product: Short


class Item(Authored):
    """A thing the trainee may know and use: from research, or about the trainee's own company."""

    id: Identifier
    text: Text
    """The item as the trainee reads it."""
    about: Annotated[tuple[Short, ...], Field(min_length=1)]
    """Words and phrases by which its use is recognised."""
    source: Short | None = None
    decoy: Flag = False
    """It is false, stale or out of place: using it costs trust."""
    worth_using: Flag = False
    """A good opening or a good answer rests on it."""
    why: Short | None = None
    """Why it is worth using, or why it is a decoy; shown in the debrief."""


class Thing(Authored):
    """Something in view during a video call."""

    id: Identifier
    text: Short
    about: Annotated[tuple[Short, ...], Field(min_length=1)]
    worth_using: Flag = False


class Scene(Authored):
    """What the camera shows, as text a screen reader speaks."""

    place: Short
    things: tuple[Thing, ...] = ()
    cues: tuple[Short, ...] = ()
    """Attention cues for when her patience is low: "Her eyes go to a second screen."."""


class Opening(Authored):
    """How the call begins, before the trainee has said a word."""

    sets_scene: Short
    """One line of what is heard or seen: "It rings four times. A door shuts."."""
    says: Annotated[tuple[Text, ...], Field(min_length=1)]
    """Her first words; the seed chooses.  For e-mail: what her inbox looks like."""
    trainee_first: Flag = False
    """The trainee speaks (or writes) first, and ``says`` is only shown."""


class Outcome(Authored):
    """One rung of the ladder, from worst to best."""

    id: Identifier
    label: Short
    """"Twenty minutes on Thursday"."""
    reached: Flag = False
    """Whether this rung reaches the goal."""
    minutes_granted: Count = 0
    on: Annotated[
        tuple[Literal["asked", "offered", "goodbye", "time_out", "patience_out"], ...],
        Field(min_length=1),
    ]
    """What may bring the call to this rung: the trainee asks for the next step; offers or confirms
    a remedy; says goodbye; the time is up; the persona's patience is gone."""
    when: Condition = Condition()
    says: tuple[Text, ...] = ()
    """Her words as she grants or ends it; without them her lines for the move serve."""
    puts_through_to: Identifier | None = None
    """The persona who takes over; the call goes on."""


class AfterCare(Authored):
    """What the trainee reads after a hard call, before any figure."""

    text: Text
    contact: Short | None = None


class Dials(Authored):
    """Multipliers on the persona; 1 is as written.

    More patience and more attention make the call easier, more of the others harder.
    """

    patience: Dial = 1.0
    objection_strength: Dial = 1.0
    disclosure_threshold: Dial = 1.0
    outcome_threshold: Dial = 1.0
    """On the trust and interest it takes to come to a rung of the ladder."""
    attention: Dial = 1.0
    """How long a turn may be before her patience pays for it."""
    noise: Share = 0.0
    """How often she mishears (0 never), besides what the preset brings."""
    grief: Dial = 1.0
    """How heavy grief or fear weighs: on the distress at the start, and against what eases it.
    No preset touches it, for nobody's loss is a level of a game."""


class Scenario(Authored):
    """One call to rehearse."""

    format: Literal["simulator.scenario/1"]
    id: Identifier
    title: Short
    kind: Kind
    trains: Short
    """What it trains, for the card."""
    channel: Channel
    personas: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    """The first one answers; the others can be put through to."""
    difficulty: Difficulty = Difficulty.MIDDLE
    """How hard it is as written; for the card."""
    trainee: Trainee
    goal: Short
    briefing: Text
    company_facts: Annotated[tuple[Item, ...], Field(min_length=1)]
    """What the trainee may say of the company and the product, and the remedies at hand."""
    dossier: tuple[Item, ...]
    scene: Scene | None = None
    jargon: tuple[Short, ...] = ()
    """Words of the seller's trade that this persona shouldn't have to hear."""
    time_budget_s: Seconds
    """Seconds the persona would give this face to face or on the phone."""
    online_time_budget_s: Seconds | None = None
    """The author's own budget for video, chat and e-mail; without it, half of ``time_budget_s``."""
    thinking_time: Literal["usual", "more", "ample"] = "usual"
    """How long a pause may be in a voice call before it is taken for the end of a turn."""
    opening: Opening
    outcomes: Annotated[tuple[Outcome, ...], Field(min_length=3)]
    """The ladder, worst first."""
    rubric: Rubric
    hints: Annotated[tuple[Short, ...], Field(min_length=1)]
    after_care: AfterCare
    dials: Dials = Dials()
    content_notice: Short | None = None

    @property
    def budget_s(self) -> float:
        """Seconds on the call's clock: halved online unless the author says otherwise."""
        if self.channel is Channel.PHONE:
            return self.time_budget_s
        return self.online_time_budget_s or self.time_budget_s * ONLINE_SHARE

    @property
    def items(self) -> tuple[Item, ...]:
        """Dossier, then company facts."""
        return self.dossier + self.company_facts

    def outcome(self, identifier: str) -> Outcome:
        """The rung of that id (``KeyError`` if there is none)."""
        return {rung.id: rung for rung in self.outcomes}[identifier]
