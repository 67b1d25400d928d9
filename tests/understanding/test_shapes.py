"""Faults of a turn's shape beside her line; each with a look-alike that is none."""

import pytest

from simulator.understanding.context import Context
from simulator.understanding.reader import Reader
from simulator.vocabulary import Fault, Kind


def faults(said: str, text: str, kind: Kind = Kind.SERVICE) -> set[Fault]:
    return {hit.fault for hit in Reader(None, {}, kind).appraise(text, Context.after(said)).faults}


@pytest.mark.parametrize(
    ("fault", "said", "text", "sound"),
    [
        (
            Fault.EMPTY_EMPATHY,
            "I sleep on the couch now.",
            "You sleep on the couch. So the couch is where you sleep, now.",
            "On the couch, since he went.",
        ),
        (
            Fault.PRESSURE,
            "I don't want any more calls.",
            "Of course! I'll just give you a ring on Friday.",
            "Of course. I'll see that nobody rings.",
        ),
        (
            Fault.DISMISSAL,
            "I told your colleague already.",
            "Could you take me through what happened?",
            "It's written here. You needn't go through it.",
        ),
        (
            Fault.VOLLEY,
            "She collected stamps.",
            "Was she young, did she swap them, have you kept any, were they valuable?",
            "Which did she like best, and why?",
        ),
        (
            Fault.DISMISSAL,
            "The lift dropped two floors with me in it.",
            "Going down! Just kidding, let me look.",
            "Two floors. Are you hurt?",
        ),
    ],
)
def test_a_shape_is_seen_and_its_look_alike_is_not(
    fault: Fault, said: str, text: str, sound: str
) -> None:
    assert fault in faults(said, text)
    assert not faults(said, sound) & {fault}


def test_whoever_mourns_is_not_made_to_tell_it_again() -> None:
    told = "My wife died, I told your colleague already."
    assert Fault.REPEAT_DEATH in faults(told, "Take me through it in your own words, please.")


def test_laughter_is_a_fault_only_beside_a_grave() -> None:
    assert Fault.DISMISSAL in faults("My husband died in May.", "Ha, well, that's one bill less.")
    assert Fault.DISMISSAL not in faults("The dog ate the form.", "Ha, which end did he start at?")


def test_words_she_never_said_are_not_hers() -> None:
    said = "My mum can't see the little numbers."
    made_up = "You mentioned the operation was put off twice."
    assert Fault.FALSE_CLAIM in faults(said, made_up)
    assert Fault.FALSE_CLAIM not in faults(said, "You said that she can't see the numbers.")
