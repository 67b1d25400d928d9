"""The rows that the learned reader is fitted to, and how they are split, varied and weighed."""

import random

import pytest

from simulator.vocabulary import Act
from training.understanding.calibrate import bars
from training.understanding.rows import LABELS, Row, read, split
from training.understanding.vary import varied

ROWS = read()


def row(said: str = "Hm.", text: str = "How so?", *acts: Act) -> Row:
    return Row(said, text, frozenset(acts), frozenset())


def test_every_act_has_rows_to_learn_from() -> None:
    assert all(sum(act in (one.acts or ()) for one in ROWS) > 20 for act in Act)


def test_a_share_is_kept_for_thresholds() -> None:
    fitted, kept = split()
    assert len(fitted) + len(kept) == len(ROWS)
    assert 0.05 < len(kept) / len(ROWS) < 0.2
    assert not {(one.said, one.text) for one in fitted} & {(one.said, one.text) for one in kept}


def test_answers_to_one_line_stay_together() -> None:
    said = "He would carry the gloves to you."
    halves = {row(said, text).held_out for text in ("How so?", "Gloves!", "Tell me more.", "Ah.")}
    assert len(halves) == 1


def test_what_nobody_labelled_is_neither_hit_nor_miss() -> None:
    unlabelled = Row("Hm.", "At least it was quick.", None, frozenset({"dismissal"}))
    marks = dict(zip(LABELS, unlabelled.targets(), strict=True))
    assert marks["act:inform"] == -1.0
    assert marks["fault:dismissal"] == 1.0
    assert marks["fault:advice"] == 0.0


@pytest.mark.parametrize("seed", range(40))
def test_another_guise_keeps_the_labels(seed: int) -> None:
    given = row("It broke.", "What happened, exactly?", Act.OPEN_QUESTION)
    other = row("OK.", "Thank you.", Act.THANK)
    found = varied(given, [other], random.Random(seed))
    assert found == varied(given, [other], random.Random(seed))
    assert found.text.strip()
    assert found.acts is not None
    assert given.acts is not None
    assert given.acts <= found.acts <= {Act.OPEN_QUESTION, Act.THANK}


def test_a_fault_needs_a_figure_that_innocent_rows_do_not_reach() -> None:
    column = LABELS.index("fault:pressure")
    figures = [[0.0] * len(LABELS) for _ in range(100)]
    marks = [[0.0] * len(LABELS) for _ in range(100)]
    figures[0][column] = figures[1][column] = 0.95
    assert bars(figures, marks)["fault:pressure"].free == pytest.approx(0.96)


def told(label: str, shown: list[tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """The bars that follow if that label alone has figures; of each row the figure and the mark."""
    column = LABELS.index(label)
    figures, marks = ([[0.0] * len(LABELS) for _ in shown] for _ in range(2))
    for at, (figure, mark) in enumerate(shown):
        figures[at][column], marks[at][column] = figure, mark
    return {name: (bar.free, bar.in_call) for name, bar in bars(figures, marks).items()}


def test_a_threshold_keeps_away_from_a_cliff_that_few_rows_make() -> None:
    shown = [(0.9, 1.0)] * 20 + [(0.5, 1.0)] * 2 + [(0.47, 0.0)] * 15
    assert told("act:offer", shown)["act:offer"][0] > 0.54


@pytest.mark.parametrize("act", ["insult", "meta_talk"])
def test_contempt_and_talk_about_the_exercise_cost_trust_only_where_it_is_sure(act: str) -> None:
    shown = [(0.6, 1.0)] * 20 + [(0.1, 0.0)] * 80
    free, in_call = told(f"act:{act}", shown)[f"act:{act}"]
    assert free <= 0.6
    assert in_call >= 0.97


def test_in_a_call_an_act_needs_a_figure_that_is_right_nearly_always() -> None:
    shown = [(0.9, 1.0)] * 20 + [(0.85, 0.0)] * 5 + [(0.1, 0.0)] * 75
    assert told("act:offer", shown)["act:offer"][1] == pytest.approx(0.86)
