"""Written content turned into speech: notes about her become words to her, hers are given back."""

import re
from collections.abc import Callable, Mapping
from typing import TypeAlias

from simulator.scale.phrases import bank

Change: TypeAlias = Callable[[str], str]

_QUOTED = re.compile(r"(\"[^\"]*\"|“[^”]*”)")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")
_START = re.compile(r"(?:^|(?<=[.!?…]\s))[a-z]")
_ASIDE = re.compile(r"\([^)]*\)")
_FEMALE = {"subject": "she", "object": "her", "own": "her", "self": "herself"}
_MALE = {"subject": "he", "object": "him", "own": "his", "self": "himself"}
_OBJECT_VERBS = r"to|for|with|by|of|from|tells?|tell|gives?|takes?|lets?|reach|reached|ask"
_IRREGULAR = {"is": "are", "was": "were", "has": "have", "does": "do", "doesn't": "don't"}
_IRREGULAR |= {"isn't": "aren't", "wasn't": "weren't", "hasn't": "haven't", "goes": "go"}
_SINGULAR = frozenset({"always", "just", "as", "less", "this"})
_POSSESSIVE_BEFORE = r"(?!\s*(?:to|and|or|at|on|in|by|for|from|with|that|as|is|was|§my|$|[.,;:!?]))"
_FROM_HER = {
    "i'm": "you're",
    "i've": "you've",
    "i'd": "you'd",
    "i'll": "you'll",
    "i": "you",
    "my": "your",
    "me": "you",
    "mine": "yours",
    "myself": "yourself",
    "we're": "you're",
    "we've": "you've",
    "we'd": "you'd",
    "we": "you",
    "us": "you",
    "our": "your",
    "ours": "yours",
}
_BEFORE_I = re.compile(r"\bI (?:am|was)\b", re.I)
_ABOUT_ME = re.compile(r"\byou(?:rs?|rself)?\b", re.I)
_OPENERS = re.compile(
    r"^(?:(?:well|oh|look|so|and|but|because|right|ok|okay|no|yes|see|aye)\b,?\s*)+", re.I
)
_SMALL = frozenset(bank("small")["words"])
"""Words that don't keep a capital inside a sentence."""
LONGEST_ECHO = 18
"""Words that anybody gives back at once."""
SHORTEST_ECHO = 3


def to_her(text: str, name: str, pronouns: str) -> str:
    """A note about her, as the trainee would say it to her: ``she`` becomes ``you``.

    Words between quotation marks stay as they are, and so does everybody else in the note.
    """
    return _outside_quotes(text, lambda part: _about_her(part, name, pronouns, speaker=False))


def offered(text: str, name: str, pronouns: str) -> str:
    """A note on what the trainee can do, in his words: ``you`` is ``I``, ``she`` is ``you``."""
    return _outside_quotes(text, lambda part: _about_her(part, name, pronouns, speaker=True))


def first_sentences(text: str, most_words: int = 26) -> str:
    """The first sentence, and those after it that still fit into so many words."""
    kept: list[str] = []
    for sentence in _SENTENCE.split(text.strip()):
        if kept and len(" ".join([*kept, sentence]).split()) > most_words:
            break
        kept.append(sentence)
    return " ".join(kept)


def echo(said: str) -> str | None:
    """What she said, given back in few words and from the other side; ``None`` if too little."""
    sentences = [one for one in _SENTENCE.split(_ASIDE.sub("", said)) if not one.endswith("?")]
    clauses = [_short(_OPENERS.sub("", one)) for one in sentences if not _ABOUT_ME.search(one)]
    fit = [one for one in clauses if len(one.split()) >= SHORTEST_ECHO]
    if not fit:
        return None
    return _lower_start(_turned(max(fit, key=_weight)))


def sentences_upper(text: str) -> str:
    """The text with a capital at the start of each sentence."""
    return _START.sub(lambda found: found[0].upper(), text)


def lower(text: str) -> str:
    """The text with a small first letter, where its first word allows."""
    return _lower_start(text)


def _outside_quotes(text: str, change: Change) -> str:
    parts = _QUOTED.split(text)
    return "".join(part if at % 2 else change(part) for at, part in enumerate(parts))


def _about_her(part: str, name: str, pronouns: str, *, speaker: bool) -> str:
    words = _FEMALE if pronouns.startswith("she") else _MALE
    if speaker:
        part = re.sub(rf"\b({_OBJECT_VERBS}) you\b", r"\1 §me", part)
        part = re.sub(r"\byou\b", "§I", part, flags=re.I)
        part = re.sub(r"\byour\b", "§my", part, flags=re.I)
        part = re.sub(r"\byourself\b", "§myself", part, flags=re.I)
        part = re.sub(r"§I are\b", "§I am", part)
    part = re.sub(rf"\b{re.escape(name)}(?:'s|’s)", "your", part)
    part = re.sub(rf"\b{re.escape(name)} (\S+)", lambda one: f"you {_plural(one[1])}", part)
    part = re.sub(rf"\b{re.escape(name)}\b", "you", part)
    part = re.sub(rf"\b{words['subject']} (\S+)", _agree, part, flags=re.I)
    part = re.sub(rf"\b{words['self']}\b", "yourself", part)
    part = _possessive(part, words)
    return part.replace("§", "")


def _agree(found: "re.Match[str]") -> str:
    return f"{'You' if found[0][0].isupper() else 'you'} {_plural(found[1])}"


def _plural(verb: str) -> str:
    bare = verb.rstrip(".,;")
    if bare in _IRREGULAR:
        return verb.replace(bare, _IRREGULAR[bare], 1)
    if bare.endswith("s") and not bare.endswith("ss") and bare not in _SINGULAR:
        return verb.replace(bare, bare[:-1], 1)
    return verb


def _possessive(part: str, words: Mapping[str, str]) -> str:
    own, other = words["own"], words["object"]
    part = re.sub(rf"\b{own}\b{_POSSESSIVE_BEFORE}", "your", part)
    part = re.sub(rf"\b{own.capitalize()}\b{_POSSESSIVE_BEFORE}", "Your", part)
    return re.sub(rf"\b{other}\b", "you", part)


def _short(sentence: str) -> str:
    kept = ""
    for clause in re.split(r"(?<=[,;:])\s+", sentence.strip().rstrip(".!…")):
        longer = f"{kept} {clause}".strip()
        if kept and len(longer.split()) > LONGEST_ECHO:
            break
        kept = longer
    return " ".join(kept.rstrip(",;:").split()[:LONGEST_ECHO])


def _weight(sentence: str) -> int:
    words: list[str] = re.findall(r"[\w'’-]+", sentence)
    telling = sum(len(word) > 3 or word[0].isdigit() for word in words)
    return telling + 2 * any(word[0].isdigit() for word in words)


def _turned(sentence: str) -> str:
    sentence = _BEFORE_I.sub(
        lambda found: "you are" if found[0].endswith("am") else "you were", sentence
    )
    return re.sub(
        r"\b[A-Za-z]+(?:['’](?:m|ve|d|ll|re))?\b",
        lambda found: _FROM_HER.get(found[0].lower().replace("’", "'"), found[0]),
        sentence,
    )


def _lower_start(text: str) -> str:
    first = text.split(" ", 1)[0]
    plain = re.sub(r"\W+$", "", first).lower()
    known = plain in _SMALL or (plain in _FROM_HER and plain != "i")
    return text[:1].lower() + text[1:] if known else text
