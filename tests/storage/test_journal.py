import pytest

from simulator.conversation.call import Call, Event, Turn
from simulator.errors import CallError
from simulator.storage.store import Store
from tests.storage.calls import ANSWERED, ASKED, HEADER, MEETING, WHOLE, turn


def test_a_call_written_piece_by_piece_is_read_back_equal(store: Store) -> None:
    journal = store.journal("call-1")
    journal.begin(HEADER)
    for piece in WHOLE.turns:
        journal.put_turn(piece)
    for event in WHOLE.events:
        journal.put_event(event)
    journal.end(MEETING)
    assert store.call("call-1") == WHOLE


def test_each_piece_can_be_read_as_soon_as_it_is_put(store: Store, database_url: str) -> None:
    journal = store.journal("call-1")
    journal.begin(HEADER)
    journal.put_turn(ASKED)
    with Store(database_url) as other:
        assert other.call("call-1").turns == (ASKED,)


def test_a_turn_that_is_put_again_is_replaced_in_its_place(store: Store) -> None:
    journal = store.journal("call-1")
    journal.begin(HEADER)
    for number in range(3):
        journal.put_turn(turn(number))
    longer = turn(1, "and so on, and on")
    journal.put_turn(longer)
    assert store.call("call-1").turns == (turn(0), longer, turn(2))


def test_beginning_again_goes_on_with_the_call(store: Store) -> None:
    store.journal("call-1").begin(HEADER)
    store.journal("call-1").put_turn(ASKED)
    resumed = store.journal("call-1")
    resumed.begin(store.call("call-1"))
    resumed.put_turn(ANSWERED)
    assert store.call("call-1").turns == (ASKED, ANSWERED)


def test_only_the_header_counts_when_a_call_begins(store: Store) -> None:
    store.journal("call-1").begin(WHOLE)
    assert store.call("call-1") == HEADER


def test_the_same_turn_id_serves_in_two_calls(store: Store) -> None:
    for name in ("one", "two"):
        store.journal(name).begin(HEADER)
        store.journal(name).put_turn(turn(1, name))
    assert [store.call(name).turns[0].said for name in ("one", "two")] == ["one", "two"]


def test_the_moment_of_the_first_end_stays(store: Store) -> None:
    journal = store.journal("call-1")
    journal.begin(HEADER)
    journal.end(MEETING)
    first = store.calls()[0].ended_at
    journal.end(MEETING)
    assert store.calls()[0].ended_at == first


@pytest.mark.parametrize("what", ["turn", "event", "end"])
def test_a_call_deleted_meanwhile_says_so(store: Store, what: str) -> None:
    journal = store.journal("call-1")
    journal.begin(HEADER)
    store.delete_call("call-1")
    writes = {
        "turn": lambda: journal.put_turn(ASKED),
        "event": lambda: journal.put_event(Event(at_s=0, kind="ring")),
        "end": lambda: journal.end(MEETING),
    }
    with pytest.raises(CallError, match="'call-1' is not in the database"):
        writes[what]()


def test_a_time_that_is_not_finite_is_refused_and_nothing_is_written(store: Store) -> None:
    journal = store.journal("call-1")
    journal.begin(HEADER)
    with pytest.raises(CallError, match="isn't finite"):
        journal.put_turn(Turn(id="t1", speaker="trainee", said="x", start_s=float("nan")))
    assert store.call("call-1").turns == ()


def test_hostile_text_is_kept_as_it_is(store: Store) -> None:
    hostile = "'; DROP TABLE calls; -- \x00 \ud800 \u202e {} %s :x"
    header = Call(id="x", seed=1)
    journal = store.journal("x")
    journal.begin(header)
    journal.put_turn(turn(1, hostile))
    assert store.call("x").turns[0].said == hostile
