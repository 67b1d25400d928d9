"""Mistakes of meaning: each found at its spot with a fix, and nothing found where all is well."""

from pathlib import Path

import pytest

from simulator.errors import Finding
from tests.authoring.desk import PERSONA, SCENARIO, Change, changed, findings_in, spot
from tests.support.content import PERSONA_FILE, SCENARIO_FILE

UNLOCK = 'unlock: {trust: ">= 0.3"}'
LATER = "unlock: {disclosed: [late-parts], done: [reflect]}"
VISIT = 'when: {trust: ">= 0.5", disclosed: [late-parts], met: [no-computers]}'
ANSWERS = "{answers: [object], acts: [reflect, handle_objection], used: [paper-report]}"


def test_the_minimal_content_has_no_findings(tmp_path: Path) -> None:
    assert findings_in(tmp_path) == []


def at(findings: list[Finding], file: Path, text: str, piece: str) -> list[Finding]:
    return [
        one
        for one in findings
        if Path(one.place.file).name == file.name
        and (one.place.line, one.place.column) == spot(text, piece)
    ]


@pytest.mark.parametrize(
    ("change", "piece", "message"),
    [
        ((UNLOCK, 'unlock: {trust: "> 1"}'), '"> 1"', "can never hold"),
        ((UNLOCK, 'unlock: {trust: "< 0"}'), '"< 0"', "can never hold"),
        ((UNLOCK, 'unlock: {turn: "< 1"}'), '"< 1"', "can never hold"),
        ((UNLOCK, 'unlock: {trust: "= 0.5"}'), '"= 0.5"', "only by chance"),
        ((UNLOCK, 'unlock: {seconds_left: "> 0"}\n    secret: true'), "late-parts], d", "secret"),
        ((UNLOCK, "unlock: {disclosed: [apprentice]}"), "apprentice]}", "can never be told"),
        ((UNLOCK, "unlock: {disclosed: [late-part]}"), "late-part]", "no fact 'late-part'"),
        ((UNLOCK, "unlock: {met: [no-computer]}"), "no-computer]", "no objection"),
        ((UNLOCK, "unlock: {raised: [paper]}"), "paper]}", "no objection"),
        ((UNLOCK, "unlock: {used: [nothing]}"), "nothing]", "no item 'nothing'"),
        ((UNLOCK, "unlock: {used_any: [second-shop]}"), "second-shop]", "decoy"),
        ((UNLOCK, "unlock: {faults_now: [jargon], without: [jargon]}"), "[jargon]}", "rules out"),
        ((UNLOCK, "unlock: {channel: [email]}"), "late-parts\n", ""),
        (("{now: [pitch]}", "{met: [no-computers]}"), "no-computers]}", ""),
        (("id: apprentice", "id: late-parts"), "late-parts\n    called: the app", "already given"),
        (("Make it shorter, {trainee}.", "Be {brief}."), "Be {", "no slot is called '{brief}'"),
        (("Make it shorter, {trainee}.", "Be brief}."), "Be brief}", "alone"),
        (("Make it shorter, {trainee}.", "Be {trainee!r}."), "Be {trainee!r}", "no slot"),
        (("- Three weeks I", "- Three {seconds} weeks I"), "Three {", "in lines only"),
        (("- Everybody says so.", "- Springs, yes."), "Springs, yes", "'springs' gives the fact"),
        (("- Everybody says so.", "- that is easily said."), "that is easily", "item 3 already"),
        (("intensity: 0", "intensity: 2"), "2\n", "needs a content notice"),
        (("    - Everybody says so.\n", ""), "challenge:", "7 of at least 8"),
        (("  rebuke: [M", "  greet2: [M"), "greet2", "no key in 'lines'"),
        (("- Everybody says so.", "- {text: Hm., when: {trust: '> 1'}}"), "'> 1'", "never"),
        (("id: clock-shop-owner", "id: clock-owner"), "clock-owner", "isn't the name of the file"),
        (("# yaml-language-server", "# yaml"), "# yaml", "doesn't name the schema"),
    ],
)
def test_mistakes_in_a_persona(tmp_path: Path, change: Change, piece: str, message: str) -> None:
    text = changed(PERSONA, change)
    findings = findings_in(tmp_path, persona=text)
    if not message:  # it holds, though it may never be of use here
        return
    found = at(findings, PERSONA_FILE, text, piece)
    assert len(found) == 1, findings
    assert message in found[0].message
    assert found[0].fix


def test_a_move_without_lines(tmp_path: Path) -> None:
    start, end = PERSONA.index("  rebuke:"), PERSONA.index("  puzzled:")
    text = PERSONA[:start] + PERSONA[end:]
    (finding,) = findings_in(tmp_path, persona=text)
    assert finding.message == "she has no lines for 'rebuke'"
    assert (finding.place.line, finding.place.column) == spot(text, "lines:")


def test_facts_that_wait_for_each_other(tmp_path: Path) -> None:
    text = changed(PERSONA, (UNLOCK, "unlock: {disclosed: [apprentice]}"))
    findings = findings_in(tmp_path, persona=text)
    assert [one.place.line for one in findings] == [
        spot(text, "apprentice]}")[0],
        spot(text, "late-parts], d")[0],
    ]
    assert all("can never be told" in one.message for one in findings)


def test_secret_facts_may_be_locked_for_ever(tmp_path: Path) -> None:
    text = changed(PERSONA, (LATER, 'secret: true\n    unlock: {trust: ">= 0.9"}'))
    assert findings_in(tmp_path, persona=text) == []


@pytest.mark.parametrize(
    ("change", "piece", "message"),
    [
        (("personas: [clock-shop-owner]", "personas: [clock-shop]"), "clock-shop]", "no persona"),
        (("channel: phone", "channel: video"), "video", "needs a scene"),
        (
            ("time_budget_s: 180", "scene: {place: a shop}\ntime_budget_s: 180"),
            "scene:",
            "by phone",
        ),
        (("channel: phone", "channel: email"), "opening:", "begins with the trainee"),
        (("id: second-shop", "id: paper-report"), "paper-report\n    text: She", ""),
        (("id: letter", "id: no-time"), "no-time\n    label: a letter", "already given"),
        (("    reached: true\n", ""), "outcomes:", "no outcome reaches the goal"),
        (("label: no time", "label: no time\n    reached: true"), "id: letter", "misses the goal"),
        (("on: [patience_out]", "on: [asked]"), "outcomes:", "'patience_out'"),
        (("on: [time_out, goodbye]", "on: [time_out]"), "outcomes:", "'goodbye'"),
        (("on: [time_out, goodbye]", "on: [goodbye]"), "outcomes:", "'time_out'"),
        ((VISIT, "when: {disclosed: [part]}"), "part]", "no fact 'part'"),
        ((VISIT, 'when: {seconds_left: "> 200"}'), '"> 200"', "at most 180"),
        ((VISIT, "when: {channel: [chat]}"), "[chat]", "never by this"),
        ((VISIT, "puts_through_to: clock-shop-owner"), "clock-shop-owner\nrubric", "answers"),
        ((VISIT, "puts_through_to: nobody"), "nobody\n", "no persona 'nobody'"),
        (("That is all, thank you.", "The springs, {trainee}."), '"The springs', "gives the fact"),
        (
            ("  kind: cold_call\n  checks", "  kind: service\n  checks"),
            "service\n",
            "rubric is for",
        ),
        ((ANSWERS, "{answers: [put_through]}"), "put_through]", "no persona of this scenario"),
        ((ANSWERS, "{answers: [farewell]}"), "farewell]", "no turn comes after"),
        ((ANSWERS, "{used: [paper]}"), "paper]}", "no item 'paper'"),
        ((ANSWERS, "{used: [second-shop]}"), "second-shop]}", "decoy"),
        ((ANSWERS, "{misused: [third-shop]}"), "third-shop]}", "no item"),
        (
            (ANSWERS, "{acts: [pitch], before: [pitch]}"),
            "[pitch]}\n      opp",
            "no turn can do both",
        ),
        ((ANSWERS, "{}"), "{}", "asks for nothing"),
        (("opportunity: [object]", "opportunity: [put_through]"), "put_through]", "no persona"),
        (("{id: concision, weight: 0.5}", "{id: listening}"), "listening}\n  b", "already given"),
        (("id: false-claim", "id: says-who"), "says-who\n      asks: Some", "already given"),
        (("by_turn: 2}", "by_turn: 2}\n      times: 3"), "3\n", "by turn 2"),
        (("by_turn: 2}", "by_turn: 2}\n      weight: 9"), "9\n", "outweighs"),
        (("id: clock-shop-call", "id: clock-call"), "clock-call", "isn't the name of the file"),
    ],
)
def test_mistakes_in_a_scenario(tmp_path: Path, change: Change, piece: str, message: str) -> None:
    text = changed(SCENARIO, change)
    findings = findings_in(tmp_path, scenario=text)
    found = at(findings, SCENARIO_FILE, text, piece) if message else findings
    assert [one for one in found if message in one.message], findings
    assert all(one.fix for one in findings)


def test_a_persona_nobody_is_put_through_to(tmp_path: Path) -> None:
    other = tmp_path / "brother.yaml"
    other.write_text(changed(PERSONA, ("id: clock-shop-owner", "id: brother")))
    text = changed(SCENARIO, ("[clock-shop-owner]", "[clock-shop-owner, brother]"))
    (finding,) = findings_in(tmp_path, scenario=text)
    assert "no outcome puts the caller through to 'brother'" in finding.message


def test_putting_through_needs_lines_for_it(tmp_path: Path) -> None:
    (tmp_path / "brother.yaml").write_text(
        changed(PERSONA, ("id: clock-shop-owner", "id: brother"))
    )
    text = changed(
        SCENARIO,
        ("[clock-shop-owner]", "[clock-shop-owner, brother]"),
        ("label: a letter", "label: a letter\n    puts_through_to: brother"),
    )
    (finding,) = findings_in(tmp_path, scenario=text)
    assert finding.message == "she has no lines for 'put_through'"
    assert Path(finding.place.file).name == PERSONA_FILE.name


def test_lines_for_another_channel_do_not_count(tmp_path: Path) -> None:
    text = changed(
        PERSONA, ("- You ask a lot.", "- {text: You ask a lot., when: {channel: [chat]}}")
    )
    for line in ("Let us leave that.", "Not over the telephone.", "That is my affair."):
        text = changed(text, (f"- {line}", f"- {{text: {line}, when: {{channel: [chat]}}}}"))
    assert findings_in(tmp_path, persona=text) == []
    text = changed(
        text, ("- Another time, perhaps.", "- {text: Later., when: {channel: [chat, email]}}")
    )
    (finding,) = findings_in(tmp_path, persona=text)
    assert "'deflect' has 3 lines for a call by phone" in finding.message


def test_mistakes_of_shape_do_not_hide_mistakes_of_meaning(tmp_path: Path) -> None:
    scenario = changed(
        SCENARIO,
        ("goal: Twenty", "gaol: Twenty"),
        ("minutes_granted: 20", "minutes_granted: twenty"),
        ("[object]\n", "[put_through]\n"),
        ("by_turn: 2", "by_turn: 0"),
        ("used: [paper-report]", "used: [paper]"),
    )
    persona = changed(
        PERSONA,
        (UNLOCK, 'unlock: {trust: "> 1", patience: "half"}'),
        ("because: You", "becuase: You"),
        ("Be quick.", "'{quick}'"),
        ("rate_wpm: 150", "rate_wpm: fast"),
    )
    messages = "\n".join(map(str, findings_in(tmp_path, persona, scenario)))
    for part in (
        "did you mean 'goal'?",
        "'minutes_granted' must be",
        "can make the move 'put_through'",
        "'by_turn' must be",
        "no item 'paper'",
        "'trust: > 1' can never hold",
        "'patience' must be a comparison",
        "did you mean 'because'?",
        "no slot is called '{quick}'",
        "'rate_wpm' must be",
    ):
        assert part in messages, messages
    assert messages.count("\n") == 10, messages  # and the fact that waits for the locked one


def test_one_id_in_two_files(tmp_path: Path) -> None:
    (tmp_path / "second.yaml").write_text(PERSONA)
    findings = findings_in(tmp_path)
    assert {one.message.split("'")[2] for one in findings} == {
        " is that of " + str(tmp_path / PERSONA_FILE.name) + " already",
        " isn",
    }


def test_a_rubric_alone(tmp_path: Path) -> None:
    rubric = SCENARIO[SCENARIO.index("rubric:\n") + 8 : SCENARIO.index("hints:")]
    text = (
        "# yaml-language-server: $schema=../schemas/rubric.schema.json\n"
        "format: simulator.rubric/1\n" + "".join(f"{line[2:]}\n" for line in rubric.splitlines())
    )
    (tmp_path / "rubric.yaml").write_text(changed(text, ("[object], acts", "[hang_up], acts")))
    (finding,) = findings_in(tmp_path)
    assert "no turn comes after 'hang_up'" in finding.message
