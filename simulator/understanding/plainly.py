"""What is said, put plainly before anything is matched: falters out, a question's "do" put back.

Whoever stutters, thinks aloud or speaks a second language says the same in other words; the words
as they stand in the text, and so every quote, stay theirs.
"""

import re
from collections.abc import Sequence

_UMS = frozenset({"um", "umm", "uh", "uhm", "er", "err", "erm"})
_SAID_TWICE = frozenset({"bye", "ha", "had", "no", "now", "so", "that", "there", "very", "well"})
"""Words that are said twice on purpose."""
_BEGUN = re.compile(r"\b([^\W\d_]{1,7})-[,….]* (?=\1)", re.IGNORECASE)
"""A word broken off and begun again: "ta- takes"."""
_ASIDE = re.compile(r"(?<![\w'])(?:you know|i mean),(?: |$)", re.IGNORECASE)
_UMMED = re.compile(rf"\b(?:{'|'.join(sorted(_UMS))})\b[,….]*\s*", re.IGNORECASE)
_TWICE = re.compile(r"\b([^\W\d_]+)(?: \1\b)+", re.IGNORECASE)
_DROPPED_G = re.compile(r"(?<=[a-z]{2})in'(?!\w)")
_ASKED = frozenset({"how", "what", "where", "when", "why"})
_SUBJECTS = frozenset({"i", "you", "we", "they"})
_HELPS = frozenset({
    "am", "are", "can", "could", "did", "do", "had", "have", "may", "might", "must", "need",
    "shall", "should", "was", "were", "will", "would",
})  # fmt: skip


def smooth(plain: str) -> str:
    """Lower-case text without words that were broken off, and without asides between commas."""
    if "-" in plain or "," in plain:
        plain = _ASIDE.sub(" ", _BEGUN.sub("", plain))
    return _DROPPED_G.sub("ing", plain) if "in'" in plain else plain


def fluent(tokens: Sequence[str]) -> list[str]:
    """Tokens without filled pauses and without a word said twice; all of them if nothing else is.

    Digits are kept: "2 2" may be part of a number.
    """
    spoken = [token for token in tokens if token not in _UMS] or list(tokens)
    return [
        token
        for at, token in enumerate(spoken)
        if at == 0 or token != spoken[at - 1] or token in _SAID_TWICE or not token.isalpha()
    ]


def steady(text: str) -> str:
    """A text as it stands, without filled pauses, words begun twice and words said twice."""
    kept = _TWICE.sub(_once, _UMMED.sub("", _ASIDE.sub(" ", _BEGUN.sub("", text))))
    return " ".join(kept.split()) if kept.strip(" ,.…!?-") else text


def _once(match: re.Match[str]) -> str:
    return match[0] if match[1].lower() in _SAID_TWICE else match[1]


def with_do(tokens: Sequence[str]) -> list[str]:
    """A question's tokens with the "do" that a second language leaves out: "how you handle"."""
    for at, token in enumerate(tokens[:-2]):
        if token in _ASKED and tokens[at + 1] in _SUBJECTS and tokens[at + 2] not in _HELPS:
            return [*tokens[: at + 1], "do", *tokens[at + 1 :]]
    return list(tokens)
