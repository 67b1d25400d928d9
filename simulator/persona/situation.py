"""The situation that conditions are asked about: her state, and what the trainee just did."""

from collections.abc import Collection
from dataclasses import dataclass

from simulator.conversation.appraisal import Appraisal
from simulator.conversation.state import PersonaState
from simulator.vocabulary import Act, Channel, Fault


@dataclass(slots=True)
class Here:
    """One moment of a call, as ``authoring.condition.Situation`` wants it."""

    trust: float
    patience: float
    interest: float
    distress: float
    seconds_left: float
    turn: int
    channel: Channel
    done: Collection[Act]
    now: Collection[Act]
    faults: Collection[Fault]
    faults_now: Collection[Fault]
    used: Collection[str]
    used_now: Collection[str]
    disclosed: Collection[str]
    raised: Collection[str]
    met: Collection[str]


def situation(state: PersonaState, appraisal: Appraisal, channel: Channel) -> Here:
    """The moment after the trainee's turn that ``appraisal`` read and ``state`` counts."""
    return Here(
        trust=state.trust,
        patience=state.patience,
        interest=state.interest,
        distress=state.distress,
        seconds_left=state.seconds_left,
        turn=state.turn,
        channel=channel,
        done=state.done,
        now=[hit.act for hit in appraisal.acts],
        faults=state.faults,
        faults_now=[hit.fault for hit in appraisal.faults],
        used=state.used,
        used_now=appraisal.rightly_used(),
        disclosed=state.disclosed,
        raised=state.raised,
        met=state.met,
    )
