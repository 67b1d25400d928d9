"""What a turn costs, counted in SQLite's own steps: a figure that no busy machine changes."""

from pathlib import Path

from sqlalchemy import event

from simulator.storage.store import Store
from tests.storage.calls import HEADER, turn


class Steps:
    """Counts the instructions of SQLite's virtual machine on every connection of a store."""

    def __init__(self, store: Store) -> None:
        self.count = 0
        store._database._engine.dispose()
        event.listen(store._database._engine, "connect", self._watch)

    def _watch(self, connection: object, entry: object) -> None:
        connection.set_progress_handler(self._step, 1)  # type: ignore[attr-defined]

    def _step(self) -> int:
        self.count += 1
        return 0


def test_turn_200_costs_what_turn_5_costs(tmp_path: Path) -> None:
    with Store(f"sqlite:///{tmp_path}/calls.db") as store:
        journal = store.journal("x")
        journal.begin(HEADER)
        steps = Steps(store)
        costs = []
        for number in range(1, 201):
            before = steps.count
            journal.put_turn(turn(number))
            costs.append(steps.count - before)
    assert costs[4] > 0
    assert costs[199] <= 1.2 * costs[4]


def test_a_turn_costs_the_same_among_many_calls(tmp_path: Path) -> None:
    with Store(f"sqlite:///{tmp_path}/calls.db") as store:
        store.journal("first").begin(HEADER)
        steps = Steps(store)
        store.journal("first").put_turn(turn(1))
        alone = steps.count
        for number in range(100):
            store.journal(f"c{number}").begin(HEADER)
            store.journal(f"c{number}").put_turn(turn(1))
        before = steps.count
        store.journal("first").put_turn(turn(2))
        assert steps.count - before <= 1.2 * alone
