"""Which way of realisation a model has earned: read from its audition, or a safe rule."""

import json
import re
from pathlib import Path
from typing import NamedTuple

from simulator.llm.catalogue import weights_of_digest
from simulator.llm.wording import Wording
from simulator.settings import Settings
from simulator.vocabulary import Realiser

AUDITIONS = "auditions"


class Earned(NamedTuple):
    """How a model may word moves, and why."""

    realiser: Realiser
    why: str
    """One short sentence for the page and the doctor."""
    auditioned: bool = False


def audition_file(settings: Settings, provider: str, name: str, digest: str | None) -> Path:
    """Where a model's audition is kept: ``auditions/<provider>-<name>-<digest>.json``."""
    parts = (provider, name, (digest or "unknown").removeprefix("sha256:")[:12])
    stem = "-".join(re.sub(r"[^A-Za-z0-9.]+", "_", part) for part in parts)
    return settings.data / AUDITIONS / f"{stem}.json"


def earned_by(settings: Settings, provider: str, name: str, digest: str | None) -> Earned:
    """What a model earned: forced by the settings, by its audition, as shipped, or by rule."""
    if settings.realiser is not None:
        return Earned(settings.realiser, "forced by the setting realiser")
    heard = _auditioned(audition_file(settings, provider, name, digest))
    if heard is not None:
        return Earned(heard, f"its audition here earned it {heard.value}", auditioned=True)
    shipped = weights_of_digest(digest)
    if shipped is not None:
        return Earned(shipped.earns, f"these weights earned {shipped.earns.value} before shipping")
    command = f"run `simulator model audition {provider}:{name}`"
    if digest is None:
        return Earned(Realiser.LINES, f"unknown weights, no audition yet: {command}")
    return Earned(Realiser.BRIDGE, f"no audition yet, so one guarded sentence at most: {command}")


def earned_realiser(settings: Settings, wording: Wording | None) -> Realiser:
    """How moves are worded with this model; authored lines when there is none."""
    if wording is None:
        return Realiser.LINES
    return earned_by(settings, wording.provider, wording.name, wording.digest).realiser


def _auditioned(file: Path) -> Realiser | None:
    try:
        return Realiser(json.loads(file.read_text(encoding="utf-8"))["earns"])
    except (OSError, ValueError, KeyError, TypeError):
        return None  # none yet, or a broken file: the rule below is the safe answer
