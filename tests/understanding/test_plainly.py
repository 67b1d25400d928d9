"""The same meaning said otherwise: falters, other spellings, dropped words, no marks."""

import pytest

from simulator.understanding.context import Context
from simulator.understanding.plainly import steady
from simulator.understanding.reader import Reader
from simulator.understanding.text import sentences
from simulator.vocabulary import Act

ASKED = Context.after("Tolan.")


def tokens(text: str) -> list[tuple[str, ...]]:
    return [sentence.tokens for sentence in sentences(text)]


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("Um, how er do you cope?", "How do you cope?"),
        ("How do do you co- cope?", "How do you cope?"),
        ("I mean, it's st- stuck.", "It's stuck."),
        ("It is, you know, a hard week.", "It is a hard week."),
        ("I'm callin' about the waitin'.", "I'm calling about the waiting."),
        ("I dinnae ken yer name.", "I don't ken your name."),
        ("thats what youre tellin' em", "that's what you're telling them"),
        ("How you handle the boxes?", "How do you handle the boxes?"),
    ],
)
def test_it_is_read_like_the_plain_words(said: str, plain: str) -> None:
    assert tokens(said) == tokens(plain)


@pytest.mark.parametrize(
    "text",
    [
        "You know her best.",
        "Bye bye.",
        "No, no, no.",
        "It was so so quiet.",
        "What you said is true.",
        "It is 2 2 5 1.",
        "Twenty-two boxes.",
    ],
)
def test_what_is_meant_stays(text: str) -> None:
    said = " ".join(word for sentence in tokens(text) for word in sentence)
    assert said == text.lower().replace(",", "").replace("-", " ").rstrip(".")


def test_nothing_but_falters_is_still_something() -> None:
    assert tokens("Um, er.") == [("um", "er")]


@pytest.mark.parametrize(
    "text",
    [
        "thank you when one of them stands what is it waiting for",
        "i see and how do you measure it today",
        "that is a long time how many trucks are stuck on a day like today",
        "good morning this is sam reed from northgate may i have half a minute",
        "hi this is mina what seems to be the problem",
    ],
)
def test_a_question_without_its_mark_is_a_sentence_that_asks(text: str) -> None:
    last = sentences(text)[-1]
    assert last.asks
    assert len(last.tokens) < len(text.split())
    assert "".join(sentence.text for sentence in sentences(text)).replace(" ", "") == text.replace(
        " ", ""
    )


@pytest.mark.parametrize(
    "text",
    [
        "if i may i would like to tell you what it is",
        "you could have told me what is wrong",
        "when the boat is late you lose the slot",
        "i know what you mean and that is how it goes",
    ],
)
def test_what_only_sounds_like_a_question_does_not_ask(text: str) -> None:
    assert not any(sentence.asks for sentence in sentences(text))


@pytest.mark.parametrize(
    "name",
    [
        "Robin Ashdown",
        "Zoë",
        "D'Angelo",
        "Đặng Thị Mỹ",
        "van der Berg",
        "Abd al-Rahman",
        "Олена",
        "王小明",
        "محمد",
    ],
)
def test_a_name_is_a_name_wherever_it_comes_from(name: str) -> None:
    appraisal = Reader(None, {}).appraise(f"Good morning, this is {name}.", ASKED)
    assert appraisal.does(Act.INTRODUCE)
    assert not appraisal.foreign


def test_quotes_keep_the_words_as_they_were_said() -> None:
    text = "Um, how do do you ha- handle the late returns?"
    appraisal = Reader(None, {}).appraise(text, ASKED)
    assert appraisal.does(Act.OPEN_QUESTION)
    assert all(hit.quote in text for hit in appraisal.acts)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Um, How do do you co- cope, er, today?", "How do you cope, today?"),
        ("I mean, it's you know, st- stuck.", "it's stuck."),
        ("No, no. Bye bye, so so sorry.", "No, no. Bye bye, so so sorry."),
        ("Um.", "Um."),
        ("You know her; two 2 2.", "You know her; two 2 2."),
    ],
)
def test_the_learned_reader_is_shown_the_words_without_falters(said: str, kept: str) -> None:
    assert steady(said) == kept
