"""Who spoke when: pauses, overlaps and runs, from the times of words."""

from collections.abc import Sequence

import pytest

from simulator.conversation.call import Word
from simulator.conversation.syllables import syllables_in
from simulator.conversation.talk import Talk, overlaps, pauses, runs_of, spurts_of


def said(*words: tuple[str, float, float]) -> Sequence[Word]:
    return [Word(text=text, start_s=start, end_s=end) for text, start, end in words]


def test_a_pause_is_silence_of_a_quarter_second() -> None:
    spurts = spurts_of(
        said(("one", 0.0, 0.4), ("two,", 0.6, 1.0), ("three", 1.25, 1.5), ("four", 2.5, 3.0))
    )
    assert [spurt.text for spurt in spurts] == ["one two,", "three", "four"]
    found = pauses(spurts, ())
    assert [(pause.from_s, pause.until_s) for pause in found] == [(1.0, 1.25), (1.5, 2.5)]
    assert [pause.inside_clause for pause in found] == [False, True]


def test_silence_in_which_the_other_speaks_is_no_pause() -> None:
    you = spurts_of(said(("one", 0.0, 1.0), ("two", 3.0, 4.0)))
    them = spurts_of(said(("yes", 1.5, 2.0)))
    assert not pauses(you, them)
    assert len(runs_of(you, them)) == 2
    assert len(runs_of(you, ())) == 1
    assert runs_of(you, ())[0].seconds == 4.0
    assert runs_of(you, ())[0].sounding_s == 2.0


def test_a_long_silence_ends_what_was_said() -> None:
    assert not pauses(spurts_of(said(("one", 0.0, 1.0), ("two", 7.0, 8.0))), ())


def test_overlaps_and_who_took_the_word() -> None:
    you = spurts_of(said(("I meant to", 0.0, 2.0), ("no", 5.0, 5.4)))
    them = spurts_of(said(("stop there", 1.5, 3.0), ("and so on", 4.0, 7.0)))
    first, second = overlaps(Talk(you, them))
    assert (first.from_s, first.until_s, first.by_you, first.yielded) == (1.5, 2.0, False, True)
    assert (second.from_s, second.until_s, second.by_you, second.yielded) == (5.0, 5.4, True, False)


def test_turns_that_touch_do_not_overlap() -> None:
    you, them = spurts_of(said(("one", 0.0, 1.0))), spurts_of(said(("two", 0.95, 2.0)))
    assert not overlaps(Talk(you, them))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("hello", 2), ("late", 1), ("table", 2), ("whole", 1), ("called", 1), ("wanted", 2),
        ("times", 1), ("wishes", 2), ("video", 3), ("area", 3), ("station", 2), ("the", 1),
        ("I don't know", 3), ("20", 2), ("rhythm", 1), ("", 0), ("saying", 2), ("usual", 3),
    ],
)  # fmt: skip
def test_syllables_by_letters(text: str, count: int) -> None:
    assert syllables_in(text) == count
