"""Talk written down without marks, as some recognisers do: where a question begins in it."""

import re

_HELPS = r"(?:do|does|did|is|are|was|were|can|could|would|will|should|shall|have|has|had|may|might)"
_WHO = r"(?:you|your|i|we|it|he|she|they|there|the|a|an|this|that|these|those|any\w*|some\w*)"
_ASKED = (
    r"(?:how(?: (?:many|much|long|often|far)(?: \w+){0,2})?"
    r"|what(?: (?:kind|sort|time|else)(?: of)?(?: \w+)?)?|when|where|why|who|which(?: \w+)?)"
)
_QUESTION = re.compile(
    rf"(?:{_ASKED} {_HELPS} {_WHO}|(?:how|what|where|who)(?:'s|'re) {_WHO}|{_HELPS} (?:you|i|we)"
    rf"|how (?:many|much|long|often|far)(?: \w+){{1,3}}? {_HELPS}"
    r"|what (?:happens|seems|holds|makes|brings|keeps|would) (?:it|them|you|to|for|that|there)"
    rf"|{_HELPS} (?:there|it|they|he|she|any\w+) [a-z]+)\b"
)
"""A question word with its verb and subject turned round, or verb and subject alone."""
_LEAD = re.compile(r"(?:(?:so|and|but|then|well|okay|ok|now) )?")
_AFTER_SUBJECT = re.compile(r"\b(?:i|you|we|he|she|they|it|that|if|what|how|when|where|why|who)$")
"""What a verb belongs to that stands before it: "if I may I would" asks nothing."""


def begins_question(plain: str) -> bool:
    """Whether lower-case text without marks begins as a question does."""
    lead = _LEAD.match(plain)
    return _QUESTION.match(plain, lead.end() if lead else 0) is not None


def question_starts(plain: str) -> list[int]:
    """Where in lower-case text without marks a new question begins; not at its very start."""
    return [
        match.start()
        for match in _QUESTION.finditer(plain)
        if match.start() and not _AFTER_SUBJECT.search(plain[: match.start()].rstrip())
    ]
