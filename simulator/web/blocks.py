"""The Gradio pages: one set of Blocks whose address says which view is shown."""

import asyncio
import threading
from datetime import UTC, datetime
from typing import Any, NamedTuple

import gradio as gr

from simulator.errors import UserError
from simulator.vocabulary import Difficulty
from simulator.web.briefing import begin_card, briefing_body, briefing_head
from simulator.web.call_page import call_page
from simulator.web.debrief import debrief_page
from simulator.web.disputes import disputes_page
from simulator.web.home import home_page
from simulator.web.house import House, warm_for
from simulator.web.markup import render
from simulator.web.models_panel import models_panel
from simulator.web.plain import QUIET, plain
from simulator.web.trend_page import trend_page

IS_DARK = "() => [document.body.classList.contains('dark') ? 'dark' : 'light']"
ADDRESS = "(d, s) => [d, s, new URLSearchParams(location.search).get('briefing') || '']"
PRESETS = [
    ("Gentler", Difficulty.EASY.value),
    ("As written", Difficulty.MIDDLE.value),
    ("Harder", Difficulty.HARD.value),
]


class BriefingView(NamedTuple):
    """What the briefing is made of."""

    row: gr.Row
    text: gr.HTML
    begin: gr.HTML


class DebriefView(NamedTuple):
    """What the debrief is made of."""

    row: gr.Row
    top: gr.HTML
    plot: gr.Plot
    timeline: gr.Plot
    rest: gr.HTML
    transcript: gr.HTML


class TrendView(NamedTuple):
    """What the page of your calls over time is made of."""

    column: gr.Column
    plot: gr.Plot
    table: gr.HTML


class Views(NamedTuple):
    """The components that are filled when a page is opened."""

    page: gr.HTML
    briefing: BriefingView
    debrief: DebriefView
    trend: TrendView
    models: gr.Column

    def all(self) -> list[Any]:
        """Every component, as an event's outputs."""
        return [self.page, *self.briefing, *self.debrief, *self.trend, self.models]


Updates = dict[Any, Any]


def build_blocks(house: House) -> gr.Blocks:
    """All pages of one house."""
    blocks: gr.Blocks = gr.Blocks(analytics_enabled=False, title="Rehearsal")
    with blocks:
        theme = gr.Textbox(visible=False)
        page = plain()
        briefing, debrief, trend = _briefing(house), _debrief(), _trend()
        views = Views(page, briefing, debrief, trend, models_panel(house, blocks))

        async def show(theme: str, request: gr.Request) -> Updates:
            return await _show(house, views, dict(request.query_params), theme == "dark")

        blocks.load(show, [theme], views.all(), js=IS_DARK, concurrency_limit=None, **QUIET)
    return blocks


# ---- which view


async def _show(house: House, views: Views, query: dict[str, str], dark: bool) -> Updates:
    """Fill the view that the address names; every other stays hidden."""
    try:
        if "call" in query:
            return await _show_call(house, views, query["call"])
        if "briefing" in query:
            return await _show_briefing(house, views, query["briefing"])
        if "debrief" in query:
            return await _show_debrief(house, views, query, dark)
        if "disputes" in query:
            now = datetime.now(UTC)
            return {views.page: await asyncio.to_thread(disputes_page, house, now)}
        if "trend" in query:
            return await _show_trend(house, views, dark)
    except UserError as error:
        return {views.page: _trouble(error, query.get("call"))}
    page = await asyncio.to_thread(home_page, house, datetime.now(UTC))
    return {views.page: page, views.models: gr.Column(visible=True)}


async def _show_call(house: House, views: Views, call_id: str) -> Updates:
    live = await house.sessions.come_back(call_id)
    return {views.page: call_page(call_id, live.cast)}


async def _show_briefing(house: House, views: Views, scenario: str) -> Updates:
    cast = await asyncio.to_thread(house.catalogue.cast, scenario)
    return {
        views.page: briefing_head(cast),
        views.briefing.row: gr.Row(visible=True),
        views.briefing.text: briefing_body(cast),
        views.briefing.begin: begin_card(cast),
    }


async def _show_debrief(house: House, views: Views, query: dict[str, str], dark: bool) -> Updates:
    card = query.get("card", "")
    number = int(card) if card.isdecimal() and card.isascii() else None
    debrief = await debrief_page(house, query["debrief"], datetime.now(UTC), dark, number)
    return {
        views.page: debrief.head,
        views.debrief.row: gr.Row(visible=True),
        views.debrief.top: debrief.top,
        views.debrief.rest: debrief.rest,
        views.debrief.transcript: debrief.transcript,
        views.debrief.plot: gr.Plot(value=debrief.plot, visible=debrief.plot is not None),
        views.debrief.timeline: gr.Plot(
            value=debrief.timeline, visible=debrief.timeline is not None
        ),
    }


async def _show_trend(house: House, views: Views, dark: bool) -> Updates:
    trend = await asyncio.to_thread(trend_page, house, dark)
    return {
        views.page: trend.top,
        views.trend.column: gr.Column(visible=True),
        views.trend.table: trend.table,
        views.trend.plot: gr.Plot(value=trend.plot, visible=trend.plot is not None),
    }


def _trouble(error: UserError, call_id: str | None) -> str:
    return render(
        "trouble.html",
        title="That can’t be opened",
        message=str(error).splitlines()[0],
        debrief=call_id,
    )


# ---- briefing


def _briefing(house: House) -> BriefingView:
    with gr.Row(visible=False, elem_classes="beside") as row:
        with gr.Column(scale=3, min_width=320):
            text = plain()
        with gr.Column(scale=2, min_width=300, elem_classes=["our-form", "sticky"]):
            begin = plain()
            preset = gr.Radio(PRESETS, value=Difficulty.MIDDLE.value, label="How hard")
            with gr.Accordion("Advanced", open=False):
                seed = gr.Number(
                    None,
                    label="Seed",
                    info="The same seed and the same words play the same call.",
                    precision=0,
                    minimum=0,
                )
            start = gr.Button("Start", variant="primary")
            said = plain()
            scenario = gr.Textbox(visible=False)

    async def begin_call(preset: str, seed: float | None, scenario: str) -> str:
        number = None if seed is None else int(seed)
        try:
            call_id = await house.sessions.begin(scenario, Difficulty(preset), number)
        except UserError as error:
            return render("message.html", text=str(error), tone="care", go=None)
        warming = (house.catalogue.cast(scenario),)
        threading.Thread(target=warm_for, args=warming, name="warm-up", daemon=True).start()
        return render("message.html", text="Here we go.", tone="good", go=f"/?call={call_id}")

    start.click(begin_call, [preset, seed, scenario], [said], js=ADDRESS, queue=False, **QUIET)
    return BriefingView(row, text, begin)


# ---- your calls over time


def _trend() -> TrendView:
    with gr.Column(visible=False) as column:
        with gr.Column(elem_classes="trace"):
            plot = gr.Plot(show_label=False, container=False)
        table = plain()
    return TrendView(column, plot, table)


# ---- debrief


def _debrief() -> DebriefView:
    with gr.Row(visible=False, elem_classes="beside") as row:
        with gr.Column(scale=3, min_width=320):
            top = plain()
            with gr.Column(elem_classes="trace"):
                plot = gr.Plot(show_label=False, container=False)
            with gr.Column(elem_classes="trace"):
                timeline = gr.Plot(show_label=False, container=False)
            rest = plain()
        with gr.Column(scale=2, min_width=300):
            transcript = plain()
    return DebriefView(row, top, plot, timeline, rest, transcript)
