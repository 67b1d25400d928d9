"""Calls to store."""

from datetime import UTC, datetime

from simulator.conversation.appraisal import ActHit, Appraisal
from simulator.conversation.call import (
    Call,
    Event,
    GuardEvent,
    ModelUsed,
    OutcomeReached,
    Reference,
    Turn,
    Word,
)
from simulator.conversation.state import Move, PersonaState, StateChange
from simulator.grading.scorecard import Grader, Overall, Score, Scorecard
from simulator.vocabulary import Act, Channel, Difficulty, Kind, MoveKind, Realiser, Variable

MEETING = OutcomeReached(id="meeting", label="20 minutes on Thursday", reached=True)

HEADER = Call(
    id="call-1",
    scenario=Reference(id="freight-cold-call", sha256="ab" * 32),
    persona=Reference(id="dana"),
    kind=Kind.COLD_CALL,
    channel=Channel.PHONE,
    difficulty=Difficulty.MIDDLE,
    seed=2**70,
    model=ModelUsed(realiser=Realiser.LINES),
    started_at=datetime(2026, 3, 1, 8, 30, tzinfo=UTC),
)

ASKED = Turn(
    id="t1",
    speaker="trainee",
    said="Morning, Dana. ½ a minute? 🙂",
    start_s=0.1 + 0.2,
    end_s=3.0,
    words=(Word(text="Morning", start_s=0.3, end_s=0.7),),
    appraisal=Appraisal(acts=(ActHit(act=Act.GREET, probability=1 / 3, quote="Morning"),), words=5),
)
ANSWERED = Turn(
    id="t2",
    speaker="persona",
    said="Go on. \x00 I'm late.",
    heard="Go on.",
    persona="dana",
    interrupted=True,
    move=Move(kind=MoveKind.GO_ON, reason="she was asked leave"),
    state=PersonaState(
        persona="dana",
        trust=0.3,
        patience=0.7,
        interest=0.2,
        distress=0.0,
        seconds_left=81.25,
        done={Act.GREET: 1},
        changes=(StateChange(variable=Variable.TRUST, by=0.1, because="asked leave"),),
    ),
    latency_ms={"policy": 1.5},
    guard=(GuardEvent(reason="coaching", replaced=True),),
)

WHOLE = HEADER.model_copy(
    update={
        "turns": (ASKED, ANSWERED),
        "events": (Event(at_s=0.0, kind="ring"), Event(at_s=1.5, kind="model_lost", detail="x")),
        "outcome": MEETING,
    }
)


def turn(number: int, said: str = "and so on") -> Turn:
    """A plain turn."""
    return Turn(id=f"t{number}", speaker="trainee", said=said)


def scorecard(call: str | None = "call-1", value: float = 0.5, version: str = "1") -> Scorecard:
    """A scorecard with one score."""
    grader = Grader(name="checks", version=version)
    return Scorecard(
        call=call,
        rubric="cold_call",
        outcome=MEETING,
        scores=(Score(id="leave", label="Leave", value=value, explanation="asked", grader=grader),),
        pacing={},
        overall=Overall(value=value * 100, how="mean"),
    )
