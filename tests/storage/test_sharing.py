"""Several threads and several processes at once."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from simulator.conversation.call import Event
from simulator.storage.store import Import, Store
from tests.storage.calls import HEADER, WHOLE, turn

WRITER = """
import sys
from simulator.conversation.call import Turn
from simulator.storage.store import Store
from tests.storage.calls import HEADER
url, name = sys.argv[1:]
with Store(url) as store:
    journal = store.journal("call-1")
    journal.begin(HEADER)
    for number in range(10):
        journal.put_turn(Turn(id=f"{name}-{number}", speaker="trainee", said=name))
"""
ROOT = __file__.rpartition("/tests/")[0]


def test_threads_writing_one_call_lose_nothing(store: Store) -> None:
    journal = store.journal("call-1")
    journal.begin(HEADER)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: journal.put_turn(turn(number)), range(40)))
        list(pool.map(lambda number: journal.put_event(Event(at_s=number, kind="x")), range(40)))
    call = store.call("call-1")
    assert {kept.id for kept in call.turns} == {f"t{number}" for number in range(40)}
    assert {event.at_s for event in call.events} == set(map(float, range(40)))


def test_threads_bringing_in_one_call_store_it_once(store: Store) -> None:
    with ThreadPoolExecutor(6) as pool:
        became = [done.became for done in pool.map(store.import_call, [WHOLE] * 6)]
    assert sorted(became) == [Import.ADDED] + [Import.KNOWN] * 5


def test_threads_read_while_one_writes(store: Store) -> None:
    journal = store.journal("call-1")
    journal.begin(HEADER)

    def read(number: int) -> int:
        if number % 2:
            journal.put_turn(turn(number))
        return len(store.call("call-1").turns)

    with ThreadPoolExecutor(8) as pool:
        assert max(pool.map(read, range(40))) <= 20
    assert len(store.call("call-1").turns) == 20


def test_processes_that_start_at_once_make_the_database_once_and_share_it(
    database_url: str,
) -> None:
    children = [
        subprocess.Popen([sys.executable, "-c", WRITER, database_url, name], cwd=ROOT)
        for name in ("a", "b", "c", "d")
    ]
    assert [child.wait() for child in children] == [0, 0, 0, 0]
    with Store(database_url) as store:
        turns = store.call("call-1").turns
    for name in ("a", "b", "c", "d"):
        own = [kept.id for kept in turns if kept.said == name]
        assert own == [f"{name}-{number}" for number in range(10)]
