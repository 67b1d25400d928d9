"""A call as the page shows it: plain data for the script that draws the captions."""

from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict

from simulator.authoring.cast import Cast
from simulator.authoring.persona import Persona
from simulator.conversation.call import STOPPED, Call, Turn
from simulator.practice.on_line import opening_words
from simulator.vocabulary import MoveKind

RESTLESS = 0.35
"""Below this patience a video persona's attention cues are shown."""

STEPS = (
    ("end_of_turn", "the turn is over"),
    ("recognition", "recognised, in that time"),
    ("understanding", "understood"),
    ("realisation_first", "first words"),
    ("mouth", "spoken by the voice"),
    ("first_sound", "first sound, all in all"),
)
"""Steps of a reply by voice, in order: name in ``latency_ms``, and what the page calls it."""

Ending = Literal["granted", "farewell", "hung_up", "left", "stopped"]


class Shown(BaseModel):
    """A piece of the page's data; immutable."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class TurnShown(Shown):
    """One caption."""

    id: str
    who: Literal["you", "them", "other", "stage"]
    name: str
    text: str
    silent: bool = False
    ms: int | None = None
    """Milliseconds of the reply, for whom it interests."""
    waterfall: tuple[tuple[str, int], ...] = ()
    """Where they went, in a call by voice: a name and milliseconds each."""


class SpeakerShown(Shown):
    """Who is on the line."""

    name: str
    role: str
    initials: str


class EndingShown(Shown):
    """How it ended, kindly put."""

    how: Ending
    title: str
    text: str


class CallShown(Shown):
    """The whole call at one moment."""

    id: str
    ended: bool
    busy: bool
    spoken: bool
    """It is being played by voice, here or in another tab."""
    seconds_left: float
    budget_s: float
    speaker: SpeakerShown
    cue: str | None
    turns: tuple[TurnShown, ...]
    last: str
    outcome: EndingShown | None


def initials(name: str) -> str:
    """Up to two letters of a name: "Orla Tolan" → "OT"."""
    parts = [part for part in name.split() if part[:1].isalpha()]
    return "".join(part[0].upper() for part in (parts[:1] + parts[1:][-1:]))


def shown_turn(turn: Turn, cast: Cast | None) -> TurnShown:
    """A turn with the name of whoever speaks."""
    text = turn.text.strip()
    common = {"id": turn.id, "text": text, "silent": not text}
    if turn.is_trainee:
        return TurnShown(who="you", name="You", **common)
    persona = cast.personas.get(turn.persona or "") if cast else None
    if turn.speaker == "persona":
        name = persona.name if persona else "The other party"
        steps = waterfall(turn.latency_ms)
        return TurnShown(who="them", name=name, ms=_milliseconds(turn), waterfall=steps, **common)
    return TurnShown(who="other", name=turn.speaker, **common)


def _milliseconds(turn: Turn) -> int | None:
    """To her first sound, in a call by voice; else the whole reply."""
    took = turn.latency_ms.get("first_sound", turn.latency_ms.get("total", 0.0))
    return max(1, round(took)) if turn.latency_ms else None


def waterfall(latency_ms: Mapping[str, float]) -> tuple[tuple[str, int], ...]:
    """Where the time between the trainee's last sound and her first went."""
    if "first_sound" not in latency_ms:
        return ()
    found = ((title, latency_ms.get(name)) for name, title in STEPS)
    return tuple((title, round(ms)) for title, ms in found if ms is not None)


def stage_lines(call: Call, cast: Cast) -> tuple[TurnShown, ...]:
    """What is heard or seen before the first word."""
    opening = cast.scenario.opening
    lines = [opening.sets_scene]
    if opening.trainee_first:
        lines.append(opening_words(cast, call.seed or 0))
    return tuple(
        TurnShown(id=f"stage-{at}", who="stage", name="", text=line)
        for at, line in enumerate(lines)
    )


def shown_call(
    call: Call,
    cast: Cast,
    *,
    seconds_left: float,
    busy: bool,
    patience: float,
    spoken: bool = False,
) -> CallShown:
    """The call as it stands, for the page."""
    on_line = speaker(call, cast)
    turns = (shown_turn(turn, cast) for turn in call.turns if _visible(turn))
    return CallShown(
        id=str(call.id),
        ended=call.ended,
        busy=busy,
        spoken=spoken,
        seconds_left=round(seconds_left, 1),
        budget_s=cast.scenario.budget_s,
        speaker=SpeakerShown(name=on_line.name, role=on_line.role, initials=initials(on_line.name)),
        cue=cue(cast, patience, len(call.turns)),
        turns=(*stage_lines(call, cast), *turns),
        last=call.turns[-1].id if call.turns else "",
        outcome=ending(call, on_line),
    )


def _visible(turn: Turn) -> bool:
    # The empty turn with which a call opens when the trainee speaks first is no silence of hers.
    silence = turn.move is not None and turn.move.kind is MoveKind.SILENCE
    return turn.is_trainee or bool(turn.text) or silence


def speaker(call: Call, cast: Cast) -> Persona:
    """Whoever is on the line now: the last persona who spoke, or the one who answers."""
    for turn in reversed(call.turns):
        target = turn.move.target if turn.move else None
        if turn.move and turn.move.kind is MoveKind.PUT_THROUGH and target in cast.personas:
            return cast.personas[str(target)]
        if turn.persona in cast.personas:
            return cast.personas[str(turn.persona)]
    return cast.first


def cue(cast: Cast, patience: float, turns: int) -> str | None:
    """What the camera shows of her attention, when her patience runs low."""
    scene = cast.scenario.scene
    if scene is None or not scene.cues or patience >= RESTLESS:
        return None
    return scene.cues[turns // 2 % len(scene.cues)]


def how_it_ended(call: Call) -> Ending:
    """Who ended it, and in what spirit."""
    marks = {event.kind for event in call.events}
    if STOPPED in marks:
        return "stopped"
    if "left" in marks:
        return "left"
    last = next((turn for turn in reversed(call.turns) if not turn.is_trainee), None)
    kind = last.move.kind if last and last.move else None
    if kind is MoveKind.HANG_UP:
        return "hung_up"
    return "granted" if kind is MoveKind.GRANT else "farewell"


def ending(call: Call, persona: Persona) -> EndingShown | None:
    """The banner's words."""
    if call.outcome is None:
        return None
    how = how_it_ended(call)
    titles: dict[Ending, str] = {
        "hung_up": f"{persona.name} ended the call",
        "left": "You ended the call",
        "stopped": "You stopped the exercise",
    }
    texts: dict[Ending, str] = {
        "hung_up": "It happens, on real calls too. "
        "The debrief shows the turn where it tipped, and a line to try there.",
        "left": f"How it ended: {call.outcome.label}.",
        "stopped": "You may always stop. Nothing counts as failed. Take a moment.",
    }
    reached = "You reached the goal." if call.outcome.reached else "The call is over."
    return EndingShown(
        how=how, title=titles.get(how, call.outcome.label), text=texts.get(how, reached)
    )
