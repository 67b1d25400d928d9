"""Phrase banks: many wordings of one thing, picked without repeats inside a call."""

import random
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TypeAlias

import yaml

_FOLDER = Path(__file__).parent / "wordings"
_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_START = re.compile(r"(?:^|(?<=[.!?…]\s))[a-z]")

Bank: TypeAlias = Mapping[str, tuple[str, ...]]


@cache
def bank(name: str, section: str | None = None) -> Bank:
    """The wordings of ``wordings/<name>.yaml`` by key, or of one section of it.

    A key of a section that holds a plain list is under ``any``.
    """
    held = yaml.safe_load((_FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    chosen = held if section is None else held[section]
    return {key: tuple(wordings) for key, wordings in chosen.items()}


class Phrases:
    """One trainee's way with words in one call: seeded, and never the same template twice.

    A bank that is used up starts again.
    """

    def __init__(self, wordings: Bank, draw: random.Random, slots: Mapping[str, str]) -> None:
        self._bank = wordings
        self._draw = draw
        self._slots = slots
        self._used: set[str] = set()

    def say(self, key: str, **slots: str) -> str:
        """A wording of ``key`` with its slots filled."""
        fresh = [one for one in self._bank[key] if one not in self._used]
        if not fresh:
            self._used -= set(self._bank[key])
            fresh = list(self._bank[key])
        template = self._draw.choice(fresh)
        self._used.add(template)
        return self.fill(template, **slots)

    def fill(self, template: str, **slots: str) -> str:
        """The template with its choices made and its slots filled."""
        chosen = _CHOICE.sub(lambda found: self._draw.choice(found[1].split("|")), template)
        text = chosen.format_map({**self._slots, **slots})
        return _START.sub(lambda found: found[0].upper(), " ".join(text.split()))

    def chance(self, share: float) -> bool:
        """True this share of the time."""
        return self._draw.random() < share
