"""Tells: faults that show by the shape of a sentence, and look-alikes that are none."""

import pytest

from simulator.understanding.context import Context
from simulator.understanding.reader import Reader
from simulator.vocabulary import Fault, Kind

GRIEF = "My dog died on Monday and the box came again. I just cried in the hall."
BUSY = "We have a supplier for that. And please don't ring here again."
SERVICE, COLD = Reader(None, {}, Kind.SERVICE), Reader(None, {}, Kind.COLD_CALL)


def faults(reader: Reader, her: str, text: str) -> set[Fault]:
    return {hit.fault for hit in reader.appraise(text, Context.after(her)).faults}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Make sure you drink enough water.", Fault.ADVICE),
        ("You could join a choir.", Fault.ADVICE),
        ("My sister had a cat like that, it took her ages.", Fault.SELF_ORIENTED),
        ("I'm sure it will pass.", Fault.DISMISSAL),
        ("Luckily you still have the other one.", Fault.DISMISSAL),
        ("Our drivers follow a strict code.", Fault.DISMISSAL),
        ("You'll need to call the other department.", Fault.DISMISSAL),
        ("I'm sorry, but the fee applies.", Fault.CONDOLENCE_THEN_DEMAND),
        ("So you feel box.", Fault.EMPTY_EMPATHY),
        ("I hear you. I see you. I value you.", Fault.EMPTY_EMPATHY),
        ("Sorry, so sorry, I am really sorry.", Fault.EMPTY_EMPATHY),
        ('As you said, "the service was excellent today".', Fault.FALSE_CLAIM),
        ("What was it called? How old was it? Who is your vet?", Fault.VOLLEY),
        ("Our premium plan is nine pounds a month.", Fault.UPSELL),
    ],
)
def test_what_hurts_shows_by_its_shape(text: str, fault: Fault) -> None:
    assert fault in faults(SERVICE, GRIEF, text)


@pytest.mark.parametrize(
    "text",
    [
        "Take your time.",
        "Tell me about him, if you'd like to.",
        "I'm sorry, but I can stop it today.",
        "You won't have to call anybody.",
        "You said that you cried in the hall.",
        "You shouldn't have had to ring twice.",
        "What was he like?",
        "I'm stopping the box now, and nothing more will come.",
    ],
)
def test_care_that_looks_alike_is_no_fault(text: str) -> None:
    assert not faults(SERVICE, GRIEF, text)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Is there anybody else I could speak to?", Fault.PRESSURE),
        ("But ours is much cheaper.", Fault.PRESSURE),
        ("I'll put you down for Tuesday.", Fault.PRESSURE),
        ("They're terrible, you'll regret it.", Fault.DISMISSAL),
        ("It works with everything, guaranteed.", Fault.FALSE_CLAIM),
        ("It's an exciting opportunity for you.", Fault.JARGON),
        ("Shall I send a brochure, a demo or a quote?", Fault.VOLLEY),
    ],
)
def test_what_puts_a_busy_person_off_shows_by_its_shape(text: str, fault: Fault) -> None:
    assert fault in faults(COLD, BUSY, text)


def test_who_takes_the_no_does_nothing_wrong() -> None:
    assert not faults(COLD, BUSY, "I'm sorry for the trouble. I'll take you off the list. Goodbye.")


def test_advice_that_was_asked_for_is_none() -> None:
    asked = "I can't sleep since he died. What should I do?"
    assert Fault.ADVICE not in faults(SERVICE, asked, "Talk to somebody you trust.")
