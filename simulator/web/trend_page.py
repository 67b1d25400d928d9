"""Your calls over time: each skill against your own start, drawn and as a table."""

from typing import TYPE_CHECKING, NamedTuple

from simulator.errors import UserError
from simulator.grading.trend import Graded, Skill, in_words, skills
from simulator.grading.trend_plot import figure
from simulator.storage.store import Past
from simulator.web.house import House
from simulator.web.markup import render

if TYPE_CHECKING:
    from plotly.graph_objects import Figure


class Row(NamedTuple):
    """One line of the table."""

    skill: Skill
    start: str
    latest: str
    change: str


class Trend(NamedTuple):
    """The parts of the page."""

    top: str
    plot: "Figure | None"
    table: str


def trend_page(house: House, dark: bool) -> Trend:
    """The page.

    Raises:
        StorageError: the store fails.
    """
    calls = [_graded(house, past) for past in house.store.history()]
    found = skills(calls)
    rows = [_row(skill) for skill in found]
    return Trend(
        top=render("trend_top.html", count=len(calls), drawn=bool(found)),
        plot=figure(found, "dark" if dark else "light") if found else None,
        table=render("trend_table.html", rows=rows, calls=list(reversed(calls))),
    )


def _graded(house: House, past: Past) -> Graded:
    return Graded(past.call, _title(house, past), past.at, past.card)


def _title(house: House, past: Past) -> str:
    if past.scenario is None:
        return "A call from elsewhere"
    try:
        return house.catalogue.scenario(past.scenario).title
    except UserError:
        return past.scenario


def _row(skill: Skill) -> Row:
    if skill.start is None or skill.latest is None or skill.change is None:
        return Row(skill, "", "", "")
    change = in_words(skill.change, signed=True)
    return Row(skill, in_words(skill.start), in_words(skill.latest), change)
