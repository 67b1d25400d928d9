"""Who finds the words: the picker of models on the first page."""

import asyncio
from collections.abc import AsyncIterator

import gradio as gr

from simulator.errors import UserError
from simulator.llm.chooser import NO_MODEL
from simulator.llm.weights import Progress
from simulator.vocabulary import Realiser
from simulator.web.home import standing_card
from simulator.web.house import House
from simulator.web.markup import render
from simulator.web.models import AUTOMATIC
from simulator.web.plain import QUIET, VIEWS, plain

WAYS = [
    ("As earned", ""),
    ("Authored lines", Realiser.LINES.value),
    ("Lines and a bridge", Realiser.BRIDGE.value),
    ("Improvise", Realiser.IMPROVISE.value),
]


def models_panel(house: House, blocks: gr.Blocks) -> gr.Column:
    """The status line, the picker, and the button that gets the embedded weights."""
    column: gr.Column = gr.Column(visible=False)
    with column:
        standing = plain()
        with gr.Row(elem_classes=["our-form", "models"]):
            model = gr.Dropdown([("Choose by itself", AUTOMATIC)], value="", label="Model")
            way = gr.Radio(WAYS, value="", label="How moves are worded")
        get = gr.Button("Get the small model (1.1 GB)", visible=False, elem_classes="fit")
        fetched = plain()

    async def look(request: gr.Request) -> tuple[str, gr.Dropdown, gr.Radio, gr.Button]:
        if any(view in request.query_params for view in VIEWS):
            return "", gr.Dropdown(), gr.Radio(), gr.Button()
        return await asyncio.to_thread(_standing, house)

    async def choose(model: str, way: str) -> tuple[str, gr.Dropdown, gr.Radio, gr.Button]:
        house.models.choose(model or AUTOMATIC, Realiser(way) if way else None)
        return await asyncio.to_thread(_standing, house)

    shown = [standing, model, way, get]
    for control in (model, way):
        control.input(choose, [model, way], shown, concurrency_limit=None, **QUIET)

    async def fetch() -> AsyncIterator[str]:
        async for line in _fetching(house):
            yield line

    get.click(fetch, None, [fetched], **QUIET).then(look, None, shown, **QUIET)
    blocks.load(look, None, shown, concurrency_limit=None, **QUIET)
    return column


def _standing(house: House) -> tuple[str, gr.Dropdown, gr.Radio, gr.Button]:
    try:
        surveys = house.models.surveys()
        text = standing_card(house.models.standing(surveys))
    except UserError as error:
        surveys, text = (), render("message.html", text=str(error), tone="care", go=None)
    held = [
        (f"{found.name} · {survey.title}", found.id)
        for survey in surveys
        for found in survey.models
    ]
    choices = [("Choose by itself", AUTOMATIC), ("Authored lines, no model", NO_MODEL), *held]
    if house.models.model not in [value for _, value in choices]:
        choices.append((house.models.model, house.models.model))
    forced = house.models.realiser
    return (
        text,
        gr.Dropdown(choices, value=house.models.model),
        gr.Radio(value=forced.value if forced else ""),
        gr.Button(visible=not house.models.has_weights()),
    )


async def _fetching(house: House) -> AsyncIterator[str]:
    """Fetch the weights, and say how far it has come twice a second."""
    latest = [Progress("the first source", 0, 1)]

    def tell(progress: Progress) -> None:
        latest[0] = progress

    task = asyncio.create_task(asyncio.to_thread(house.models.fetch_weights, tell))
    while not task.done():
        yield render("progress.html", progress=latest[0])
        await asyncio.wait({task}, timeout=0.5)
    try:
        yield render("message.html", text=task.result(), tone="good", go=None)
    except UserError as error:
        yield render("message.html", text=str(error), tone="care", go=None)
