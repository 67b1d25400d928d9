"""The first mail of a call by e-mail: five things about it, each by code and with a quote."""

import pytest

from simulator.conversation.call import Call
from simulator.grading.chain import grade
from simulator.grading.mail import LABELS, letter_of, reading_grade
from simulator.grading.scorecard import Score
from simulator.vocabulary import Channel, Kind
from tests.grading.conftest import call_of

GOOD = """Subject: your gate in Hull
Dear Ms Tolan,
You said in September that your trucks stand more than they drive. We timed two hundred trucks at
three ports, and most of the wait was at the gate, not at the crane. I have the hours for Hull, by
day and by shift, on half a page. It costs you nothing to look at it.
Could we take fifteen minutes on Tuesday at ten? If it is of no use, I'll leave you in peace.
Sam Reed, Northgate"""
BAD = """Subject: URGENT: FREE supply chain REVOLUTION!!!
Dear Sir or Madam,
I hope this email finds you well. My name is Sam. Would you like a demo, a brochure or a trial?
Who decides? When is your renewal?"""


def mail(text: str, channel: Channel = Channel.EMAIL) -> Call:
    call = call_of("trainee: x", "persona: Go on.", "trainee: Thank you.", kind=Kind.COLD_CALL)
    first = call.turns[0].model_copy(update={"said": text})
    return call.model_copy(update={"channel": channel, "turns": (first, *call.turns[1:])})


def found(call: Call) -> dict[str, Score]:
    return {score.id: score for score in grade(call).scores if score.id in LABELS}


def test_a_good_mail_has_it_all_and_a_bad_one_nothing_but_its_words() -> None:
    good, bad = found(mail(GOOD)), found(mail(BAD))
    assert {name: score.value for name, score in good.items()} == dict.fromkeys(LABELS, 1.0)
    assert [bad[name].value for name in ("mail_one_ask", "mail_first_line", "mail_subject")] == [
        0
    ] * 3
    assert (bad["mail_words"].value or 0) < 1.0


def test_every_score_quotes_the_mail() -> None:
    for score in found(mail(GOOD)).values():
        assert score.evidence
        assert all(quote.turn == "t1" and quote.quote in GOOD for quote in score.evidence)


def test_a_spoken_call_is_no_mail() -> None:
    assert not found(mail(GOOD, Channel.PHONE))


def test_a_mail_without_a_subject_line_is_not_scored_on_it() -> None:
    subject = found(mail("You wrote about the gates. May I call on Monday?"))["mail_subject"]
    assert subject.value is None
    assert "Subject:" in (subject.unscored_reason or "")


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("The cat sat on the mat. It was hot.", -3.0, 2.0),
        (
            "Organisational interoperability considerations necessitate comprehensive "
            "consultation regarding infrastructural modernisation initiatives.",
            20.0,
            60.0,
        ),
        ("", 0.0, 0.0),
    ],
)
def test_long_words_and_sentences_read_harder(text: str, low: float, high: float) -> None:
    assert low <= reading_grade(text) <= high


def test_a_letter_is_taken_apart() -> None:
    letter = letter_of(GOOD)
    assert letter.subject == "your gate in Hull"
    assert letter.body.startswith("You said in September")
    assert letter_of("Just words.").subject is None
