from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from simulator.conversation.call import BranchPoint, Call, OutcomeReached, Reference, Turn
from simulator.errors import CallError
from simulator.settings import Settings
from simulator.storage.store import Import, Imported, Store
from simulator.voice.tapes import path_of
from tests.storage.calls import HEADER, MEETING, WHOLE, scorecard, turn


def test_without_a_url_calls_are_in_the_data_folder(tmp_path: Path) -> None:
    with Store(Settings(data=tmp_path / "data")) as store:
        store.journal("x").begin(HEADER)
        assert store.shown == str(tmp_path / "data" / "simulator.db")
    assert (tmp_path / "data" / "simulator.db").stat().st_mode & 0o077 == 0


def test_an_unknown_call_is_one_line(store: Store) -> None:
    with pytest.raises(CallError, match="there is no call 'nobody'"):
        store.call("nobody")


def test_calls_are_listed_newest_first_with_what_a_list_shows(store: Store) -> None:
    store.import_call(WHOLE)
    store.journal("later").begin(Call(id="later", scenario=Reference(id="chat")))
    newest, oldest = store.calls()
    assert (newest.id, newest.turns, newest.outcome, newest.ended_at) == ("later", 0, None, None)
    assert oldest == (
        "call-1",
        "freight-cold-call",
        "dana",
        "phone",
        "middle",
        "lines",
        HEADER.started_at,
        None,
        "20 minutes on Thursday",
        2,
    )


def test_a_list_is_no_longer_than_asked_for(store: Store) -> None:
    for number in range(5):
        store.journal(f"c{number}").begin(HEADER.model_copy(update={"started_at": None}))
    assert [summary.id for summary in store.calls(limit=2)] == ["c4", "c3"]


def test_times_are_in_utc_whatever_zone_they_came_in(store: Store) -> None:
    started = datetime(2026, 3, 1, 2, 0, tzinfo=timezone(timedelta(hours=9)))
    store.journal("x").begin(HEADER.model_copy(update={"started_at": started}))
    listed = store.calls()[0].started_at
    assert listed == started
    assert str(listed) == "2026-02-28 17:00:00+00:00"
    assert str(store.call("x").started_at) == str(started)


@pytest.mark.parametrize("year", [1, 9999])
def test_a_start_at_the_edge_of_time_is_kept(store: Store, year: int) -> None:
    edge = datetime(year, 1, 1, tzinfo=timezone(timedelta(hours=14)))
    call = Call(id="x", started_at=edge)
    store.import_call(call)
    assert store.call("x") == call
    assert len(store.calls()) == 1


def test_pending_calls_are_those_of_a_scenario_without_an_outcome(store: Store) -> None:
    for name in ("going on", "over"):
        store.journal(name).begin(HEADER)
    store.journal("over").end(MEETING)
    store.import_call(Call(id="elsewhere", turns=(turn(1),)))
    assert [summary.id for summary in store.pending()] == ["going on"]


def test_a_call_brought_in_is_equal(store: Store) -> None:
    assert store.import_call(WHOLE) == ("call-1", Import.ADDED)
    assert store.call("call-1") == WHOLE


def test_the_same_call_brought_in_twice_is_one_call(store: Store) -> None:
    store.import_call(WHOLE)
    assert store.import_call(WHOLE) == ("call-1", Import.KNOWN)
    assert len(store.calls()) == 1


def test_another_call_of_the_same_id_gets_a_new_one(store: Store) -> None:
    store.import_call(WHOLE)
    other = WHOLE.model_copy(update={"turns": (turn(1),)})
    first = store.import_call(other)
    assert first.became is Import.RENAMED
    assert store.call(first.id) == other.model_copy(update={"id": first.id})
    assert store.import_call(other) == Imported(first.id, Import.KNOWN)
    assert store.call("call-1") == WHOLE


def test_a_call_without_an_id_is_given_one_and_stays_one_call(store: Store) -> None:
    nameless = Call(turns=(turn(1),))
    first = store.import_call(nameless)
    assert first.became is Import.ADDED
    assert store.import_call(nameless) == Imported(first.id, Import.KNOWN)


@pytest.mark.parametrize("hostile", ["../../etc/passwd", "a/b", "", "a b", "x" * 65, "\x00", "-rf"])
def test_an_id_that_could_do_harm_is_replaced(store: Store, hostile: str) -> None:
    taken = store.import_call(WHOLE.model_copy(update={"id": hostile}))
    assert taken.became is Import.RENAMED
    assert store.call(taken.id).turns == WHOLE.turns


def test_two_turns_of_one_id_are_refused(store: Store) -> None:
    with pytest.raises(CallError, match="have the id 't1'"):
        store.import_call(Call(id="x", turns=(turn(1), turn(1))))
    assert store.calls() == ()


def test_nul_in_what_is_listed_does_no_harm(store: Store) -> None:
    call = Call(
        id="x",
        scenario=Reference(id="a\x00b"),
        outcome=OutcomeReached(id="o", label="l\x00\ud800", reached=False),
    )
    store.import_call(call)
    assert store.call("x") == call
    assert store.calls()[0].scenario == "ab"


def test_scorecards_are_read_back_equal_newest_first(store: Store) -> None:
    store.import_call(WHOLE)
    older, newer = scorecard(version="1"), scorecard(version="2", value=1 / 3)
    store.put_scorecard(older)
    store.put_scorecard(newer)
    assert store.scorecards("call-1") == (newer, older)
    assert store.scorecard("call-1") == newer


def test_the_same_graders_replace_their_scorecard(store: Store) -> None:
    store.import_call(WHOLE)
    store.put_scorecard(scorecard(value=0.25))
    store.put_scorecard(scorecard(value=0.75))
    assert store.scorecards("call-1") == (scorecard(value=0.75),)


def test_a_call_that_was_never_graded_has_no_scorecard(store: Store) -> None:
    store.import_call(WHOLE)
    assert store.scorecard("call-1") is None


@pytest.mark.parametrize("call", [None, "nobody"])
def test_a_scorecard_without_its_call_is_refused(store: Store, call: str | None) -> None:
    with pytest.raises(CallError, match="not stored"):
        store.put_scorecard(scorecard(call))


def test_deleting_a_call_takes_everything_along(store: Store) -> None:
    store.import_call(WHOLE)
    store.put_scorecard(scorecard())
    assert store.delete_call("call-1")
    assert not store.delete_call("call-1")
    assert store.scorecards("call-1") == ()
    store.journal("call-1").begin(HEADER)
    assert store.call("call-1") == HEADER


def test_deleting_a_call_deletes_its_recording_and_no_other(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    mine, other = path_of(settings, "call-1"), path_of(settings, "call-2")
    mine.parent.mkdir()
    for path in (mine, other):
        path.write_bytes(b"RIFF")
    with Store(settings) as store:
        store.import_call(WHOLE)
        assert store.delete_call("call-1")
        assert not store.delete_call("../call-2")
    assert (mine.exists(), other.exists()) == (False, True)


def test_what_was_deleted_is_off_the_disk(tmp_path: Path) -> None:
    with Store(f"sqlite:///{tmp_path}/calls.db") as store:
        store.import_call(Call(id="x", turns=(turn(1, "a very private word"),)))
        assert any(b"very private" in path.read_bytes() for path in tmp_path.glob("calls.db*"))
        store.delete_call("x")
        assert not any(b"very private" in path.read_bytes() for path in tmp_path.glob("calls.db*"))


def test_the_history_is_of_ended_calls_that_branch_off_no_other(store: Store) -> None:
    point = BranchPoint(call="call-1", turn="t1")
    shown = turn(1, said='He wrote "branch_of":{ on the board.')
    calls = (
        WHOLE,
        WHOLE.model_copy(update={"id": "later", "started_at": None, "turns": (shown,)}),
        WHOLE.model_copy(update={"id": "again", "branch_of": point}),
        WHOLE.model_copy(update={"id": "going on", "outcome": None}),
        WHOLE.model_copy(update={"id": "ungraded"}),
    )
    for call in calls:
        store.import_call(call)
    for call_id in ("call-1", "later", "again"):
        store.put_scorecard(scorecard(call_id))
    store.put_scorecard(scorecard("call-1").model_copy(update={"rubric": "another"}))
    store.put_scorecard(scorecard("call-1", value=0.75, version="2"))
    later, first = store.history()
    assert (later.call, first.call) == ("later", "call-1")
    assert (first.scenario, first.at) == ("freight-cold-call", HEADER.started_at)
    assert first.card.scores[0].value == 0.75
    assert [past.call for past in store.history(limit=1)] == ["later"]


def spoken(number: int, said: str, persona: str = "dana") -> Turn:
    return Turn(id=f"t{number}", speaker="persona", said=said, persona=persona)


def keep(store: Store, name: str, *said: str, branch_of: str | None = None) -> None:
    point = BranchPoint(call=branch_of, turn="t1") if branch_of else None
    journal = store.journal(name)
    journal.begin(Call(id=name, branch_of=point))
    for number, words in enumerate(said):
        journal.put_turn(spoken(number, words))


def test_what_she_said_before_is_told_call_by_call_oldest_first(store: Store) -> None:
    keep(store, "one", "Yes.", "Go on.")
    keep(store, "two", "No.")
    store.journal("two").put_turn(spoken(9, "Not hers.", persona="lee"))
    store.journal("two").put_turn(turn(10, 'I heard "persona":"dana" say so.'))
    keep(store, "three", "Bye.")
    assert store.said_before("three", ["dana"]) == (("Yes.", "Go on."), ("No.",))
    assert store.said_before("one", ["dana"]) == ()
    assert store.said_before("not begun", ["lee"]) == (("Not hers.",),)


def test_what_was_said_in_a_deleted_call_is_forgotten(store: Store) -> None:
    keep(store, "one", "Yes.")
    store.delete_call("one")
    assert store.said_before("two", ["dana"]) == ()


def test_a_branch_looks_back_from_where_its_first_call_began(store: Store) -> None:
    keep(store, "one", "Yes.")
    keep(store, "two", "No.")
    keep(store, "three", "No.", branch_of="two")
    keep(store, "four", "No.", branch_of="three")
    assert store.said_before("four", ["dana"]) == (("Yes.",),)
    store.delete_call("two")
    assert store.said_before("four", ["dana"]) == (("Yes.",),)
