"""The rows: people with their facts, and questions that are about one of them or about none."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from training.understanding.rows import read as act_rows

ROOT = Path(__file__).parents[2]
DATA = Path(__file__).parent / "data"
NOTHING = "nothing"
"""Among the facts of a person: questions that none of them answers."""
ASKING = frozenset({"open_question", "closed_question", "small_talk"})
"""Acts whose rows may ask for something after all."""
LENGTHS = range(3, 31)
"""Words of such a row."""


class Fact(NamedTuple):
    """What can be asked about, as its author has it."""

    id: str
    cues: tuple[str, ...]
    """What it is called, and the words of a question about it."""
    says: tuple[str, ...]


class Question(NamedTuple):
    """One wording, and what it is about."""

    text: str
    fact: str | None


class Person(NamedTuple):
    """One persona with what she is asked."""

    name: str
    facts: tuple[Fact, ...]
    questions: tuple[Question, ...]


class Others(NamedTuple):
    """What doesn't ask for any fact."""

    idle: tuple[str, ...]
    """Questions about what nobody here has an answer to, and small sentences."""
    said: tuple[str, ...]
    """Sentences of the learned reader's rows that don't ask."""


def shipped() -> tuple[Person, ...]:
    """The personas that ship, with our questions."""
    asked: dict[str, dict[str, str]] = {}
    for path in sorted(DATA.glob("shipped_*.yaml")):
        for name, texts in _read(path).items():
            known = asked.setdefault(name, {})
            known.update({fact: known.get(fact, "") + text for fact, text in texts.items()})
    return tuple(_person(_read(persona_file(name)), texts) for name, texts in asked.items())


def invented() -> tuple[Person, ...]:
    """People of other worlds, facts and questions together."""
    found = []
    for path in sorted(DATA.glob("worlds_*.yaml")):
        for name, world in _read(path).items():
            facts = [{"id": each["called"], **each} for each in world["facts"]]
            asked = {each["id"]: each["asked"] for each in facts}
            found.append(_person({"id": name, "facts": facts}, {**asked, NOTHING: world[NOTHING]}))
    return tuple(found)


def others() -> Others:
    """What is said to anybody, and is about nothing that anybody here knows."""
    said = [row.text for row in act_rows() if row.acts is not None and not row.acts & ASKING]
    return Others(_idle(), tuple(text for text in said if len(text.split()) in LENGTHS))


def _idle() -> tuple[str, ...]:
    texts = (path.read_text(encoding="utf-8") for path in sorted(DATA.glob("idle_*.txt")))
    return tuple(line for text in texts for line in _lines(text))


def persona_file(name: str) -> Path:
    """Where a persona that ships is."""
    return ROOT / "personas" / f"{name}.yaml"


def _read(path: Path) -> Any:  # noqa: ANN401 - YAML holds anything
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip() and line[0] != "#"]


def _person(raw: Mapping[str, Any], asked: Mapping[str, str]) -> Person:
    facts = tuple(
        Fact(one["id"], (one["called"], *one["about"]), tuple(one["says"])) for one in raw["facts"]
    )
    unknown = set(asked) - {one.id for one in facts} - {NOTHING}
    if unknown:
        raise ValueError(f"{raw['id']} has no facts {sorted(unknown)}")
    questions = tuple(
        Question(text, None if fact == NOTHING else fact)
        for fact, texts in asked.items()
        for text in _lines(texts)
    )
    return Person(raw["id"], facts, questions)
