"""Figures of how a call sounded, from the times of its words."""

import pytest

from simulator.conversation.call import Call, Turn, Word
from simulator.grading.scorecard import Figure
from simulator.grading.speech import KINDS, judge_speech, unscored_speech
from simulator.vocabulary import Act
from tests.grading.conftest import call_of, does, material_of


def turn(number: int, speaker: str, said: str, start_s: float, *pauses: float) -> Turn:
    """Words of 0.5 s each; ``pauses`` go behind the first words, one each."""
    words, at_s, silences = [], start_s, list(pauses)
    for word in said.split():
        words.append(Word(text=word, start_s=at_s, end_s=at_s + 0.5))
        at_s += 0.5 + (silences.pop(0) if silences else 0.0)
    end_s = words[-1].end_s
    return Turn(
        id=f"t{number}", speaker=speaker, said=said, start_s=start_s, end_s=end_s,
        words=tuple(words),
    )  # fmt: skip


def figures(*turns: Turn, warm: str = "") -> dict[str, Figure]:
    known = {warm: does(warm, Act.ACKNOWLEDGE_FEELING, reaction=2)} if warm else {}
    return judge_speech(material_of(Call(turns=turns), known)).pacing


def values(found: dict[str, Figure]) -> dict[str, float | None]:
    return {name: figure.value for name, figure in found.items()}


def test_rates_pauses_and_shares() -> None:
    found = figures(
        turn(1, "persona", "Yes hello there.", 0.0),
        turn(2, "trainee", "Good morning, um I am Sam", 2.0, 0.0, 0.5, 1.0),
        turn(3, "persona", "And what do you want", 7.0),
    )
    assert list(found) == list(KINDS)
    assert values(found) == {
        "speech_rate_words": 80.0,  # six words in 4.5 s
        "speech_rate_syllables": 93.333,
        "articulation_rate_words": 120.0,
        "articulation_rate_syllables": 140.0,
        "rate_change": None,
        "pauses": 2,
        "pauses_inside_clauses": 1,
        "pauses_per_minute": 26.667,
        "pause_mean": 0.75,
        "pause_longest": 1.0,
        "talk_share": round(3 / 7, 3),
        "overlaps_by_you": 0,
        "overlaps_by_them": 0,
        "interruptions_by_you": 0,
        "interruptions_by_them": 0,
        "overlap_seconds": 0.0,
        "fillers_per_minute": 13.333,
        "pace_drawn_nearer": None,
        "silence_after_feeling": None,
    }
    assert all(figure.unit == KINDS[name].unit for name, figure in found.items())


def test_interruptions_are_counted_both_ways_and_signs_of_listening_are_none() -> None:
    found = values(
        figures(
            turn(1, "persona", "I have told you that before and", 0.0),
            turn(2, "trainee", "but listen to me please", 3.0),
            turn(3, "persona", "mm-hm", 4.0),
            turn(4, "persona", "no you listen to me now", 5.0),
        )
    )
    assert found["interruptions_by_you"] == 1
    assert found["interruptions_by_them"] == 1
    assert found["overlaps_by_them"] == 2
    assert found["overlap_seconds"] == 1.5


def test_a_pace_that_changes_over_the_call() -> None:
    slow = [turn(n, "trainee", "one two three four", n * 10.0) for n in range(8)]
    quick = [
        Turn(
            id=f"q{n}", speaker="trainee", said="one two three four",
            words=tuple(
                Word(text=text, start_s=100 + n * 10 + at * 0.25, end_s=100.25 + n * 10 + at * 0.25)
                for at, text in enumerate(("one", "two", "three", "four"))
            ),
        )
        for n in range(8)
    ]  # fmt: skip
    found = figures(*slow, *quick)["rate_change"]
    assert found.value is not None
    assert found.value > 40
    assert "faster" in found.says


def test_paces_that_draw_nearer() -> None:
    turns = []
    for number in range(6):
        turns.append(turn(2 * number, "persona", "one two three four", number * 20.0))
        words = tuple(
            Word(
                text=text,
                start_s=number * 20.0 + 5 + at * (0.25 if number < 3 else 0.5),
                end_s=number * 20.0 + 5 + (at + 1) * (0.25 if number < 3 else 0.5),
            )
            for at, text in enumerate(("one", "two", "three", "four"))
        )
        said = "one two three four"
        turns.append(Turn(id=f"y{number}", speaker="trainee", said=said, words=words))
    found = figures(*turns)["pace_drawn_nearer"]
    assert found.value == 120.0
    assert "nearer to theirs" in found.says


@pytest.mark.parametrize(("gap_s", "warm", "kept"), [(3.0, 1, 1), (3.0, 0, 0), (0.3, 1, 0)])
def test_silence_after_hard_news_counts_if_an_acknowledgement_follows(
    gap_s: float, warm: int, kept: int
) -> None:
    says = "I am so sorry."
    news = turn(1, "persona", "My husband died in March.", 0.0)
    answer = turn(2, "trainee", says, (news.end_s or 0.0) + gap_s)
    found = figures(news, answer, warm=says if warm else "")["silence_after_feeling"]
    assert found.value == gap_s
    assert f"{kept} of 1 times" in found.says


def test_a_call_in_writing_has_no_such_figures() -> None:
    material = material_of(call_of("persona: Yes?", "trainee: Good morning."))
    assert not judge_speech(material).pacing
    assert not unscored_speech(material, "it broke").pacing


def test_one_side_alone_has_no_share() -> None:
    found = figures(turn(1, "trainee", "one two three four", 0.0))
    assert found["talk_share"].unscored_reason == "only your side of the call is there"
    assert found["speech_rate_words"].value == 120.0
