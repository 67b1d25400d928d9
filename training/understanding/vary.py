"""The same row as another hand, or a speech recogniser, would have written it."""

import random
import re
from collections.abc import Sequence

from training.understanding.rows import Row

LOWER, TYPO, FILLED, LEANER, ALONE, JOINED = 0.3, 0.08, 0.08, 0.06, 0.08, 0.15
"""Share of rows that lose case and marks, get a typo, get a filler, lose articles, lose the other
person's line, are run together with another row."""
FILLERS = ("um", "er", "well", "so", "like", "you know", "erm", "ah")
JOINTS = (" and ", ", ", " so ", " ", "… ", ". ", ". ", " and also ")
_MARKS = re.compile(r"[.,!?;:…]+(?=\s|$)")
_ARTICLES = re.compile(r"\b(?:the|a|an) ", re.I)
_HER_LINE = frozenset(
    {"reflect", "handle_objection", "agree", "inform", "name_loss", "confirm", "state_purpose"}
)
"""Acts that can't be told without the other person's line."""


def varied(row: Row, others: Sequence[Row], chance: random.Random) -> Row:
    """One wording more of the row, with the same labels; of two rows run together, with both's."""
    if chance.random() < JOINED:
        row = _joined(row, chance.choice(others), chance)
    said, text = row.said, row.text
    acts = row.acts or frozenset()
    if not acts & _HER_LINE and not row.faults and chance.random() < ALONE:
        said = ""
    if chance.random() < FILLED:
        text = _filled(text, chance)
    if chance.random() < LEANER:
        text = _ARTICLES.sub("", text)
    if chance.random() < TYPO:
        text = mistyped(text, chance)
    if chance.random() < LOWER:
        text = unmarked(text)
        said = said.lower() if chance.random() < 0.5 else said
    return row._replace(said=said, text=text) if text.strip() else row


def _joined(row: Row, other: Row, chance: random.Random) -> Row:
    """Both texts in one breath, in answer to the first one's line."""
    if row.acts is None or other.acts is None or other.acts & _HER_LINE or other.faults:
        return row
    joint = chance.choice(JOINTS)
    head = row.text if joint == ". " else row.text.rstrip(".,;…")
    tail = other.text if joint == ". " else other.text[0].lower() + other.text[1:]
    return row._replace(text=head.rstrip(".") + joint + tail, acts=row.acts | other.acts)


def unmarked(text: str) -> str:
    """As a speech recogniser writes it."""
    return _MARKS.sub("", text).lower()


def _filled(text: str, chance: random.Random) -> str:
    words = text.split()
    at = chance.randrange(len(words) + 1)
    return " ".join([*words[:at], chance.choice(FILLERS), *words[at:]])


def mistyped(text: str, chance: random.Random) -> str:
    """A letter dropped, doubled, or swapped with the next."""
    if len(text) < 6:
        return text
    at = chance.randrange(1, len(text) - 2)
    changed = chance.choice((text[at + 1] + text[at], text[at] * 2 + text[at + 1], text[at + 1]))
    return text[:at] + changed + text[at + 2 :]
