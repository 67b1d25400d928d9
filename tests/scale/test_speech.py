"""Notes become speech to her, and her words come back from the other side."""

import pytest

from simulator.scale.speech import echo, first_sentences, lower, offered, to_her


@pytest.mark.parametrize(
    ("note", "said"),
    [
        (
            'In a trade weekly she said: "My trucks stand."',
            'In a trade weekly you said: "My trucks stand."',
        ),
        ("The depots on her route changed.", "The depots on your route changed."),
        ("She began on the night phone.", "You began on the night phone."),
        ("Ada Byron's firm is hers; Ada Byron decides.", "your firm is hers; you decide."),
    ],
)
def test_a_note_about_her_is_said_to_her(note: str, said: str) -> None:
    assert to_her(note, "Ada Byron", "she/her") == said


@pytest.mark.parametrize(
    ("note", "said"),
    [
        (
            "You can stop it yourself, while he is there.",
            "I can stop it myself, while you are there.",
        ),
        (
            "You ring his mother; he needn't say a word.",
            "I ring your mother; you needn't say a word.",
        ),
        ("It only tells you where he has been.", "It only tells me where you have been."),
        ("A driver can fetch it; or he can keep it.", "A driver can fetch it; or you can keep it."),
    ],
)
def test_what_the_trainee_can_do_is_offered_by_him(note: str, said: str) -> None:
    assert offered(note, "Wyn Parry", "he/him") == said


def test_somebody_elses_words_stay_his() -> None:
    assert offered("Save his voice, send it to her.", "Eva", "she/her") == (
        "Save his voice, send it to you."
    )


@pytest.mark.parametrize(
    ("said", "given_back"),
    [
        ("Nine. Nine trucks standing, every day.", "nine trucks standing, every day"),
        (
            "I wrote to them in March, in my best writing.",
            "you wrote to them in March, in your best writing",
        ),
        ("Well, it's come down a bit, that roof.", "it's come down a bit, that roof"),
        (
            "We still pay 38.2 per cent for our heat. Nice.",
            "you still pay 38.2 per cent for your heat",
        ),
    ],
)
def test_what_she_said_is_given_back(said: str, given_back: str) -> None:
    assert echo(said) == given_back


@pytest.mark.parametrize(
    "said", ["", "Mm.", "What do you want?", "(she sighs)", "I told you twice."]
)
def test_what_says_too_little_is_not_given_back(said: str) -> None:
    assert echo(said) is None


def test_an_item_is_told_in_few_words() -> None:
    assert first_sentences("One two. Three four. Five six.", most_words=4) == "One two. Three four."


def test_names_keep_their_capital_inside_a_sentence() -> None:
    assert lower("The bus is late") == "the bus is late"
    assert lower("Gatefold books it") == "Gatefold books it"
    assert lower("I can do it") == "I can do it"
