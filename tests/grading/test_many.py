"""Folders over several processes: the same scorecards, the same order, the same complaints."""

from pathlib import Path

from simulator.conversation.call_file import to_json
from simulator.grading.many import WORTH_A_PROCESS, Order, grade_files, processes_for
from simulator.settings import load_settings
from simulator.vocabulary import Kind
from tests.grading.conftest import call_of


def test_two_processes_give_what_one_gives(tmp_path: Path) -> None:
    paths = []
    for number in range(3):
        lines = ("persona: My dog died.", f"trainee: {number} sorry words.", "trainee: And you?")
        path = tmp_path / f"{number}.json"
        path.write_text(to_json(call_of(*lines, kind=Kind.SERVICE)), encoding="utf-8")
        paths.append(path)
    (tmp_path / "broken.json").write_text("{", encoding="utf-8")
    paths.insert(1, tmp_path / "broken.json")
    order = Order(load_settings())
    alone, together = (list(grade_files(paths, order, count)) for count in (1, 2))
    assert alone == together
    assert [graded.path for graded in together] == paths
    assert together[1].card is None
    assert "broken JSON" in together[1].complaint


def test_processes_are_started_only_where_they_pay() -> None:
    order = Order(load_settings())
    assert processes_for(WORTH_A_PROCESS - 1, order) == 1
    assert processes_for(10_000, order) >= 1
    assert processes_for(10_000, order._replace(model="ollama:any")) == 1
