"""The first mail of a call by e-mail: words, reading level, one ask, first line, subject.

Fifty to 125 words and plain language got most answers in 40 million mails (Boomerang, "7 tips for
getting more responses to your emails (with data!)", 2016); the other bounds are ours.
"""

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import NamedTuple

from simulator.conversation.call import words_in
from simulator.grading.judgement import GraderPart, Judgement, not_scored
from simulator.grading.material import Material, Reading
from simulator.grading.quotes import quote_of, quotes
from simulator.grading.scorecard import Grader, Score
from simulator.understanding.text import Sentence, sentences
from simulator.vocabulary import Act, Channel, Fault

MAIL = Grader(name="mail", version="1")
WEIGHT = 0.5
"""What each of the five weighs in the total of a call by e-mail."""
LABELS = {
    "mail_words": "The mail has the length of one that is answered",
    "mail_reading": "Reads as easily as it should on a phone",
    "mail_one_ask": "Asks for one thing",
    "mail_first_line": "The first line is about the reader, and true",
    "mail_subject": "The subject is short and plain",
}
SHORTEST, LONGEST, TOO_LONG = 50, 125, 250
"""Words of a mail that is answered, and words from which it is worth nothing."""
EASY, HARD = 8.0, 14.0
"""Flesch-Kincaid grades (Kincaid et al., 1975): a school year up to which all read it with ease,
and one from which it is work."""
SUBJECT_WORDS = (2, 7)
"""A phone shows about seven words of a subject."""
_SUBJECT = re.compile(r"^\s*subject:[ \t]*(.*)$", re.IGNORECASE | re.MULTILINE)
_SALUTATION = re.compile(
    r"^(?:dear|hi|hello|good (?:morning|afternoon|day)|hey)\b[^.!?\n]{0,40}[,:]?\s*$", re.IGNORECASE
)
_SHOUTS = re.compile(r"!|\b[A-Z]{4,}\b|\$|(?i:\b(?:free|urgent)\b|\bre:\s)")
_STOCK = re.compile(
    r"\b(?:hope (?:this|you|all)|finds you well|my name is|i am (?:writing|reaching)|just wanted to"
    r"|reaching out|touch(?:ing)? base|trust you)\b"
)
_VOWELS = re.compile(r"[aeiouy]+")
_READER = frozenset({"you", "your", "yours"})


class Letter(NamedTuple):
    """A mail taken apart."""

    subject: str | None
    body: str

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the body."""
        return sentences(self.body)


class Part(NamedTuple):
    """What one of the five found: its value, why, and the words it rests on."""

    value: float
    why: str
    quote: str | None


def letter_of(text: str) -> Letter:
    """Subject and body; a salutation on a line of its own belongs to neither."""
    found = _SUBJECT.search(text)
    rest = text[: found.start()] + text[found.end() :] if found else text
    lines = [line for line in rest.splitlines() if line.strip()]
    greeted = len(list(takewhile(lambda line: _SALUTATION.match(line.strip()), lines)))
    return Letter(found[1].strip() if found else None, "\n".join(lines[greeted:]))


def reading_grade(text: str) -> float:
    """The Flesch-Kincaid grade: the school year, in the United States, that reads it with ease.

    Syllables are counted by groups of vowels, which is off by some 5 % of them.
    """
    read = sentences(text)
    words = [token for sentence in read for token in sentence.tokens if token.isalpha()]
    if not words:
        return 0.0
    syllables = sum(map(_syllables, words))
    return 0.39 * len(words) / len(read) + 11.8 * syllables / len(words) - 15.59


def _syllables(word: str) -> int:
    silent = word.endswith("e") and not word.endswith("le")
    return max(1, len(_VOWELS.findall(word)) - silent)


def judge_mail(material: Material) -> Judgement:
    """Five scores for the first mail; none for a call that is spoken or chatted."""
    if not _by_mail(material):
        return Judgement()
    if not material.spoken:
        return unscored_mail(material, "no mail of yours was read")
    first = material.spoken[0]
    return Judgement(tuple(_score(name, part, first) for name, part in _parts(first, material)))


def _by_mail(material: Material) -> bool:
    own = material.scenario.channel if material.scenario else None
    return Channel.EMAIL in {material.call.channel, own}


def _parts(first: Reading, material: Material) -> Iterator[tuple[str, Part | None]]:
    letter = letter_of(first.text)
    yield "mail_words", _words(letter)
    yield "mail_reading", _reading(letter)
    yield "mail_one_ask", _one_ask(letter, first)
    yield "mail_first_line", _first_line(letter, first, material)
    yield "mail_subject", _subject(letter)


def _words(letter: Letter) -> Part:
    count = words_in(letter.body)
    over = (count - LONGEST) / (TOO_LONG - LONGEST)
    value = count / SHORTEST if count < SHORTEST else 1.0 - max(0.0, over)
    return Part(max(0.0, value), f"{count} words; {SHORTEST} to {LONGEST} are answered most", None)


def _reading(letter: Letter) -> Part:
    grade = reading_grade(" ".join(letter.body.split()))  # a line's end is no sentence's
    value = min(1.0, max(0.0, (HARD - grade) / (HARD - EASY)))
    return Part(value, f"reads at school year {max(0.0, grade):.0f}; up to {EASY:g} is easy", None)


def _one_ask(letter: Letter, first: Reading) -> Part:
    meeting = {hit.quote for hit in first.appraisal.acts if hit.act is Act.ASK_MEETING}
    asks = [one.text for one in letter.sentences if one.asks or one.text in meeting]
    if first.appraisal.has(Fault.VOLLEY):
        return Part(0.0, "it asks for several things at once", asks[0] if asks else None)
    value = {0: 0.0, 1: 1.0, 2: 0.5}.get(len(asks), 0.0)
    why = f"{len(asks)} asks or questions; one gets an answer"
    return Part(value, why, asks[-1] if asks else None)


def _first_line(letter: Letter, first: Reading, material: Material) -> Part:
    """Full marks for a line that speaks of her with what the dossier has; half for "you" alone."""
    line = next(iter(letter.sentences), None)
    if line is None:
        return Part(0.0, "there is no first line", None)
    false = first.appraisal.has(Fault.FALSE_CLAIM, Fault.FLATTERY)
    if false or _STOCK.search(" ".join(line.tokens)):
        return Part(0.0, "it could open any mail, or isn't true", line.text)
    known = any(use.quote == line.text for use in first.appraisal.items)
    personal = bool(line.words & _READER)
    if known or (personal and material.scenario is None):
        return Part(1.0, "it is about the reader", line.text)
    return Part(0.5 if personal else 0.0, "it names nothing that only this reader knows", line.text)


def _subject(letter: Letter) -> Part | None:
    if letter.subject is None:
        return None
    least, most = SUBJECT_WORDS
    count = words_in(letter.subject)
    if _SHOUTS.search(letter.subject):
        return Part(0.0, "it shouts or sells", letter.subject)
    return Part(1.0 if least <= count <= most else 0.5, f"{count} words", letter.subject)


def _score(name: str, part: Part | None, first: Reading) -> Score:
    if part is None:
        reason = "the mail has no line that begins with Subject:"
        return not_scored(name, LABELS[name], MAIL, reason, WEIGHT)
    return Score(
        id=name,
        label=LABELS[name],
        value=round(part.value, 4),
        weight=WEIGHT,
        explanation=f"{part.why[0].upper()}{part.why[1:]}.",
        evidence=quotes(quote_of(first.turn, part.quote)),
        grader=MAIL,
    )


def unscored_mail(material: Material, reason: str) -> Judgement:
    """The five without a value, and why."""
    if not _by_mail(material):
        return Judgement()
    return Judgement(tuple(not_scored(name, LABELS[name], MAIL, reason, WEIGHT) for name in LABELS))


MAIL_PART = GraderPart(MAIL, judge_mail, unscored_mail)
