"""Pacing: each figure from what the call has, and a reason where it has not."""

import pytest

from simulator.conversation.call import Call, Turn, Word
from simulator.grading.pacing import UNITS, judge_pacing
from simulator.grading.scorecard import Figure
from simulator.vocabulary import Act, Channel, Kind
from tests.grading.conftest import call_of, does, material_of

OPENING = "Good morning to you. May I have half a minute?"
ASK = "How do you handle returns? And who pays?"


def timed(*gaps: float) -> Call:
    """Her turns take 2 s, the trainee's 10 s and 5 s; the trainee answers after these gaps."""
    lines = [("persona", "Yes?", 2.0), ("trainee", OPENING, 10.0), ("persona", "Go on.", 2.0)]
    lines += [("trainee", ASK, 5.0), ("persona", "Badly, every month.", 2.0)]
    turns, now, pauses = [], 0.0, iter(gaps)
    for number, (speaker, said, lasts) in enumerate(lines, start=1):
        now += next(pauses) if speaker == "trainee" else 0.0
        turns.append(
            Turn(id=f"t{number}", speaker=speaker, said=said, start_s=now, end_s=now + lasts)
        )
        now += lasts
    return Call(kind=Kind.COLD_CALL, channel=Channel.PHONE, turns=tuple(turns))


def figures(call: Call) -> dict[str, Figure]:
    leave = does("May I have half a minute?", Act.ASK_PERMISSION)
    return judge_pacing(material_of(call, {OPENING: leave})).pacing


def test_figures_of_a_timed_call() -> None:
    found = figures(timed(1.0, 3.0))
    assert {name: figure.value for name, figure in found.items()} == {
        "turns": 2,
        "words_per_turn_mean": 9.0,
        "words_per_turn_max": 10,
        "word_share": round(18 / 24, 3),
        "longest_monologue_words": 10,
        "longest_monologue_seconds": 10.0,
        "questions": 3,
        "questions_per_minute": round(3 * 60 / 25, 3),
        "words_to_the_point": 4,
        "seconds_to_the_point": 4.0,
        "response_time_median": 2.0,
    }
    assert {name: figure.unit for name, figure in found.items()} == UNITS


def test_without_times_figures_in_seconds_say_why() -> None:
    found = figures(call_of("persona: Yes?", f"trainee: {OPENING}", "persona: Go on."))
    for name in ("longest_monologue_seconds", "questions_per_minute", "response_time_median"):
        assert found[name].value is None
        assert found[name].unscored_reason == "the call has no times"
    assert found["words_to_the_point"].value == 4


def test_no_point_no_figure() -> None:
    found = figures(call_of("persona: Yes?", "trainee: Hello there.", "persona: What?"))
    assert found["words_to_the_point"].value is None
    assert "no purpose" in (found["words_to_the_point"].unscored_reason or "")


def test_pauses_that_a_clock_set_are_not_a_figure() -> None:
    call = timed(0.6, 0.6)
    again = tuple(
        turn.model_copy(update={"id": f"u{turn.id}", "start_s": turn.start_s, "end_s": turn.end_s})
        for turn in call.turns
    )
    found = figures(call.model_copy(update={"turns": call.turns + again}))
    assert found["response_time_median"].value is None
    assert "set by the clock" in (found["response_time_median"].unscored_reason or "")


def test_turns_that_nobody_breaks_are_one_monologue() -> None:
    found = figures(
        call_of("persona: Yes?", "trainee: One two.", "trainee: Three.", "persona: No.")
    )
    assert found["longest_monologue_words"].value == 3
    assert found["words_per_turn_max"].value == 2


def test_a_mail_has_no_norm_for_speech() -> None:
    call = call_of("trainee: One two.", "persona: No.").model_copy(
        update={"channel": Channel.EMAIL}
    )
    assert figures(call)["longest_monologue_words"].norm is None


@pytest.mark.parametrize(
    "lines", [("persona: Yes?",), ("trainee: ",), ("trainee:  ", "persona: ?")]
)
def test_a_call_without_words_of_the_trainees_makes_no_figures(lines: tuple[str, ...]) -> None:
    found = figures(call_of(*lines))
    assert found["turns"].value == 0
    assert found["word_share"].value is None
    assert found["words_per_turn_mean"].value is None


def test_norms_name_their_source() -> None:
    for figure in figures(timed(1.0, 3.0)).values():
        assert (figure.norm is None) == (figure.source is None)


def test_times_that_run_backwards_are_left_alone() -> None:
    call = timed(1.0, 3.0)
    turns = tuple(
        turn.model_copy(update={"start_s": turn.end_s, "end_s": turn.start_s})
        for turn in call.turns
    )
    found = figures(call.model_copy(update={"turns": turns}))
    assert found["longest_monologue_seconds"].value is None
    assert found["seconds_to_the_point"].value is None


def test_times_of_words_tell_when_the_point_came() -> None:
    call = timed(1.0, 3.0)
    opening = call.turns[1]
    assert opening.start_s is not None
    words = tuple(
        Word(text=text, start_s=opening.start_s + 0.5 * n, end_s=opening.start_s + 0.5 * n + 0.4)
        for n, text in enumerate(OPENING.split())
    )
    turns = (call.turns[0], opening.model_copy(update={"words": words}), *call.turns[2:])
    found = figures(call.model_copy(update={"turns": turns}))
    assert found["seconds_to_the_point"].value == 2.0
