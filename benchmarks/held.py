"""The held-out lines, written blind: whoever mends what reads them should not read them."""

from pathlib import Path
from typing import NamedTuple, TypeAlias

import yaml

LINES = Path(__file__).parent.parent / "tests" / "understanding" / "data"
NOTHING = "nothing"
"""Among the facts of a persona: questions that none of them answers."""

Questions: TypeAlias = dict[str, dict[str, list[str]]]
"""Persona, fact, wordings."""


class Utterance(NamedTuple):
    """One labelled trainee line."""

    family: str
    """Of call: sales, service, other."""
    said: str
    """The other person's last words."""
    text: str
    acts: frozenset[str]
    look_alike: bool
    """It has words of an act or a fault that mean something else here."""


class Worded(NamedTuple):
    """One move of a trainee's, in several people's words."""

    move: str
    act: str
    """The act that every wording shows."""
    said: str
    """The other person's last words."""
    wordings: tuple[str, ...]


def utterances() -> tuple[Utterance, ...]:
    """The lines that are labelled with acts."""
    read = yaml.safe_load(_text("utterances_held2"))
    return tuple(
        Utterance(
            row["family"],
            row["said"],
            row["text"],
            frozenset(row["acts"]),
            row.get("look_alike", False),
        )
        for row in read
        if "acts" in row
    )


def paraphrases() -> tuple[Worded, ...]:
    """Every move with its wordings."""
    read = yaml.safe_load(_text("paraphrases_held"))
    return tuple(
        Worded(row["move"], row["act"], row["said"], tuple(row["wordings"])) for row in read
    )


def questions() -> Questions:
    """What each persona is asked, by the fact that the question is about."""
    read: Questions = yaml.safe_load(_text("fact_questions_held"))
    return read


def _text(name: str) -> str:
    return (LINES / f"{name}.yaml").read_text(encoding="utf-8")
