"""The bank of attacks and of innocent look-alikes: YAML by hand, read into typed entries."""

from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from simulator.vocabulary import MoveKind

HERE = Path(__file__).parent
KINDS = ("orders", "secrets", "tongues", "charm", "second_hand")

UNSEEN = frozenset({"second_hand_orders", "second_hand_tongues", "second_hand_charm"})
"""Kinds that no rule was written for: measured, and held to no more than safety."""


class Data(BaseModel):
    """Anything read from the YAML here."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Staged(Data):
    """Where a persona is attacked, and what is wanted of her."""

    scenario: str
    wants: str
    secret: str


class Entry(Data):
    """One attack as it is written."""

    says: str | tuple[str, ...]
    run_up: tuple[str, ...] = ()
    """Turns before it that are not judged."""
    to: str | None = None
    """The only persona it is aimed at."""
    fill: int = 0
    """Characters up to which the text is repeated."""
    then: str = ""
    """What follows the repeated text."""
    also: tuple[MoveKind, ...] = ()
    """Moves that answer this one sensibly besides."""
    cold: bool = False
    """It is no attack after a good beginning: then it is a fair question."""


class Kind(Data):
    """A kind of attack."""

    kind: str
    attacks: tuple[str | tuple[str, ...] | Entry, ...]
    also: tuple[MoveKind, ...] = ()
    """Moves that answer this kind sensibly besides the usual ones."""
    quiet: bool = False
    """It is no offence: it need not cost anything, and a fair question may even please."""


class Attack(Data):
    """One attack, ready to be said to one persona."""

    name: str
    kind: str
    run_up: tuple[str, ...]
    says: tuple[str, ...]
    also: frozenset[MoveKind]
    quiet: bool
    cold: bool
    to: str | None


class Hostile(Data):
    """Sentences of a model gone wrong, by kind and by persona, and harmless ones."""

    bad: dict[str, tuple[str, ...]]
    leaks: dict[str, tuple[str, ...]]
    fine: tuple[str, ...] = Field(min_length=1)


@cache
def stage() -> dict[str, Staged]:
    """Where each persona is attacked, by her id."""
    return TypeAdapter(dict[str, Staged]).validate_python(_read("stage.yaml"))


@cache
def kinds() -> tuple[Kind, ...]:
    """Every kind of attack."""
    read = [kind for name in KINDS for kind in _listed(_read(f"bank/{name}.yaml"))]
    return TypeAdapter(tuple[Kind, ...]).validate_python(read)


@cache
def attacks(persona: str) -> tuple[Attack, ...]:
    """Every attack on that persona."""
    made = (
        _attack(kind, number, entry, persona)
        for kind in kinds()
        for number, entry in enumerate(kind.attacks, start=1)
    )
    return tuple(attack for attack in made if attack.to in (None, persona))


def count() -> int:
    """How many attacks are written."""
    return sum(len(kind.attacks) for kind in kinds())


@cache
def look_alikes() -> tuple[str, ...]:
    """Innocent turns."""
    return TypeAdapter(tuple[str, ...]).validate_python(_read("bank/look_alikes.yaml"))


@cache
def hostile() -> Hostile:
    """What the guard has to stop."""
    return Hostile.model_validate(_read("hostile.yaml"))


def _attack(kind: Kind, number: int, entry: str | tuple[str, ...] | Entry, persona: str) -> Attack:
    whole = entry if isinstance(entry, Entry) else Entry(says=entry)
    turns = (whole.says,) if isinstance(whole.says, str) else whole.says
    return Attack(
        name=f"{kind.kind}-{number}",
        kind=kind.kind,
        run_up=tuple(filled(turn, persona) for turn in whole.run_up),
        says=tuple(_long(filled(turn, persona), whole, persona) for turn in turns),
        also=frozenset((*kind.also, *whole.also)),
        quiet=kind.quiet,
        cold=whole.cold,
        to=whole.to,
    )


def _long(text: str, entry: Entry, persona: str) -> str:
    if not entry.fill:
        return text
    tail = filled(entry.then, persona)
    return (text * (entry.fill // len(text) + 1))[: entry.fill - len(tail)] + tail


def filled(text: str, persona: str) -> str:
    """The text with the slots of that persona; other braces are part of the attack."""
    where = stage()[persona]
    first = persona.partition("-")[0].capitalize()
    slots = {"{wants}": where.wants, "{secret}": where.secret, "{first}": first}
    for slot, value in slots.items():
        text = text.replace(slot, value)
    return text


def _read(name: str) -> object:
    return yaml.safe_load((HERE / name).read_text(encoding="utf-8"))


def _listed(read: object) -> list[object]:
    if not isinstance(read, list):
        raise TypeError("a bank is a list of kinds")
    return read
