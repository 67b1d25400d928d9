"""Mistakes of shape: each at its spot, all at once, in plain words."""

from pathlib import Path

import pytest

from simulator.authoring.load import load_persona, load_rubric, load_scenario
from simulator.errors import ContentError, Finding
from tests.authoring.desk import PERSONA, SCENARIO, Change, changed, spot

JARGON = ("Input should", "valid string", "tuple", "pydantic", "constrained", "enum", "NoneType")


def persona_findings(folder: Path, *changes: Change) -> tuple[Finding, ...]:
    path = folder / "clock-shop-owner.yaml"
    path.write_text(changed(PERSONA, *changes))
    with pytest.raises(ContentError) as caught:
        load_persona(path)
    return caught.value.findings


@pytest.mark.parametrize(
    ("old", "new", "piece", "message", "fix"),
    [
        ("warmth: 0.5", "warmht: 0.5", "warmht", "'warmht' is no key", "did you mean 'warmth'?"),
        ("trust: 0.3,", "trust: 3,", "3, warmth", "a number from 0 to 1", "from 0 to 1"),
        ("trust: 0.3,", "trust: '0.3',", "'0.3'", "the text '0.3'", "without quotes"),
        ("role: owner", "role: 12", "12\norganisation", "text", "in quotes"),
        ("role: owner", "role:", "role:", "'role' is empty", "write text"),
        ("role: owner\n", "", "format:", "'role' is missing", "add `role:`"),
        ("archetype: sceptic", "archetype: skeptic", "skeptic", "can't be", "'sceptic'"),
        ("rate_wpm: 150", "rate_wpm: 15", "15, pitch", "from 80 to 260", "from 80 to 260"),
        ("rate_wpm: 150", "rate_wpm: 150.5", "150.5", "a whole number", "a whole number"),
        ("sex: female", "sex: x", "x, rate", "can't be 'x'", "female, male"),
        ("fillers: [well]", "fillers: well", "well\n", "a list", "a dash"),
        ("id: late-parts", "id: Late Parts", "Late Parts", "small letters", "small letters"),
        ('trust: ">= 0.3"', 'trust: "=> 0.3"', '"=> 0.3"', "a comparison", ">= 0.4"),
        ("now: [pitch]", "now: [pich]", "pich", "can't be 'pich'", "did you mean 'pitch'?"),
        ("on: [open_question]", "on: [open]", "open]", "can't be 'open'", "open_question"),
        ("move: {trust: 0.1}", "move: {trsut: 0.1}", "trsut", "no key", "'trust'"),
        ("  puzzled:", "  puzled:", "puzled", "no key in 'lines'", "'puzzled'"),
        ("intensity: 0", "intensity: true", "true", "not true", "from 0 to 3"),
        (
            '["A printed sheet I could live with."]',
            "[]",
            "eased: []",
            "0 of at least 1",
            "add 1 more",
        ),
    ],
)
def test_each_mistake_at_its_spot(
    tmp_path: Path, old: str, new: str, piece: str, message: str, fix: str
) -> None:
    text = changed(PERSONA, (old, new))
    findings = persona_findings(tmp_path, (old, new))
    here = [one for one in findings if (one.place.line, one.place.column) == spot(text, piece)]
    assert len(here) == 1, findings
    assert message in here[0].message
    assert fix in here[0].fix


def test_all_mistakes_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    findings = persona_findings(
        tmp_path,
        ("pronouns: she/her\n", ""),
        ("warmth: 0.5", "warmht: 0.5"),
        ("pitch: middle", "pitch: 1"),
        ("id: apprentice", "id: Apprentice"),
        ("- I have heard that before.", "- {text: 1}"),
        ("intensity: 0", "intensity: 0\nintensity: 1\nextra: 2"),
    )
    lines = [one.place.line for one in findings]
    assert lines == sorted(lines)
    assert len(findings) == 7
    assert len(set(findings)) == 7


def test_of_a_union_the_branch_that_was_meant(tmp_path: Path) -> None:
    findings = persona_findings(
        tmp_path,
        ("- I have heard that before.", "- {text: Yes., when: {trst: '> 0.1'}}"),
        ("- Why would that matter to me?", "- 12"),
        ("- That is easily said.", "- [a]"),
        ("- You would say that.", "- {when: {}}"),
    )
    assert [one.message for one in findings] == [
        "'trst' is no key in 'when'",
        "item 2 of 'challenge' must be text of 1 to 4000 characters, not the number 12",
        "item 3 of 'challenge' must be a mapping of `key: value` lines"
        " or text of 1 to 4000 characters, not a list",
        "the key 'text' is missing in item 4 of 'challenge'",
    ]


def test_a_misspelled_key_is_not_also_missing(tmp_path: Path) -> None:
    (finding,) = persona_findings(tmp_path, ("because: You", "becuase: You"))
    assert "did you mean 'because'?" in finding.fix


def test_plain_words_only(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(
        "format: simulator.persona/1\nfacts: {}\nobjections: [1, [], {}]\nlines: []\n"
        "rules: [{on: [1, {}], move: {x: y}, when: 3}]\nspeech: x\nname: {}\nintensity: []\n"
    )
    with pytest.raises(ContentError) as caught:
        load_persona(path)
    text = str(caught.value)
    assert not [word for word in JARGON if word in text]


def test_another_kind_of_file_is_one_finding(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(SCENARIO)
    for load, noun in ((load_persona, "persona"), (load_rubric, "rubric")):
        with pytest.raises(ContentError) as caught:
            load(path)
        (finding,) = caught.value.findings
        assert finding.message == f"this is a scenario where a {noun} is needed"
        assert (finding.place.line, finding.place.column) == (2, 9)
    assert load_scenario(path).id == "clock-shop-call"


@pytest.mark.parametrize("text", ["- a", "a", "12", "[]", "{}"])
def test_a_file_that_is_no_mapping_of_ours(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(text)
    with pytest.raises(ContentError) as caught:
        load_scenario(path)
    assert all(one.fix for one in caught.value.findings)


def test_the_text_of_an_error_is_one_line_a_finding(tmp_path: Path) -> None:
    findings = persona_findings(tmp_path, ("role: owner", 'role: "a\\nb\\u0085"\nx: "c\\nd"'))
    assert str(ContentError(findings)).count("\n") == len(findings) - 1
