"""A call becomes captions, a speaker, a cue and an ending."""

import pytest

from simulator.authoring.cast import Cast
from simulator.authoring.scenario import Scene
from simulator.conversation.call import STOPPED, Call, Event, OutcomeReached, Turn
from simulator.conversation.state import Move
from simulator.vocabulary import Channel, MoveKind
from simulator.web.shown import (
    RESTLESS,
    Ending,
    cue,
    ending,
    how_it_ended,
    initials,
    shown_call,
    shown_turn,
)
from tests.support.content import minimal_cast

OUTCOME = OutcomeReached(id="hung-up", label="hung up", reached=False)


def hers(said: str, kind: MoveKind = MoveKind.GO_ON, identifier: str = "2") -> Turn:
    return Turn(
        id=identifier,
        speaker="persona",
        said=said,
        persona="clock-shop-owner",
        move=Move(kind=kind, reason="for the test"),
    )


def yours(said: str, identifier: str = "1") -> Turn:
    return Turn(id=identifier, speaker="trainee", said=said)


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Orla Tolan", "OT"), ("Halina Brodzka-Reid", "HB"), ("Mina", "M"), ("Ann B. Cole", "AC")],
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_turns_have_names_and_only_what_was_heard_counts() -> None:
    cast = minimal_cast()
    assert shown_turn(yours("Hello"), cast).name == "You"
    assert shown_turn(hers("Yes?"), cast).name == cast.first.name
    other = Turn(id="3", speaker="Tannoy", said="Last call.", heard="Last")
    assert (shown_turn(other, cast).who, shown_turn(other, cast).text) == ("other", "Last")


def test_without_its_content_a_call_still_reads() -> None:
    assert shown_turn(hers("Yes?"), None).name == "The other party"


def test_latency_is_rounded_up_to_a_millisecond() -> None:
    turn = hers("Yes?").model_copy(update={"latency_ms": {"storage": 0.2, "total": 0.4}})
    assert shown_turn(turn, None).ms == 1
    assert shown_turn(hers("Yes?"), None).ms is None


def test_a_silence_of_yours_is_shown_and_an_empty_opening_is_not() -> None:
    call = Call(id="c", turns=(hers("", identifier="0"), yours("")), seed=1)
    shown = shown_call(call, minimal_cast(), seconds_left=10, busy=False, patience=0.5)
    assert [(turn.who, turn.silent) for turn in shown.turns] == [("stage", False), ("you", True)]


def test_a_silence_of_hers_is_shown() -> None:
    call = Call(id="c", turns=(yours("Hello?"), hers("", MoveKind.SILENCE)), seed=1)
    shown = shown_call(call, minimal_cast(), seconds_left=10, busy=False, patience=0.5)
    assert shown.turns[-1].silent
    assert shown.last == "2"


@pytest.mark.parametrize(
    ("kind", "events", "how"),
    [
        (MoveKind.HANG_UP, (), "hung_up"),
        (MoveKind.GRANT, (), "granted"),
        (MoveKind.FAREWELL, (), "farewell"),
        (MoveKind.GO_ON, (Event(at_s=1, kind="left"),), "left"),
        (MoveKind.GO_ON, (Event(at_s=1, kind=STOPPED),), "stopped"),
    ],
)
def test_how_it_ended(kind: MoveKind, events: tuple[Event, ...], how: Ending) -> None:
    call = Call(id="c", turns=(hers("Well.", kind),), events=events, outcome=OUTCOME)
    assert how_it_ended(call) == how


def test_being_hung_up_on_is_told_kindly() -> None:
    cast = minimal_cast()
    call = Call(id="c", turns=(hers("No.", MoveKind.HANG_UP),), outcome=OUTCOME)
    told = ending(call, cast.first)
    assert told is not None
    assert told.title == f"{cast.first.name} ended the call"
    assert "It happens" in told.text
    assert ending(Call(id="c"), cast.first) is None


def test_a_restless_persona_looks_away_on_video() -> None:
    cast = minimal_cast()
    cues = ("She looks at the door.", "She picks up a loupe.")
    scene = Scene(place="A workshop", cues=cues)
    video = cast.scenario.model_copy(update={"scene": scene, "channel": Channel.VIDEO})
    seen = Cast(video, cast.personas, cast.hashes)
    assert cue(seen, RESTLESS, 4) is None
    assert [cue(seen, 0.1, turns) for turns in (2, 3, 4)] == [cues[1], cues[1], cues[0]]
    assert cue(cast, 0.1, 4) is None
