"""YAML with positions: what is read as what, and what is refused."""

import time

import pytest
import yaml

from simulator.authoring.files import Original
from simulator.authoring.nodes import Plain
from simulator.authoring.yaml_source import MAX_DEPTH, Source, parse
from simulator.errors import ContentError, Finding
from tests.authoring.desk import SCENARIO


def read(text: str) -> Source:
    return parse(Original("file.yaml", text, ""))


def refused(text: str) -> Finding:
    with pytest.raises(ContentError) as caught:
        read(text)
    return caught.value.findings[0]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"),
        ("on", "on"),
        ("Off", "Off"),
        ("012", "012"),
        ("12:30", "12:30"),
        ("2026-01-31", "2026-01-31"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        (".inf", ".inf"),
        ("-", None),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("''", ""),
        ("'true'", "true"),
        ('"12"', "12"),
        ("12", 12),
        ("-3", -3),
        ("0", 0),
        ("0.5", 0.5),
        (".5", 0.5),
        ("-.5", -0.5),
        ("1e3", 1000.0),
        ("1.", "1."),
        ("9" * 5000, "9" * 5000),
        (">= 0.4", None),
        ("'>= 0.4'", ">= 0.4"),
    ],
)
def test_scalars_follow_the_core_schema_of_yaml_1_2(written: str, value: Plain) -> None:
    if value is None and written in ("-", ">= 0.4"):
        refused(f"key: {written}")
    else:
        assert read(f"key: {written}").root.plain() == {"key": value}


def test_a_key_called_on_is_a_word() -> None:
    assert read("on: [yes]").root.plain() == {"on": ["yes"]}


def test_every_value_and_key_knows_its_place() -> None:
    root = read("a: 1\nb:\n  - c: x\n    d: [1, 2]\n").root
    second = root.at(("b", 0, "d", 1))
    assert (second.line, second.column) == (4, 12)
    key = root.at(("b", 0)).key("d")
    assert key is not None
    assert (key.line, key.column) == (4, 5)


def test_places_count_characters_not_bytes() -> None:
    node = read("name: [Ærøskøbing 🚢, x]").root.at(("name", 1))
    assert (node.line, node.column) == (1, 22)


@pytest.mark.parametrize(
    ("text", "line", "column", "word"),
    [
        ("a: 1\nb: !!python/object:os.system x", 2, 4, "tag"),
        ("a: !secret 1", 1, 4, "tag"),
        ("a: 1\na: 2", 2, 1, "already"),
        ("a: &x {b: 1}\nc:\n  <<: *x", 3, 3, "merge"),
        ("[a, b]: 1", 1, 1, "key"),
    ],
)
def test_findings_that_let_reading_go_on(text: str, line: int, column: int, word: str) -> None:
    (finding,) = read(text).findings
    assert (finding.place.line, finding.place.column) == (line, column)
    assert word in finding.message
    assert finding.fix


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("", 1, 1),
        ("# nothing", 1, 1),
        ("a: 1\n---\nb: 2", 2, 1),
        ("a:\n\t- b", 2, 1),
        ("a: 'x", 1, 6),
        ("a: b: c", 1, 5),
        ("a:\n  b: 1\n c: 2", 3, 2),
        ("a: @b", 1, 4),
        ("a: *b", 1, 4),
        ("a: &a [*a]", 1, 8),
        ("a: {b: 1", 2, 1),
        ('a: "\\q"', 1, 5),
        ("%YAML 9.9\n---\na: 1", 1, 1),
    ],
)
def test_what_is_no_yaml_is_refused_at_its_place(text: str, line: int, column: int) -> None:
    finding = refused(text)
    assert (finding.place.line, finding.place.column) == (line, column)
    assert finding.fix


def bomb(levels: int = 9) -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, levels)]
    return "\n".join(lines)


@pytest.mark.parametrize(
    "text",
    [
        bomb(),
        "[" * 500_000,
        "{" * 500_000,
        "- " * 500_000,
        "? " * 500_000,
        "[a, " * 200_000,
        "a: [" + "1, " * 300_000 + "]",
        "&a " * 300_000,
        "a: " + "'" * 999_999,
        "\n" * 1_000_000,
    ],
    ids=lambda text: text[:8].strip() or "newlines",
)
def test_bombs_are_refused_quickly(text: str) -> None:
    start = time.process_time()
    finding = refused(text)
    assert finding.fix
    assert time.process_time() - start < 1.0


def test_an_alias_is_the_same_value_again() -> None:
    assert read("a: &x [1, 2]\nb: *x").root.plain() == {"a": [1, 2], "b": [1, 2]}


def test_nesting_up_to_the_cap_is_read() -> None:
    assert read("[" * MAX_DEPTH + "]" * MAX_DEPTH).root.is_list
    assert "nested" in refused("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)).message


def test_the_parser_in_python_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    fast = read(SCENARIO).root
    monkeypatch.setattr("simulator.authoring.yaml_source._LOADER", yaml.SafeLoader)
    slow = read(SCENARIO).root
    assert slow.plain() == fast.plain()
    path = ("rubric", "checks", 2, "opportunity", 0)
    assert (slow.at(path).line, slow.at(path).column) == (fast.at(path).line, fast.at(path).column)
    assert "nested" in refused("[" * 100_000).message
    assert refused("a: b: c").place.line == 1
