"""Scripts of a trainee's lines, in three formats, and what is wrong with a bad one."""

from pathlib import Path

import pytest

from simulator.errors import ContentError
from simulator.practice.script import ScriptLine, read_script

HELLO = ScriptLine(text="hello")


def test_plain_lines_are_taken_as_they_are(tmp_path: Path) -> None:
    script = tmp_path / "s.txt"
    script.write_text("hello\n\n- not a list\n", encoding="utf-8")
    assert read_script(script) == (HELLO, ScriptLine(text="- not a list"))


def test_a_yaml_list_may_give_times(tmp_path: Path) -> None:
    script = tmp_path / "s.yaml"
    script.write_text("- hello\n- {text: yes, start_s: 4, end_s: 5.5}\n", encoding="utf-8")
    assert read_script(script) == (HELLO, ScriptLine(text="yes", start_s=4, end_s=5.5))


def test_json_lines_may_give_times(tmp_path: Path) -> None:
    script = tmp_path / "s.jsonl"
    script.write_text('"hello"\n{"text": "yes", "start_s": 4}\n', encoding="utf-8")
    assert read_script(script) == (HELLO, ScriptLine(text="yes", start_s=4))


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("s.yaml", "- hello\n- {txt: x}\n", r"s\.yaml:2:3: .*Fix:"),
        ("s.yaml", "hello: 1\n", r"s\.yaml:1:1: a script is a list of lines"),
        ("s.yaml", "- {text: a, start_s: 5, end_s: 4}\n", r"end_s lies before start_s"),
        ("s.yaml", "- [a]\n", r"s\.yaml:1:3: "),
        ("s.yaml", "- {text: a, end_s: 9}\n- {text: b, start_s: 3}\n", r"s\.yaml:2:3: it starts"),
        ("s.jsonl", '"a"\nb\n', r"s\.jsonl:2:1: this line is no JSON"),
        ("s.jsonl", '{"text": 3}\n', r"s\.jsonl:1:1: text: "),
        ("s.jsonl", '{"text": "a", "start_s": NaN}\n', r"s\.jsonl:1:1: start_s: "),
        ("s.txt", "\n  \n", r"s\.txt:1:1: the script holds no line"),
        ("s.txt", "a" * 20_001, r"s\.txt:1:1: text: "),
    ],
)
def test_a_bad_script_is_one_line_with_its_place(
    tmp_path: Path, name: str, content: str, told: str
) -> None:
    script = tmp_path / name
    script.write_text(content, encoding="utf-8")
    with pytest.raises(ContentError, match=told) as caught:
        read_script(script)
    assert "\n" not in str(caught.value)


def test_a_missing_script_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="can't be found"):
        read_script(tmp_path / "none.txt")
