"""Templates to HTML; everything that goes in is escaped unless a template says otherwise."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from simulator.conversation.view import clock_text
from simulator.grading.scorecard import Figure, Score, Scorecard
from simulator.grading.side_by_side import moved_in_words
from simulator.vocabulary import Channel, Difficulty, Kind

CHANNELS = {
    Channel.PHONE: "Phone call",
    Channel.VIDEO: "Video call",
    Channel.CHAT: "Chat",
    Channel.EMAIL: "E-mail",
}
KINDS = {Kind.COLD_CALL: "Cold outreach", Kind.SERVICE: "Service"}
DIFFICULTIES = {Difficulty.EASY: "Gentle", Difficulty.MIDDLE: "Medium", Difficulty.HARD: "Hard"}


def duration(seconds: float) -> str:
    """Seconds as a person says them: "90 seconds", "7 minutes"."""
    if seconds <= 120:
        return f"{seconds:.0f} seconds"
    minutes = seconds / 60
    return f"{minutes:.0f} minutes" if minutes >= 2 else "2 minutes"


def sentence(text: str) -> str:
    """The text with a capital and a full stop, as it stands otherwise."""
    text = text.strip()
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def number(value: float) -> str:
    """A figure as short as it can be: 12, 3.4, 0.25."""
    return f"{value:.0f}" if abs(value) >= 20 or value == int(value) else f"{value:.2g}"


def amount(figure: Figure) -> str:
    """A figure with its unit; shares of a whole as percent."""
    value = figure.value or 0.0
    if figure.unit.startswith("share"):
        return f"{value:.0%}{figure.unit.removeprefix('share')}"
    return f"{number(value)} {figure.unit}"


def share(score: Score) -> int:
    """How full a score's bar is, in percent."""
    low, high = score.scale
    return round(100 * ((score.value or 0.0) - low) / (high - low))


def points(score: Score) -> str:
    """A score on its scale, in words: "80 of 100", "3 of 5"."""
    low, high = score.scale
    if (low, high) == (0.0, 1.0):
        return f"{share(score)} of 100"
    return f"{number(score.value or 0.0)} of {number(high)}"


def ticks(text: str) -> Markup:
    """Text whose `commands` stand out; everything in it is escaped first."""
    parts = re.split(r"`([^`]+)`", text)
    marked = (
        Markup("<code>{}</code>").format(part) if at % 2 else escape(part)
        for at, part in enumerate(parts)
    )
    return Markup("").join(marked)


def graders(card: Scorecard) -> str:
    """Who gave a scorecard's scores: "checks 1, craft 1"."""
    named = {f"{score.grader.name} {score.grader.version}" for score in card.scores}
    return ", ".join(sorted(named))


def words(name: str) -> str:
    """An id as words: "talk_share" → "Talk share"."""
    return name.replace("_", " ").capitalize()


def render(template: str, **context: Any) -> str:  # noqa: ANN401 - whatever a template shows
    """Fill a template of this folder."""
    return _environment().get_template(template).render(context)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    for use in (duration, sentence, number, amount, share, points, ticks, graders, words):
        environment.filters[use.__name__] = use
    environment.filters["moved"] = moved_in_words
    environment.filters["clock"] = clock_text
    environment.globals["CHANNELS"] = CHANNELS
    environment.globals["KINDS"] = KINDS
    environment.globals["DIFFICULTIES"] = DIFFICULTIES
    return environment
