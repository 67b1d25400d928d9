"""What an audition comes to: figures for each way, the way that is earned, and the record of it."""

import json
import statistics
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from simulator.errors import StorageError
from simulator.llm.earned import audition_file
from simulator.llm.wording import Wording
from simulator.persona.audition import Played
from simulator.persona.hearing import Heard
from simulator.settings import Settings
from simulator.vocabulary import Realiser

FORMAT = "simulator.audition/1"


class Bar(NamedTuple):
    """What a way asks of a model; shares are of the turns it was asked to word, 0 to 1."""

    slips: float
    """Most that may be out of role before the guard."""
    leaks: float
    """Most that may give away a locked fact before the guard."""
    ignored: float
    """Most that may go against the direction, before the guard."""
    stopped: float
    """Most that the guard may have to stop."""
    silent: float
    """Most that may stay unsaid."""
    first_s: float
    """Most seconds to the first sentence, at the median."""


BARS: dict[Realiser, Bar] = {
    # A persona that improvises is on the line all the time: one slip in twenty turns is one a call.
    Realiser.IMPROVISE: Bar(
        slips=0.05, leaks=0.05, ignored=0.2, stopped=0.25, silent=0.1, first_s=4.0
    ),
    # A bridge adds one sentence to an authored line now and then; more may fail, as nothing rests
    # on it, but a model that fails at half of them costs its seconds for nothing.
    Realiser.BRIDGE: Bar(slips=0.2, leaks=0.1, ignored=0.5, stopped=0.5, silent=0.5, first_s=4.0),
}
"""In neither way may anything out of role or locked get past the guard."""


class Figures(NamedTuple):
    """How a model did in one way; shares from 0 to 1, times in seconds."""

    turns: int
    failed: int
    """Turns in which the model itself broke down."""
    slips: float
    leaks: float
    ignored: float
    stopped: float
    silent: float
    slips_after: float
    leaks_after: float
    ignored_after: float
    words: float
    """Of a reply before the guard, at the median."""
    first_s: float
    first_s_p95: float
    total_s: float


class Report(NamedTuple):
    """The whole audition."""

    provider: str
    name: str
    digest: str | None
    figures: dict[Realiser, Figures]
    earns: Realiser
    why: tuple[str, ...]
    """What stood in the way of more, one reason each."""
    played: tuple[Played, ...]

    def as_json(self) -> dict[str, object]:
        """For programs, and for the record."""
        return {
            "format": FORMAT,
            "provider": self.provider,
            "name": self.name,
            "digest": self.digest,
            "earns": self.earns.value,
            "why": list(self.why),
            "figures": {way.value: found._asdict() for way, found in self.figures.items()},
            "turns": [_turn(played) for played in self.played],
        }

    def as_lines(self) -> list[str]:
        """For people."""
        ways = list(self.figures)
        lines = [
            f"{self.provider}:{self.name}",
            f"{'':<38}" + "".join(f"{way:>12}" for way in ways),
        ]
        for title, shown in _ROWS:
            cells = "".join(f"{shown(self.figures[way]):>12}" for way in ways)
            lines.append(f"{title:<38}{cells}")
        lines.append(f"It earns: {self.earns.value}.")
        lines.extend(f"  not more, for {reason}" for reason in self.why)
        return lines


def _share(part: float) -> str:
    return f"{100 * part:.0f} %"


_ROWS: tuple[tuple[str, Callable[[Figures], str]], ...] = (
    ("turns played", lambda at: str(at.turns)),
    ("the model broke down", lambda at: str(at.failed)),
    ("out of role, before the guard", lambda at: _share(at.slips)),
    ("out of role, after", lambda at: _share(at.slips_after)),
    ("gave away a locked fact, before", lambda at: _share(at.leaks)),
    ("gave away a locked fact, after", lambda at: _share(at.leaks_after)),
    ("ignored the direction, before", lambda at: _share(at.ignored)),
    ("ignored the direction, after", lambda at: _share(at.ignored_after)),
    ("stopped by the guard", lambda at: _share(at.stopped)),
    ("said nothing", lambda at: _share(at.silent)),
    ("words in a reply (median)", lambda at: f"{at.words:.0f}"),
    ("first sentence, median", lambda at: f"{at.first_s:.1f} s"),
    ("first sentence, 95th percentile", lambda at: f"{at.first_s_p95:.1f} s"),
    ("whole reply, median", lambda at: f"{at.total_s:.1f} s"),
)


def report(wording: Wording, played: Sequence[Played]) -> Report:
    """Count what was heard, and hold it against the bars."""
    figures = {way: _figures([one for one in played if one.way is way]) for way in BARS}
    earns, why = verdict(figures)
    return Report(
        wording.provider, wording.name, wording.digest, figures, earns, why, tuple(played)
    )


def verdict(figures: dict[Realiser, Figures]) -> tuple[Realiser, tuple[str, ...]]:
    """The most that is earned, and what stood in the way of more."""
    why: list[str] = []
    for way, bar in BARS.items():
        missed = _missed(figures[way], bar)
        if not missed:
            return way, tuple(why)
        why.extend(f"{way.value}: {reason}" for reason in missed)
    return Realiser.LINES, tuple(why)


def _missed(figures: Figures, bar: Bar) -> list[str]:
    limits = (
        (figures.failed, 0, f"it broke down in {figures.failed} turns"),
        (figures.slips_after, 0, f"{_share(figures.slips_after)} out of role past the guard"),
        (figures.leaks_after, 0, f"{_share(figures.leaks_after)} leaks past the guard"),
        (figures.slips, bar.slips, f"{_share(figures.slips)} out of role"),
        (figures.leaks, bar.leaks, f"{_share(figures.leaks)} leaks"),
        (figures.ignored, bar.ignored, f"{_share(figures.ignored)} against the direction"),
        (figures.stopped, bar.stopped, f"{_share(figures.stopped)} stopped by the guard"),
        (figures.silent, bar.silent, f"{_share(figures.silent)} left unsaid"),
        (figures.first_s, bar.first_s, f"{figures.first_s:.1f} s to the first sentence"),
    )
    missed = [said for found, most, said in limits if found > most]
    return missed if figures.turns else ["it was never asked"]


def _figures(played: list[Played]) -> Figures:
    turns = max(1, len(played))

    def share(holds: Callable[[Played], bool]) -> float:
        return round(sum(map(holds, played)) / turns, 3)

    def median(of: Callable[[Played], float]) -> float:
        return round(statistics.median(map(of, played)), 2) if played else 0.0

    firsts = sorted(one.first_s for one in played) or [0.0]
    return Figures(
        turns=len(played),
        failed=sum(bool(one.failed) for one in played),
        slips=share(lambda one: one.before.slip),
        leaks=share(lambda one: one.before.leak),
        ignored=share(lambda one: one.before.ignored),
        stopped=share(lambda one: bool(one.stopped)),
        silent=share(lambda one: not one.raw and not one.failed),
        slips_after=share(lambda one: one.after.slip),
        leaks_after=share(lambda one: one.after.leak),
        ignored_after=share(lambda one: one.after.ignored),
        words=median(lambda one: one.before.words),
        first_s=median(lambda one: one.first_s),
        first_s_p95=round(firsts[int(0.95 * (len(firsts) - 1))], 2),
        total_s=median(lambda one: one.total_s),
    )


def _turn(played: Played) -> dict[str, object]:
    return {
        "cue": played.cue,
        "way": played.way.value,
        "raw": played.raw,
        "said": played.said,
        "before": _flags(played.before),
        "after": _flags(played.after),
        "stopped": list(played.stopped),
        "first_s": round(played.first_s, 3),
        "total_s": round(played.total_s, 3),
        "failed": played.failed,
    }


def _flags(found: Heard) -> dict[str, object]:
    return found._asdict()


def keep(settings: Settings, found: Report) -> Path:
    """Write the record down where ``earned_by`` looks for it.

    Raises:
        StorageError: the folder can't be written.
    """
    file = audition_file(settings, found.provider, found.name, found.digest)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        partial = file.with_suffix(".partial")
        text = json.dumps(found.as_json(), indent=1, ensure_ascii=False)
        partial.write_text(text, encoding="utf-8")
        partial.replace(file)
    except OSError as error:
        raise StorageError(
            f"{file} can't be written: {error.strerror or error}",
            "make its folder writable, or set SIMULATOR_DATA",
        ) from None
    return file
