"""What every Gradio part of ours has in common."""

from typing import Any

import gradio as gr

# Private events stay reachable over HTTP: they must hold against any caller all the same.
QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}

VIEWS = ("call", "briefing", "debrief", "disputes", "trend")
"""The keys of an address that name a view; without one it is the first page."""


def plain() -> gr.HTML:
    """An empty place for our own markup, without Gradio's styling of it."""
    return gr.HTML("", apply_default_css=False)
