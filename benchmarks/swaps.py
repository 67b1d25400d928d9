"""Who speaks, swapped: other names, dialects, a second language's grammar, falters, mishearing.

Every swap keeps what is meant and changes how it is said or written down.  The rules are ours; what
they imitate is described in eWAVE (Kortmann & Lunkenheimer, The Electronic World Atlas of Varieties
of English) for dialects, in Swan & Smith, "Learner English", for second languages, and in Shriberg,
"Preliminaries to a Theory of Speech Disfluencies" (1994), for falters: about 6 in 100 words.
"""

import random
import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

NAMES = (
    "Emily", "Aoife", "Siobhán", "Oluwaseun", "Chidinma", "DeShawn", "Lakisha", "Mohammed",
    "Fatima", "Krzysztof", "José", "Ananya", "Nguyen", "Xiaoming", "Yuki", "Svetlana",
    "D'Angelo", "Zoë", "Đặng Thị Mỹ", "Abd al-Rahman", "van der Berg", "Олена", "王小明", "محمد",
)  # fmt: skip
"""Names that callers give, from many places, in several scripts."""
SURNAMES = (
    "Okafor",
    "Nguyen",
    "O'Sullivan",
    "Kowalczyk",
    "Haddad",
    "García",
    "Patel",
    "Washington",
)
DRAWS = 3
"""How often each kind that draws lots is drawn."""
FALTERS = 0.06
DROPPED = 0.7
"""The share of articles and endings that a speaker of a second language leaves out."""


class Swap(NamedTuple):
    """One way of saying the same."""

    kind: str
    name: str
    apply: Callable[[str, random.Random], str]


def swaps() -> Iterator[Swap]:
    """Every swap but those of names, which go through a whole call."""
    for name, words in DIALECTS.items():
        yield Swap("dialect", name, _dialect(words))
    for number in range(DRAWS):
        yield Swap("second language", f"draw {number + 1}", second_language)
        yield Swap("disfluency", f"draw {number + 1}", falter)
        yield Swap("recogniser", f"wrong words, draw {number + 1}", mishear)
    yield Swap("recogniser", "no punctuation, no capitals", _plain)
    yield Swap("recogniser", "no apostrophes", _no_apostrophes)


# ---- dialects: word for word, in any case of letters

RELAXED = {
    "going to (?=[a-z])": "gonna ",
    "want to": "wanna",
    "got to": "gotta",
    "let me": "lemme",
    "because": "'cause",
    "kind of": "kinda",
    "you all": "y'all",
    "all right": "alright",
    "do not know": "dunno",
    "don't know": "dunno",
    "give me": "gimme",
    "isn't it": "innit",
}
SOUTHERN = {
    **RELAXED,
    "isn't|aren't|am not|are not|is not": "ain't",
    "([a-z]{3,})ing": r"\1in'",
    "them": "'em",
    "everyone": "everybody",
}
SCOTS = {
    "yes": "aye",
    "your": "yer",
    "you": "ye",
    "my": "ma",
    "little|small": "wee",
    "don't": "dinnae",
    "can't": "cannae",
    "wouldn't": "wouldnae",
    "isn't": "isnae",
    "do not": "dinnae",
    "of": "o'",
    "with": "wi'",
}
NORTHERN = {"nothing": "nowt", "something": "summat", "anything": "owt", "my": "me", "yes": "aye"}
AMERICAN = {
    "([a-z]{3,})ise(d|s)?": r"\1ize\2",
    "([a-z]{3,})our": r"\1or",
    "cheque": "check",
    "whilst": "while",
    "mum|mam": "mom",
    "mobile": "cell phone",
    "quarter of an hour": "fifteen minutes",
    "I'd sooner": "I'd rather",
    "ring": "call",
    "rang": "called",
    "shall": "will",
}
UNCONTRACTED = {
    "(i)'m": r"\1 am",
    "(you|we|they)'re": r"\1 are",
    "(i|you|we|they)'ve": r"\1 have",
    "(i|you|we|they|he|she|it)'ll": r"\1 will",
    "(it|that|he|she|what|there)'s": r"\1 is",
    "can't": "cannot",
    "won't": "will not",
    "([a-z]+)n't": r"\1 not",
    "please": "kindly",
}
"""The formal English of schools in India and West Africa."""
DIALECTS: Mapping[str, Mapping[str, str]] = {
    "relaxed": RELAXED,
    "southern": SOUTHERN,
    "scots": SCOTS,
    "northern": NORTHERN,
    "american": AMERICAN,
    "formal": UNCONTRACTED,
}


def _dialect(words: Mapping[str, str]) -> Callable[[str, random.Random], str]:
    def apply(text: str, _: random.Random) -> str:
        for old, new in words.items():
            text = replaced(text, old, new)
        return text

    return apply


def replaced(text: str, old: str, new: str) -> str:
    """Put a word in another's place, with its capital."""

    def swap(match: re.Match[str]) -> str:
        word = match.expand(new)
        return word[:1].upper() + word[1:] if match[0][:1].isupper() else word

    return re.sub(rf"(?<![\w'])(?:{old})(?![\w])", swap, _straight(text), flags=re.IGNORECASE)


def _straight(text: str) -> str:
    return text.replace("’", "'")


# ---- a second language

_ARTICLE = re.compile(r"\b(?:the|an|a) (?=[a-z])")
_THIRD = re.compile(r"\b([Hh]e|[Ss]he|[Ii]t|that|nobody|who) (\w{2,})s\b")
_DO = re.compile(r"\b(how|what|where|when|why) (?:do|does|did) (?=\w)", re.IGNORECASE)
_YES_NO = re.compile(r"(?<![\w,] )\b(?:Do|Does|Did) (you|he|she|it|they)\b")
_BE = re.compile(r"\b(you|we|they|he|she|it|that|there)(?:'re|'s| are| is) (?=[a-z])", re.I)
_PERFECT = re.compile(r"\b(I|you|we|they)(?:'ve| have) (?=[a-z]+ed\b)", re.IGNORECASE)
_INFINITIVE = re.compile(r"\b(can|could|would|will|may|might) ([a-z]{2,})\b")
_PREPOSITION = re.compile(r"\b(on|at) (?=[A-Z][a-z]+day)")
_NO_S = frozenset({"i", "wa", "ha", "doe", "goe", "thi", "u"})
"""What a word without its "s" is, where that is no ending."""
_NOT_AFTER_MODALS = frozenset({"i", "you", "we", "he", "she", "they", "it", "not", "be", "have"})


def second_language(text: str, draw: random.Random) -> str:
    """Articles, endings, "do" and "be" go missing, and prepositions slip, in most places."""

    def some(pattern: re.Pattern[str], new: Callable[[re.Match[str]], str], text: str) -> str:
        return pattern.sub(lambda m: new(m) if draw.random() < DROPPED else m[0], text)

    text = some(_ARTICLE, lambda m: "", _straight(text))
    text = some(_DO, lambda m: f"{m[1]} ", text)
    text = some(_YES_NO, lambda m: m[1].capitalize(), text)
    text = some(_PERFECT, lambda m: f"{m[1]} ", text)
    text = some(_THIRD, lambda m: m[0] if m[2] in _NO_S else f"{m[1]} {m[2]}", text)
    text = some(_BE, lambda m: f"{m[1]} ", text) if draw.random() < 0.5 else text
    text = some(_INFINITIVE, _with_to, text)
    return some(_PREPOSITION, lambda m: "in ", text)


def _with_to(match: re.Match[str]) -> str:
    if match[2] in _NOT_AFTER_MODALS:
        return match[0]
    return f"{match[1]} to {match[2]}"


# ---- falters

_UMS = ("um,", "uh,", "er,", "erm,", "you know,", "I mean,")


def falter(text: str, draw: random.Random) -> str:
    """Filled pauses, words said twice, and words begun twice, at a rate people have."""
    return " ".join(_faltering(word, draw) for word in text.split(" "))


def _faltering(word: str, draw: random.Random) -> str:
    if not word[:1].isalpha() or draw.random() >= FALTERS:
        return word
    way = draw.choice(("um", "twice", "begun"))
    if way == "um":
        return f"{draw.choice(_UMS)} {word}"
    if way == "twice" and word.isalpha():
        return f"{word} {word}"
    return f"{word[:2]}- {word}" if len(word) > 3 else f"{draw.choice(_UMS)} {word}"


# ---- a speech recogniser

HOMOPHONES = {
    "their": "there", "there": "their", "your": "you're", "you're": "your", "to": "too",
    "too": "to", "hear": "here", "here": "hear", "two": "too", "for": "four", "four": "for",
    "know": "no", "right": "write", "our": "are", "we're": "were", "it's": "its", "by": "buy",
    "week": "weak", "wait": "weight", "whole": "hole", "one": "won", "been": "bin",
}  # fmt: skip
MISHEARD = 0.3
"""The share of such words that come out wrong: a word error rate of some five in a hundred."""


def mishear(text: str, draw: random.Random) -> str:
    """Some words that have a double come out as the double."""

    def word(match: re.Match[str]) -> str:
        other = HOMOPHONES.get(match[0].lower())
        if other is None or draw.random() >= MISHEARD:
            return match[0]
        return other[:1].upper() + other[1:] if match[0][:1].isupper() else other

    return re.sub(r"[A-Za-z']+", word, _straight(text))


def _plain(text: str, _: random.Random) -> str:
    # Points and commas within a number are written by every recogniser.
    bare = re.sub(r"(?<!\d)[.,]|[.,](?!\d)|[!?;:“”\"…–—()]", " ", _straight(text))
    return " ".join(bare.lower().split())


def _no_apostrophes(text: str, _: random.Random) -> str:
    return _straight(text).replace("'", "")
