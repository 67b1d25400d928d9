"""Cues match what a person would say, and not what merely shares a word."""

import pytest

from simulator.understanding.cue import compile_cue, keys_of
from simulator.understanding.figures import figures_of
from simulator.understanding.text import sentences


def tokens(text: str) -> tuple[str, ...]:
    return tuple(token for sentence in sentences(text) for token in sentence.tokens)


@pytest.mark.parametrize(
    ("cue", "said", "found"),
    [
        ("working days", "It takes five working days.", True),
        ("working days", "Who is with her while you're at work?", False),
        ("new dog", "Have you thought of a new dog?", True),
        ("new dog", "What was your dog like?", False),
        ("all the forms", "Let's go through all the forms.", True),
        ("all the forms", "There is one form to sign.", False),
        ("pay the mason", "The mason gets paid today.", True),
        ("cancel it today", "I've cancelled that for you, as of today.", True),
        ("the box", "Has the last box come?", True),
        ("who is with her", "And who's with her tonight?", True),
        ("who is with her", "Is she with you?", False),
        ("how are you", "How many of you are there?", False),
        ("port strike", "The strike came up when we met at that annual dinner by the port.", False),
    ],
)  # fmt: skip
def test_a_cue_needs_all_its_telling_words_close_together(cue: str, said: str, found: bool) -> None:
    compiled = compile_cue(tokens(cue))
    assert compiled is not None
    assert compiled.found_in(keys_of(tokens(said), by_concept=False)) is found


@pytest.mark.parametrize(
    ("said", "agrees"),
    [
        ("your trucks sat eleven hours", True),
        ("your trucks sat 12 hours", False),
        ("by 8.15, and the nurse rings at nine", True),
        ("at nine", None),
        ("up eighteen per cent", True),
        ("it costs £900", False),
        ("no figures here", None),
    ],
)
def test_figures_agree_only_on_what_both_count(said: str, agrees: bool | None) -> None:
    known = figures_of("Detention rose 18% to £1,200; eleven hours last Tuesday; done by 8.15.")
    assert known.compare(figures_of(said)) is agrees


def test_a_thing_that_is_refused_is_not_done() -> None:
    cue = compile_cue(("it", "is", "cancelled"))
    free = compile_cue(("no", "charge"))
    assert cue is not None
    assert free is not None
    for text, refused in (
        ("The system won't let me cancel without a reason.", True),
        ("I can't cancel that for you.", True),
        ("I've cancelled it.", False),
        ("I won't keep you waiting any longer, so I've cancelled it.", False),
    ):
        (sentence,) = sentences(text)
        assert cue.refused_in(keys_of(sentence.tokens, False), sentence.tokens) is refused, text
    (kind,) = sentences("We will not charge you for it.")
    assert not free.refused_in(keys_of(kind.tokens, False), kind.tokens)
