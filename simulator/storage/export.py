"""A call in the format that was asked for, with its grade where people read it."""

from collections.abc import Iterator
from enum import StrEnum

from simulator.conversation.call import Call
from simulator.conversation.transcript import Section, to_html, to_json, to_markdown, to_vtt
from simulator.grading.level import feedback
from simulator.grading.review import told
from simulator.grading.scorecard import Overall, Override, Priority, Score, Scorecard
from simulator.vocabulary import Level


class Format(StrEnum):
    """What a call can be written as."""

    JSON = "json"
    VTT = "vtt"
    HTML = "html"
    MARKDOWN = "md"


def export(
    call: Call, to: Format, card: Scorecard | None = None, level: Level = Level.NOVICE
) -> str:
    """The call as text; a scorecard goes along where people read it (HTML, Markdown).

    Raises:
        CallError: a number in it isn't finite.
    """
    if to is Format.JSON:
        return to_json(call)
    if to is Format.VTT:
        return to_vtt(call)
    sections = debrief(card, level) if card else ()
    return to_html(call, sections) if to is Format.HTML else to_markdown(call, sections)


def debrief(card: Scorecard, level: Level = Level.NOVICE) -> tuple[Section, ...]:
    """A scorecard in words: first what worked, then what to do next, then the figures."""
    shown = feedback(card, level)
    parts = {
        "What worked": tuple(_with_quote(one.plus, one.quote) for one in shown.strengths),
        "Work on this next": tuple(line for one in shown.priorities for line in _priority(one)),
        "What fails the call": tuple(
            _with_override(f"{error.label} {error.better}", error.override)
            for error in card.blocking
        ),
        "Grade": tuple(_overalls(card)),
        "Scores": tuple(_score(score) for score in card.scores),
    }
    return tuple(Section(title, lines) for title, lines in parts.items() if lines)


def _priority(one: Priority) -> Iterator[str]:
    yield _with_quote(one.delta, one.quote)
    yield f"Better: “{one.better}”"


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
