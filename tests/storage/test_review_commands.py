"""The review and disputes commands: the machine's value stays, the word beside it is marked."""

import json
from pathlib import Path

import pytest

from simulator.cli import main
from simulator.conversation.transcript import to_json
from simulator.grading.scorecard import Quote
from simulator.settings import load_settings
from simulator.storage.store import Store
from tests.storage.calls import WHOLE, scorecard

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def graded(tmp_path: Path) -> None:
    """A stored call with one scorecard, in a data folder of its own."""
    with Store(load_settings()) as store:
        store.import_call(WHOLE)
        store.put_scorecard(scorecard())


def shown(capsys: Capture, *arguments: str) -> str:
    assert main(list(arguments)) == 0
    return capsys.readouterr().out


def refused(capsys: Capture, *arguments: str) -> str:
    assert main(list(arguments)) in (1, 2)
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    return lines[0]


def test_a_call_graded_by_another_rubric_keeps_both_scorecards(capsys: Capture) -> None:
    shown(capsys, "grade", "call-1")
    shown(capsys, "grade", "call-1", "--rubric", "service")
    shown(capsys, "grade", "call-1", "--rubric", "service")
    told = json.loads(shown(capsys, "review", "call-1", "--json"))
    rubrics = [kept["scorecard"]["rubric"] for kept in told["scorecards"]]
    assert rubrics.count("service-call") == 1
    assert len(rubrics) == 3
    listed = shown(capsys, "review", "call-1")
    assert all(f"{kept['number']}: " in listed for kept in told["scorecards"])
    number = str(told["scorecards"][0]["number"])
    assert "Total" in shown(capsys, "review", "call-1", "--card", number)


def test_an_override_is_marked_wherever_the_score_is_shown(capsys: Capture) -> None:
    words = "Ms Lee says 1"
    said = shown(
        capsys, "review", "call-1", "--override", "leave=1", "--why", "She asked", "--by", "Ms Lee"
    )
    assert "the machine says 0.5" in said
    assert words in said
    for form in ("md", "html"):
        assert words in shown(capsys, "export", "call-1", "--to", form)
    number = str(json.loads(shown(capsys, "review", "call-1", "--json"))["scorecards"][0]["number"])
    assert words in shown(capsys, "review", "call-1", "--card", number)
    score = json.loads(shown(capsys, "review", "call-1", "--json"))["scorecards"][0]["scorecard"][
        "scores"
    ][0]
    assert (score["value"], score["override"]["value"]) == (0.5, 1.0)


def test_an_override_stands_after_the_call_is_graded_again(capsys: Capture) -> None:
    shown(capsys, "grade", "call-1")
    shown(capsys, "review", "call-1", "--override", "no_harm=0", "--why", "Curt", "--by", "Ms Lee")
    card = json.loads(shown(capsys, "grade", "call-1", "--json"))
    score = next(one for one in card["scores"] if one["id"] == "no_harm")
    assert (score["value"], score["override"]["value"]) == (1.0, 0.0)


def test_a_dispute_goes_from_the_learner_to_the_gold_set(capsys: Capture, tmp_path: Path) -> None:
    shown(capsys, "review", "call-1", "--dispute", "leave", "--why", "I did ask")
    assert "the learner" in shown(capsys, "disputes")
    shown(capsys, "disputes", "1", "--change", "0.75", "--why", "You did", "--by", "Ms Lee")
    assert shown(capsys, "disputes") == "No open disputes.\n"
    assert "Changed to 0.75 by Ms Lee" in shown(capsys, "disputes", "--all")
    out = tmp_path / "gold.jsonl"
    shown(capsys, "disputes", "--export", str(out))
    rating = json.loads(out.read_text())
    assert (rating["value"], rating["by"], rating["evidence"]) == (0.75, "Ms Lee", [])


def test_the_learners_words_leave_only_when_asked_for(capsys: Capture, tmp_path: Path) -> None:
    card = scorecard(version="2")
    quoted = card.scores[0].model_copy(
        update={"evidence": (Quote(turn="t1", quote="Morning, Dana."),)}
    )
    with Store(load_settings()) as store:
        store.put_scorecard(card.model_copy(update={"scores": (quoted,)}))
    shown(capsys, "review", "call-1", "--dispute", "leave", "--why", "I did ask")
    shown(capsys, "disputes", "1", "--uphold", "--why", "Not quite", "--by", "Ms Lee")
    out = tmp_path / "gold.jsonl"
    shown(capsys, "disputes", "--export", str(out))
    assert "Morning" not in out.read_text()
    shown(capsys, "disputes", "--export", str(out), "--with-quotes")
    assert "Morning" in out.read_text()


def test_what_is_missing_is_one_line_with_the_remedy(capsys: Capture) -> None:
    assert "no call 'nobody'" in refused(capsys, "review", "nobody")
    assert "SCORE=VALUE" in refused(capsys, "review", "call-1", "--override", "leave")
    assert "reason" in refused(capsys, "review", "call-1", "--override", "leave=1", "--by", "Lee")
    assert "name" in refused(capsys, "review", "call-1", "--override", "leave=1", "--why", "so")
    assert "leave" in refused(capsys, "review", "call-1", "--dispute", "warmth", "--why", "so")
    assert "scorecard 99" in refused(capsys, "review", "call-1", "--card", "99")
    assert "isn't said" in refused(capsys, "disputes", "--uphold", "--why", "a", "--by", "b")
    assert "no dispute 7" in refused(capsys, "disputes", "7", "--uphold", "--why", "a", "--by", "b")


def test_a_call_that_was_never_graded_says_how_to(capsys: Capture, tmp_path: Path) -> None:
    path = tmp_path / "other.json"
    path.write_text(to_json(WHOLE.model_copy(update={"id": "other"})))
    shown(capsys, "import", str(path))
    assert "simulator grade" in refused(capsys, "review", "other")


def test_the_gold_set_is_compared_with_the_grader(capsys: Capture, tmp_path: Path) -> None:
    for value in ("0.5", "1"):
        shown(capsys, "review", "call-1", "--dispute", "leave", "--why", "I did ask")
        number = str(len(json.loads(shown(capsys, "disputes", "--all", "--json"))["disputes"]))
        shown(capsys, "disputes", number, "--change", value, "--why", "So", "--by", "Ms Lee")
    stored = json.loads(shown(capsys, "agreement", "--gold", "stored", "--json"))["questions"]
    assert [(row["score"], row["machine"]["n"]) for row in stored] == [("leave", 2)]
    out = tmp_path / "gold.jsonl"
    shown(capsys, "disputes", "--export", str(out))
    again = json.loads(shown(capsys, "agreement", "--gold", str(out), "--json"))["questions"]
    assert again[0]["machine"] == stored[0]["machine"]


def test_trends_are_of_ones_own_ended_calls(capsys: Capture) -> None:
    assert "Too few" in shown(capsys, "trend")
    with Store(load_settings()) as store:
        for number in range(6):
            store.import_call(WHOLE.model_copy(update={"id": f"c{number}"}))
            store.put_scorecard(scorecard(f"c{number}", value=number / 5))
    told = json.loads(shown(capsys, "trend", "--json"))["skills"]
    assert [skill["id"] for skill in told] == ["total"]
    assert told[0]["change"]["low"] <= told[0]["change"]["value"]
    assert "call by call" in shown(capsys, "trend", "--scenario", "freight-cold-call")
    assert "Too few" in shown(capsys, "trend", "--scenario", "another")
