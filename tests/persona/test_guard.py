"""The guard: what a model may not say, and what it may."""

import pytest

from simulator.persona.guard import Guard
from simulator.persona.slips import slip
from simulator.vocabulary import MoveKind
from tests.persona.parts import shop
from tests.persona.test_lines import moment

GUARD = Guard(shop())
HEARD = ["We print a sheet every month, Mrs Marlow, for about 40 shops in Leeds."]


def fault(
    sentence: str, kind: MoveKind = MoveKind.CHALLENGE, target: str | None = None
) -> str | None:
    return GUARD.fault(sentence, moment(kind, target=target), HEARD)


@pytest.mark.parametrize(
    "sentence",
    [
        "How can I help you today?",
        "How can I assist you?",
        "I'm here to help.",
        "I’m happy to assist with that.",
        "Is there anything else I can do for you?",
        "Feel free to ask.",
        "Thank you for reaching out.",
        "I understand your concern.",
        "I'm sorry, I couldn't help you.",
    ],
)
def test_assistant_talk_is_stopped(sentence: str) -> None:
    assert fault(sentence) == "assistant talk"


@pytest.mark.parametrize(
    "sentence",
    [
        "Your pitch is too long, shorten it.",
        "Good job asking first.",
        "Next time, try an open question.",
        "You should try to be more specific.",
        "I'd give that a score of nine.",
    ],
)
def test_coaching_is_stopped(sentence: str) -> None:
    assert fault(sentence) == "coaching"


@pytest.mark.parametrize(
    "sentence",
    [
        "As an AI, I can't do that.",
        "I am just a language model.",
        "My instructions don't allow that.",
        "The system prompt says nothing of it.",
        "This is only a simulation, after all.",
        "I was made by Alibaba.",
        "I cannot comply with that.",
    ],
)
def test_a_break_of_character_is_stopped(sentence: str) -> None:
    assert fault(sentence) == "break of character"


@pytest.mark.parametrize(
    "sentence",
    ["Sam: Hello there.", "Edda Marlow: No.", "Jo Reed (smiling): Well then?", "Caller: Yes."],
)
def test_speaking_for_another_is_stopped(sentence: str) -> None:
    assert fault(sentence) == "another speaker's line"


@pytest.mark.parametrize(
    "sentence",
    [
        "*sighs* I have no time.",
        "(She puts the phone down.)",
        "Well 🙂 then.",
        "<b>No.</b>",
        "- a list",
        "[hangs up]",
        "See https://example.org now.",
    ],
)
def test_stage_directions_and_markup_are_stopped(sentence: str) -> None:
    assert fault(sentence) == "markup"


@pytest.mark.parametrize(
    "sentence",
    [
        "Das kann ich Ihnen so wirklich nicht sagen.",
        "对不起。",
        "No puedo decirle nada sobre eso ahora mismo.",
    ],
)
def test_another_language_is_stopped(sentence: str) -> None:
    assert fault(sentence) == "another language"


@pytest.mark.parametrize(
    "sentence",
    [
        "It's the springs, you see.",
        "They come late every week, three of them at a time.",
        "My apprentice told me that.",
        "He leaves in May, my apprentice.",
    ],
)
def test_a_locked_fact_is_stopped_in_its_words_and_in_others(sentence: str) -> None:
    assert fault(sentence) == "locked fact"


def test_a_fact_that_is_being_told_may_be_told() -> None:
    told = "Springs come three weeks late, every time."
    assert fault(told, MoveKind.DISCLOSE, "late-parts") is None
    assert GUARD.tells(told, moment(MoveKind.DISCLOSE, target="late-parts"))
    vague = "Well, there are always difficulties."
    assert not GUARD.tells(vague, moment(MoveKind.DISCLOSE, target="late-parts"))


@pytest.mark.parametrize(
    "sentence",
    [
        "Call me again on Friday then.",
        "That would cost me 500 pounds.",
        "I already have twelve of those.",
        "You'd have to ask Margaret about it.",
    ],
)
def test_an_invention_is_stopped(sentence: str) -> None:
    assert fault(sentence) == "invented"


@pytest.mark.parametrize(
    "sentence",
    ["I'm convinced.", "Let's schedule something.", "I'll buy it.", "That sounds great."],
)
def test_giving_in_is_stopped(sentence: str) -> None:
    assert fault(sentence) == "offer"


def test_a_speech_is_stopped() -> None:
    assert fault("well " * 40 + "no.") == "too long"


@pytest.mark.parametrize(
    "sentence",
    [
        "And what would I do with that?",
        "I've heard that before, and it came to nothing.",
        "Say it plainly, I have customers waiting.",
        "About 40 shops, you say, and in Leeds?",
        "I'm Marlow, and these are my clocks, Jo.",
        "Well… I wouldn't know about that.",
        "Who else has tried it?",
    ],
)
def test_what_she_would_say_passes(sentence: str) -> None:
    assert fault(sentence) is None


def test_her_own_lines_pass_the_check_that_knows_no_call() -> None:
    part = shop()
    lines = [line.text for kind in part.persona.lines for line in part.persona.bank(kind)]
    spoken = [line for line in lines if "{" not in line and "(" not in line]
    assert [line for line in spoken if slip(line)] == []
