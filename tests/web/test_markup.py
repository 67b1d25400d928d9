"""Everything that reaches a page is escaped, and figures read as a person says them."""

import pytest

from simulator.grading.scorecard import Figure, Grader, Score
from simulator.web.markup import amount, duration, number, points, render, sentence, ticks, words

NASTY = "<script>alert(1)</script>"


def score(value: float, scale: tuple[float, float]) -> Score:
    grader = Grader(name="test", version="1")
    return Score(id="a", label="A", value=value, scale=scale, explanation="", grader=grader)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(90, "90 seconds"), (120, "120 seconds"), (150, "2 minutes"), (420, "7 minutes")],
)
def test_durations(seconds: float, said: str) -> None:
    assert duration(seconds) == said


@pytest.mark.parametrize(
    ("value", "said"), [(12.0, "12"), (3.44, "3.4"), (0.256, "0.26"), (178.2, "178"), (0.0, "0")]
)
def test_numbers(value: float, said: str) -> None:
    assert number(value) == said


def test_a_share_is_told_in_percent() -> None:
    assert amount(Figure(value=0.43, unit="share of words", says="")) == "43% of words"
    assert amount(Figure(value=9.5, unit="words", says="")) == "9.5 words"


def test_scores_on_their_scale() -> None:
    assert points(score(0.25, (0.0, 1.0))) == "25 of 100"
    assert points(score(3.0, (1.0, 5.0))) == "3 of 5"


def test_sentences_and_names() -> None:
    assert sentence("the call has not ended") == "The call has not ended."
    assert sentence("Why?") == "Why?"
    assert words("talk_share") == "Talk share"


def test_commands_stand_out_and_nothing_else_is_markup() -> None:
    assert ticks("run `ollama pull x`") == "run <code>ollama pull x</code>"
    assert str(ticks(f"{NASTY} `{NASTY}`")).count("<script>") == 0


def test_a_template_escapes_what_it_is_given() -> None:
    page = render("trouble.html", title=NASTY, message=NASTY, debrief='"><script>')
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
