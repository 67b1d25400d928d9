"""A call in the format that was asked for, with its grade where people read it."""

from collections.abc import Iterator
from enum import StrEnum

from simulator.conversation.call import Call
from simulator.conversation.transcript import Section, to_html, to_json, to_markdown, to_vtt
from simulator.grading.review import told
from simulator.grading.scorecard import Overall, Override, Score, Scorecard


class Format(StrEnum):
    """What a call can be written as."""

    JSON = "json"
    VTT = "vtt"
    HTML = "html"
    MARKDOWN = "md"


def export(call: Call, to: Format, card: Scorecard | None = None) -> str:
    """The call as text; a scorecard goes along where people read it (HTML, Markdown).

    Raises:
        CallError: a number in it isn't finite.
    """
    if to is Format.JSON:
        return to_json(call)
    if to is Format.VTT:
        return to_vtt(call)
    sections = debrief(card) if card else ()
    return to_html(call, sections) if to is Format.HTML else to_markdown(call, sections)


def debrief(card: Scorecard) -> tuple[Section, ...]:
    """A scorecard in words: first what worked, then the one thing to do next, then the figures."""
    parts = {
        "What worked": tuple(_strengths(card)),
        "Work on this next": tuple(_priority(card)),
        "What fails the call": tuple(
            _with_override(f"{error.label} {error.better}", error.override)
            for error in card.blocking
        ),
        "Grade": tuple(_overalls(card)),
        "Scores": tuple(_score(score) for score in card.scores),
    }
    return tuple(Section(title, lines) for title, lines in parts.items() if lines)


def _strengths(card: Scorecard) -> Iterator[str]:
    for strength in card.strengths:
        yield _with_quote(strength.plus, strength.quote)


def _priority(card: Scorecard) -> Iterator[str]:
    if card.priority is not None:
        yield _with_quote(card.priority.delta, card.priority.quote)
        yield f"Better: “{card.priority.better}”"


def _with_quote(text: str, quote: str | None) -> str:
    return f"{text} “{quote}”" if quote else text


def _with_override(text: str, override: Override | None) -> str:
    return f"{text} [Beside it: {told(override)}]" if override else text


def _overalls(card: Scorecard) -> Iterator[str]:
    yield _overall(card.overall)
    if card.reviewed is not None:
        yield f"With people's values: {_overall(card.reviewed)}"


def _overall(total: Overall) -> str:
    return f"{'Not scored' if total.value is None else f'{total.value:.0f} of 100'}. {total.how}"


def _score(score: Score) -> str:
    if score.value is None:
        text = f"{score.label}: not scored. {score.unscored_reason or score.explanation}"
    else:
        low, high = score.scale
        text = f"{score.label}: {score.value:g} ({low:g} to {high:g}). {score.explanation}"
    return _with_override(text, score.override)
