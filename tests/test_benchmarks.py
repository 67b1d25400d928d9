"""The measures that judge us are right themselves."""

import numpy as np
import pytest

from benchmarks.barge_lab import words_heard
from benchmarks.bench_answers import Asked, confusion
from benchmarks.bench_understanding import Marks
from benchmarks.bench_variety import distinct_2, repeats, sentences
from benchmarks.speech_level import active_level_db
from benchmarks.whose_line import PENALTY, left_out


def marks(expected: str, found: str) -> Marks:
    return Marks(frozenset(expected.split()), frozenset(found.split()))


def test_a_line_is_judged_as_by_a_classifier_that_never_saw_it() -> None:
    draw = np.random.default_rng(3)
    lines = draw.normal(size=(7, 4))
    wanted, weights = np.array([1.0] * 3 + [-1.0] * 4), np.array([7 / 6] * 3 + [7 / 8] * 4)
    found = left_out(lines, wanted, weights)
    for line in range(7):
        rest = [other for other in range(7) if other != line]
        alike = lines[rest] @ lines[rest].T + 1 + PENALTY * np.diag(1 / weights[rest])
        learned = np.linalg.solve(alike, wanted[rest])
        assert (lines[line] @ lines[rest].T + 1) @ learned == pytest.approx(found[line])


def test_a_repeat_is_the_same_words_and_a_silence_is_none() -> None:
    assert repeats(["Go on.", "…", "go on", "…", "And?"]) == 1
    assert sentences(["Stop it now, please. No. Stop it now, please."]) == ["Stop it now, please"]
    assert distinct_2(["one two one two"]) == pytest.approx(0.667)


def test_confusion_counts_what_was_read_in_the_place_of_an_act() -> None:
    read = [marks("greet", "greet"), marks("greet thank", "thank offer"), marks("greet", "")]
    assert confusion(read, "greet") == {"greet": 1, "(no act)": 1, "offer": 1}


def test_another_fact_is_one_that_may_be_told_in_place_of_the_one_asked_about() -> None:
    assert Asked("age", ("age", "dog"), ("age", "dog")).another
    assert not Asked("age", ("age", "dog"), ("age",)).another
    assert Asked("age", ("dog", "age"), ("dog", "age")).found


def test_words_heard_are_counted_in_spite_of_an_ear_s_mistakes() -> None:
    passage = "My finance director has asked me three times, hasn't she?"
    assert words_heard(passage, "My finance director has") == 4
    assert words_heard(passage, "my fine ants director has ask") == 5
    assert words_heard(passage, "") == 0


@pytest.mark.parametrize("pause_s", [0.0, 3.0])
def test_speech_is_as_loud_as_it_is_while_somebody_speaks(pause_s: float) -> None:
    tone = 0.1 * np.sin(2 * np.pi * 500 * np.arange(48_000) / 16_000)
    sound = np.pad(tone, (0, int(pause_s * 16_000))).astype(np.float32)
    # The hangover of 0.2 s after the end of 3 s counts as speech: 0.3 dB.
    assert active_level_db(sound) == pytest.approx(20 * np.log10(0.1) - 3.01, abs=0.4)
