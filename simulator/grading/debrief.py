"""The scorecard as plain text for a terminal: what to do next first, figures last."""

import re
from collections.abc import Iterator, Sequence
from textwrap import fill

from simulator.grading.level import feedback
from simulator.grading.review import told
from simulator.grading.scorecard import (
    Figure,
    Overall,
    Override,
    Priority,
    Quote,
    Score,
    Scorecard,
    Strength,
)
from simulator.vocabulary import Level

WIDTH = 88
QUOTE_CHARACTERS = 160
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def as_text(card: Scorecard, level: Level = Level.NOVICE) -> str:
    """The debrief; words from the call can't command the terminal."""
    told_now = feedback(card, level)
    parts = (
        [_ending(card)],
        _priorities(told_now.priorities),
        _strengths(told_now.strengths),
        _blocking(card),
        _scores(card),
        _pacing(card),
        _totals(card),
    )
    return "\n\n".join("\n".join(lines) for lines in map(list, parts) if lines) + "\n"


def _clean(text: str) -> str:
    return _CONTROL.sub(" ", " ".join(text.split()))


def _wrapped(text: str, indent: str) -> str:
    return fill(_clean(text), WIDTH, initial_indent=indent, subsequent_indent=indent)


def _quoted(turn: str | None, quote: str | None) -> str:
    if quote is None:
        return ""
    words = _clean(quote)
    shown = words if len(words) <= QUOTE_CHARACTERS else words[:QUOTE_CHARACTERS].rstrip() + "…"
    return f"“{shown}” ({turn})"


def _ending(card: Scorecard) -> str:
    return _clean(f"How it ended: {card.outcome.label if card.outcome else 'not over'}")


def _priorities(priorities: Sequence[Priority]) -> Iterator[str]:
    if priorities:
        yield "Work on next"
    for one in priorities:
        yield _wrapped(one.delta, "  ")
        if one.quote:
            yield _wrapped(f"There: {_quoted(one.turn, one.quote)}", "  ")
        yield _wrapped(f"Better: “{one.better}”", "  ")
        if one.suggested:
            yield _wrapped(f"Or, in a language model's words: “{one.suggested}”", "  ")


def _strengths(strengths: Sequence[Strength]) -> Iterator[str]:
    if strengths:
        yield "What worked"
    for strength in strengths:
        yield _wrapped(f"{strength.plus} {_quoted(strength.turn, strength.quote)}", "  ")


def _blocking(card: Scorecard) -> Iterator[str]:
    if card.blocking:
        yield "What fails the call"
    for error in card.blocking:
        yield _wrapped(f"{error.label}: {_quotes(error.evidence)}", "  ")
        yield from _override(error.override)


def _quotes(evidence: tuple[Quote, ...]) -> str:
    return "; ".join(_quoted(quote.turn, quote.quote) for quote in evidence)


def _scores(card: Scorecard) -> Iterator[str]:
    yield "Scores"
    for score in card.scores:
        yield _wrapped(f"{_value(score)}  {score.label}", "  ")
        yield _wrapped(score.explanation, "        ")
        if score.evidence:
            yield _wrapped(_quotes(score.evidence), "        ")
        yield from _override(score.override)


def _override(override: Override | None) -> Iterator[str]:
    if override is not None:
        yield _wrapped(f"Beside it: {told(override)}", "        ")


def _value(score: Score) -> str:
    if score.value is None:
        return "  – "
    return f"{score.value:.2f}" if score.scale[0] == 0 else f"{score.value:.1f}/{score.scale[1]:g}"


def _pacing(card: Scorecard) -> Iterator[str]:
    yield "Pacing (shown, not scored)"
    for name, figure in card.pacing.items():
        yield _wrapped(f"{name.replace('_', ' ')}: {_measure(figure)}", "  ")


def _measure(figure: Figure) -> str:
    if figure.value is None:
        return figure.says
    norm = ""
    if figure.norm:
        norm = f" Usual: {figure.norm[0]:g} to {figure.norm[1]:g} ({figure.source})."
    return f"{figure.says}{norm}"


def _totals(card: Scorecard) -> Iterator[str]:
    yield _clean(f"Total: {_points(card.overall)}")
    yield _wrapped(card.overall.how, "  ")
    if card.reviewed is not None:
        yield _clean(f"Total with people's values: {_points(card.reviewed)}")
        yield _wrapped(card.reviewed.how, "  ")


def _points(total: Overall) -> str:
    return "none" if total.value is None else f"{total.value:.1f} of 100"
