"""Calls of every shape, for Hypothesis; the texts are as hostile as text can be."""

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import strategies as st

from simulator.conversation.appraisal import ActHit, Appraisal, FaultHit, ItemUse, Level
from simulator.conversation.call import (
    BranchPoint,
    Call,
    Event,
    GuardEvent,
    ModelUsed,
    OutcomeReached,
    Reference,
    Turn,
    Word,
)
from simulator.conversation.plain import one_line
from simulator.conversation.state import Move, PersonaState, StateChange
from simulator.vocabulary import Act, Channel, Difficulty, Fault, Kind, MoveKind, Realiser, Verdict

NASTY = [
    "<script>alert(1)</script>",
    "a --> b",
    "</v><v Trainee>",
    "\n\nNOTE x\n\n",
    "&lt;&amp;",
    "[x](javascript:alert(1))",
    "# head\n- item\n1. one\n> q\n```\ncode",
    "https://example.org www.example.org a@example.org",
    "\u202eevil\u202c \u2066x\u2069",
    "\x00\x1b[31m\ud800\ufeff\u2028",
    "",
    " ",
]
texts = st.one_of(st.sampled_from(NASTY), st.text(max_size=40))
maybe_texts = st.none() | texts
numbers = st.floats(allow_nan=False, allow_infinity=False)
seconds = st.none() | st.floats(-10, 1e7, allow_nan=False)
shares = st.floats(0, 1)
ids = st.text(min_size=1, max_size=8).filter(lambda text: one_line(text) == text)
zones = st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=30))])
moments = st.datetimes() | st.datetimes(datetime(1990, 1, 1), timezones=zones)

states = st.builds(
    PersonaState,
    persona=texts,
    trust=shares,
    patience=shares,
    interest=shares,
    distress=shares,
    seconds_left=numbers,
    done=st.dictionaries(st.sampled_from(Act), st.integers(0, 9), max_size=3),
    faults=st.dictionaries(st.sampled_from(Fault), st.integers(0, 9), max_size=3),
    changes=st.lists(st.builds(StateChange, because=texts, quote=maybe_texts), max_size=2),
)
appraisals = st.builds(
    Appraisal,
    acts=st.lists(st.builds(ActHit, probability=shares, quote=texts), max_size=2),
    faults=st.lists(st.builds(FaultHit, quote=texts), max_size=2),
    items=st.lists(
        st.builds(ItemUse, item=texts, verdict=st.sampled_from(Verdict), quote=texts), max_size=1
    ),
    explorations=st.builds(Level, level=st.integers(0, 2), probability=shares, quote=maybe_texts),
)
turns = st.builds(
    Turn,
    id=ids,
    speaker=st.sampled_from(["trainee", "persona", "Mr <Bo> & co", "x\ny"]),
    said=texts,
    heard=maybe_texts,
    start_s=seconds,
    end_s=seconds,
    words=st.none() | st.lists(st.builds(Word, text=texts, start_s=numbers, end_s=numbers)),
    interrupted=st.booleans(),
    persona=maybe_texts,
    move=st.none()
    | st.builds(Move, kind=st.sampled_from(MoveKind), reason=texts, target=maybe_texts),
    appraisal=st.none() | appraisals,
    state=st.none() | states,
    latency_ms=st.dictionaries(st.text(max_size=5), numbers, max_size=2),
    guard=st.lists(st.builds(GuardEvent, reason=texts, replaced=st.booleans()), max_size=1),
)
calls = st.builds(
    Call,
    id=maybe_texts,
    scenario=st.none() | st.builds(Reference, id=texts, sha256=maybe_texts),
    persona=st.none() | st.builds(Reference, id=texts),
    kind=st.none() | st.sampled_from(Kind),
    channel=st.none() | st.sampled_from(Channel),
    difficulty=st.none() | st.sampled_from(Difficulty),
    seed=st.none() | st.integers(),
    model=st.none() | st.builds(ModelUsed, realiser=st.sampled_from(Realiser), name=maybe_texts),
    started_at=st.none() | moments,
    turns=st.lists(turns, max_size=4, unique_by=lambda turn: turn.id),
    events=st.lists(st.builds(Event, at_s=numbers, kind=texts, detail=texts), max_size=2),
    outcome=st.none()
    | st.builds(OutcomeReached, id=texts, label=texts, minutes_granted=st.integers(0, 90)),
    branch_of=st.none() | st.builds(BranchPoint, call=texts, turn=texts),
)
