"""Every model that is there and every one that could be had, as text and as data."""

from typing import NamedTuple

from simulator.llm.catalogue import CATALOGUE, Weights
from simulator.llm.chooser import NO_MODEL, available, in_use
from simulator.llm.earned import Earned, earned_by
from simulator.llm.found import Found, Survey
from simulator.llm.weights import file_of
from simulator.settings import Settings


class Entry(NamedTuple):
    """One model, and how it may word moves."""

    found: Found
    earned: Earned
    chosen: bool
    """Whether it is the one in use."""

    def as_json(self) -> dict[str, object]:
        """For programs."""
        return {
            "id": self.found.id,
            "provider": self.found.provider,
            "name": self.found.name,
            "digest": self.found.digest,
            "bytes": self.found.size,
            "note": self.found.note,
            "realiser": self.earned.realiser.value,
            "why": self.earned.why,
            "auditioned": self.earned.auditioned,
            "in_use": self.chosen,
        }

    def as_line(self) -> str:
        """For people."""
        mark = "*" if self.chosen else " "
        note = f" ({self.found.note})" if self.found.note else ""
        return f"{mark} {self.found.id}{note}: {self.earned.realiser.value}; {self.earned.why}"


class Listing(NamedTuple):
    """What ``simulator model list`` shows."""

    in_use: str
    """``provider:name``, or ``none``."""
    surveys: tuple[Survey, ...]
    entries: tuple[Entry, ...]
    to_be_had: tuple[Weights, ...]

    def as_json(self) -> dict[str, object]:
        """For programs."""
        return {
            "in_use": self.in_use,
            "models": [entry.as_json() for entry in self.entries],
            "providers": [
                {"id": at.provider, "ready": at.ready, "note": at.note, "fix": at.fix}
                for at in self.surveys
            ],
            "to_be_had": [
                {"name": weights.name, "title": weights.title, "bytes": weights.size}
                for weights in self.to_be_had
            ],
        }

    def as_lines(self) -> list[str]:
        """For people."""
        lines = [f"In use: {self.in_use}" + (" (authored lines)" * (self.in_use == NO_MODEL))]
        for survey in self.surveys:
            fix = f"; {survey.fix}" if survey.fix else ""
            lines.append(f"{survey.title}: {survey.note}{fix}")
            held = [entry for entry in self.entries if entry.found.provider == survey.provider]
            lines.extend(f"  {entry.as_line()}" for entry in held)
        lines.extend(
            f"To be had: `simulator model get {weights.name}` ({weights.note})"
            for weights in self.to_be_had
        )
        return lines


def listing(settings: Settings) -> Listing:
    """Look around; takes two seconds at most."""
    surveys = available(settings)
    chosen = in_use(surveys, settings)
    entries = tuple(
        Entry(model, earned_by(settings, *model[:3]), model.id == chosen)
        for survey in surveys
        for model in survey.models
    )
    missing = tuple(weights for weights in CATALOGUE if not file_of(settings, weights).is_file())
    return Listing(chosen, surveys, entries, missing)
