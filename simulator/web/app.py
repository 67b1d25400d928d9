"""The web app: our routes, our files, our shield, and Gradio's pages, as one FastAPI app."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import gradio as gr
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from simulator.errors import UserError
from simulator.settings import Settings
from simulator.web.api import make_router, tell
from simulator.web.blocks import build_blocks
from simulator.web.house import House, open_house
from simulator.web.playback import make_playback_router
from simulator.web.reviews_api import make_reviews_router
from simulator.web.shield import Shield, is_loopback
from simulator.web.voice_socket import make_voice_router

ASSETS = Path(__file__).parent / "assets"
HEAD = """
<link rel="stylesheet" href="/house/house.css">
<link rel="stylesheet" href="/house/call.css">
<script src="/house/house.js"></script>
<link rel="stylesheet" href="/house/voice/voice.css">
<script src="/house/call.js" defer></script>
<script src="/house/playback.js" defer></script>
<script src="/house/voice/voice.js" type="module"></script>
"""


def create_app(settings: Settings) -> FastAPI:
    """Build the app; what is broken in content or database shows on its first page.

    Args:
        settings: where to listen decides which hosts are answered.
    """
    house = open_house(settings)
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=_lifespan(house))
    app.add_middleware(Shield, local_only=is_loopback(settings.host))
    app.add_exception_handler(UserError, tell)
    app.include_router(make_router(house))
    app.include_router(make_reviews_router(house))
    app.include_router(make_playback_router(settings))
    app.include_router(make_voice_router(house.lines, house.voice))
    app.mount("/house", StaticFiles(directory=ASSETS))
    gr.mount_gradio_app(
        app,
        build_blocks(house),
        path="/",
        server_name=settings.host,
        server_port=settings.port,
        theme=_theme(),
        head=HEAD,
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        pwa=False,
        show_error=True,
        favicon_path=str(ASSETS / "favicon.svg"),
    )
    return app


def _lifespan(house: House) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        await house.lines.close()
        await house.sessions.close()
        house.store.close()

    return lifespan


def _theme() -> gr.themes.Base:
    # Named fonts would be fetched from a font service; the system's are here already.
    theme = gr.themes.Base(
        font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"]
    )
    return theme.set(
        body_background_fill="var(--paper)",
        body_background_fill_dark="var(--paper)",
        body_text_color="var(--ink)",
        body_text_color_dark="var(--ink)",
        block_label_text_color="var(--ink)",
        block_label_text_color_dark="var(--ink)",
        block_title_text_color="var(--ink)",
        block_title_text_color_dark="var(--ink)",
        block_info_text_color="var(--soft-ink)",
        block_info_text_color_dark="var(--soft-ink)",
        input_background_fill="var(--sheet)",
        input_background_fill_dark="var(--sheet)",
        input_border_color="var(--edge)",
        input_border_color_dark="var(--edge)",
        border_color_primary="var(--line)",
        border_color_primary_dark="var(--line)",
        color_accent="var(--green)",
        checkbox_background_color_selected="var(--green)",
        checkbox_background_color_selected_dark="var(--green)",
        checkbox_border_color="var(--edge)",
        checkbox_border_color_dark="var(--edge)",
        checkbox_label_background_fill="var(--sheet)",
        checkbox_label_background_fill_dark="var(--sheet)",
        checkbox_label_background_fill_selected="var(--green-wash)",
        checkbox_label_background_fill_selected_dark="var(--green-wash)",
        checkbox_label_text_color="var(--ink)",
        checkbox_label_text_color_dark="var(--ink)",
        checkbox_label_text_color_selected="var(--ink)",
        checkbox_label_text_color_selected_dark="var(--ink)",
    )
