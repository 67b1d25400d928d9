"""Orders: what is said to a machine or an examiner, and never to the person on the line."""

import re
from collections.abc import Iterator

from simulator.understanding import phrases
from simulator.understanding.disguise import readings
from simulator.understanding.text import Sentence, sentences

WORTH_QUOTING = 120
"""Characters of a disguised or marked-up stretch that are quoted."""

_KINDS = ("rules", "machine", "obey", "parts", "marks", "vile")
_MARKUP = re.compile(
    r"<!--|</?(?!(?:b|i|u|em|strong|br|p)\b)[a-z][a-z0-9_|-]*(?:\s[^<>@]*)?/?>|<\|[a-z_]{1,20}\|>"
    r"|\[\s*/?\s*(?:system|inst|assistant|admin|developer|stage|direction|note)\b"
    r"|^\s*#{2,}\s*\w|^\s*(?:system|assistant|user|developer|grader|caller|trainee)\s*:"
    r"|\{\{|\{%|```|\{\s*\"\w+\"\s*:|\"role\"\s*:|\b(?:stage )?direction\s*:"
    r"|\b(?:update|insert|delete|drop|select)\b[^.?!\n]*\b(?:set|into|from|table)\b[^.?!\n]*(?:;|--)"
    r"|^\s*format:\s*simulator|\bgrader\s*:",
    re.IGNORECASE | re.MULTILINE,
)
_FIELDS = re.compile(
    r"^\s*(?:-\s+)?(?:trust|patience|interest|distress|disclosed|reached|outcome|on|id|move)\s*:",
    re.MULTILINE,
)
_STAGED = re.compile(
    r"^\s*[*(\[](?:She|He|They|[A-Z][a-z]+) (?:\w+ly )?[a-z]+s\b[^*)\]]*[*)\]]\s*$"
)
_LABELLED = re.compile(r"\b(?!Re|Fwd|Subject)([A-Z][a-z]{1,20}):\s.*\b\1:", re.DOTALL)
_TURNED = re.compile("[\u202a-\u202e\u2066-\u2069]")
_BLOB = re.compile(r"(?<![A-Za-z0-9+/=])[A-Za-z0-9+/]{24,}={0,2}(?![A-Za-z0-9+/=])")
_HEXED = re.compile(
    r"(?:\\x[0-9a-f]{2}|\\u[0-9a-f]{4}|%[0-9a-f]{2}){6}|(?:\b[01]{8}\b ?){4}|\b0x[0-9a-f]{10,}"
    r"|(?=(?:[0-9a-f]{2}[ :,])*?(?:\d[a-f]|[a-f]\d))(?:\b[0-9a-f]{2}\b[ :,]?){8}",
    re.IGNORECASE,
)
_PATTERNS = (_MARKUP, _FIELDS, _STAGED, _LABELLED, _TURNED, _BLOB, _HEXED)


def ordered(sentence: Sentence) -> bool:
    """Whether the sentence is one for a machine."""
    if phrases.says(sentence, "faults", "innocent") or phrases.says(sentence, "attacks", "decent"):
        return False
    return phrases.says(sentence, "faults", "injection") or any(
        phrases.says(sentence, "attacks", kind) for kind in _KINDS
    )


def pries(sentence: Sentence) -> bool:
    """Whether it asks for the private thing by another road."""
    return _meant(sentence, "pries")


def claims_a_yes(sentence: Sentence) -> bool:
    """Whether it speaks of a yes as given that nobody gave."""
    return _meant(sentence, "promised")


def _meant(sentence: Sentence, kind: str) -> bool:
    return phrases.says(sentence, "attacks", kind) and not phrases.says(
        sentence, "attacks", "decent"
    )


def disguised(text: str) -> Iterator[str]:
    """Stretches of the text that hold markup, code, or orders in disguise."""
    for pattern in _PATTERNS:
        match = pattern.search(text)
        if match and (pattern is not _BLOB or _encoded(match[0])):
            yield text[match.start() : match.start() + WORTH_QUOTING]
    for reading in readings(text):
        if any(ordered(sentence) or pries(sentence) for sentence in sentences(reading)):
            yield text[:WORTH_QUOTING].strip()


def _encoded(blob: str) -> bool:
    """Whether it looks like base64 and not like a long word or a shout."""
    kinds = (str.isupper, str.islower, str.isdigit)
    return (
        sum(any(kind(letter) for letter in blob) for kind in kinds) >= 2 and not blob.isalpha()
    ) or (sum(letter.isupper() for letter in blob[1:]) >= 5 and any(map(str.islower, blob)))
