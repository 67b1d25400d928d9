"""The outcome ladder: which rung a call may come to, and on what."""

from collections.abc import Iterable, Iterator
from typing import Literal

from simulator.authoring.scenario import Outcome
from simulator.persona.part import Part
from simulator.persona.situation import Here

Cause = Literal["asked", "offered", "goodbye", "time_out", "patience_out"]


def best(part: Part, here: Here, cause: Cause) -> Outcome | None:
    """The highest rung that ``cause`` may bring and whose condition holds."""
    return next(_holding(reversed(_rungs(part, here)), here, (cause,)), None)


def worst(part: Part, here: Here, *causes: Cause) -> Outcome:
    """The lowest rung that one of the causes may bring; the lowest of all if none may."""
    reached = next(_holding(_rungs(part, here), here, causes), None)
    named = (rung for rung in part.rungs if set(causes) & set(rung.on))
    return reached or next(named, part.rungs[0])


def ending(part: Part, here: Here, cause: Cause) -> Outcome:
    """The best rung, or the worst when none holds: for calls that end whatever was earned."""
    return best(part, here, cause) or worst(part, here, cause)


def _rungs(part: Part, here: Here) -> tuple[Outcome, ...]:
    standing = (set(here.raised) - set(here.met)) & part.objections.keys()
    return part.reluctant if standing else part.rungs


def _holding(rungs: Iterable[Outcome], here: Here, causes: Iterable[Cause]) -> Iterator[Outcome]:
    wanted = set(causes)
    return (rung for rung in rungs if wanted & set(rung.on) and rung.when.holds(here))
