"""Conditions: when a line may be said, a fact opens, a rule applies or an outcome is reached."""

import operator
import re
from collections.abc import Callable, Collection
from typing import Annotated, Protocol

from pydantic import StringConstraints

from simulator.authoring.base import Authored, Identifier
from simulator.vocabulary import Act, Channel, Fault

COMPARISON = r"^(>=|<=|>|<|=)\s*(\d+(?:\.\d+)?)$"
Comparison = Annotated[str, StringConstraints(strict=True, pattern=COMPARISON)]
"""A bound on a number, as text: ``">= 0.4"``, ``"< 20"``."""

_OPERATORS: dict[str, Callable[[float, float], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "=": operator.eq,
}


def holds(comparison: str, value: float) -> bool:
    """Whether ``value`` keeps the bound, e.g. ``holds(">= 0.4", 0.5)``."""
    match = re.match(COMPARISON, comparison)
    if match is None:
        raise ValueError(f"not a comparison: {comparison!r}")
    return _OPERATORS[match[1]](value, float(match[2]))


class Situation(Protocol):
    """What a condition is asked about: the call at one moment, after the trainee's turn."""

    trust: float
    patience: float
    interest: float
    distress: float
    seconds_left: float
    turn: int  # trainee turns so far, this one included
    channel: Channel
    done: Collection[Act]  # trainee acts so far
    now: Collection[Act]  # acts of this turn
    faults: Collection[Fault]  # faults so far
    faults_now: Collection[Fault]  # faults of this turn
    used: Collection[str]  # dossier items and company facts rightly used so far
    used_now: Collection[str]
    disclosed: Collection[str]
    raised: Collection[str]
    met: Collection[str]


class Condition(Authored):
    """All that is stated must hold; a condition that states nothing always holds."""

    trust: Comparison | None = None
    patience: Comparison | None = None
    interest: Comparison | None = None
    distress: Comparison | None = None
    seconds_left: Comparison | None = None
    turn: Comparison | None = None
    channel: tuple[Channel, ...] = ()
    done: tuple[Act, ...] = ()
    """All of these acts have happened in the call."""
    now: tuple[Act, ...] = ()
    """At least one of these acts happens in this turn."""
    faults_now: tuple[Fault, ...] = ()
    """At least one of these faults happens in this turn."""
    without: tuple[Fault, ...] = ()
    """None of these faults has happened in the call."""
    used: tuple[Identifier, ...] = ()
    """All of these dossier items or company facts have been used rightly."""
    used_any: tuple[Identifier, ...] = ()
    """At least one of these has been used rightly."""
    disclosed: tuple[Identifier, ...] = ()
    """All of these facts of hers have been told."""
    raised: tuple[Identifier, ...] = ()
    """All of these objections have been raised."""
    met: tuple[Identifier, ...] = ()
    """All of these objections have been met."""

    def holds(self, at: Situation) -> bool:
        """Whether every stated part holds in the situation."""
        return self._numbers_hold(at) and self._sets_hold(at)

    def _numbers_hold(self, at: Situation) -> bool:
        bounds = (
            (self.trust, at.trust),
            (self.patience, at.patience),
            (self.interest, at.interest),
            (self.distress, at.distress),
            (self.seconds_left, at.seconds_left),
            (self.turn, at.turn),
        )
        return all(bound is None or holds(bound, value) for bound, value in bounds)

    def _sets_hold(self, at: Situation) -> bool:
        every = (
            (self.done, at.done),
            (self.used, at.used),
            (self.disclosed, at.disclosed),
            (self.raised, at.raised),
            (self.met, at.met),
        )
        some = (
            (self.now, at.now),
            (self.faults_now, at.faults_now),
            (self.used_any, at.used),
            (self.channel, (at.channel,)),
        )
        return (
            all(set(wanted) <= set(there) for wanted, there in every)
            and all(not wanted or set(wanted) & set(there) for wanted, there in some)
            and not set(self.without) & set(at.faults)
        )
