"""A stored call as a file to take away."""

from collections.abc import Callable
from typing import NamedTuple

from fastapi.responses import JSONResponse, Response

from simulator.conversation.call import Call
from simulator.conversation.transcript import to_html, to_json, to_markdown, to_vtt


class Form(NamedTuple):
    """One way of writing a call down."""

    label: str
    suffix: str
    media_type: str
    write: Callable[[Call], str]


FORMS: dict[str, Form] = {
    "json": Form("JSON", "json", "application/json", to_json),
    "vtt": Form("WebVTT captions", "vtt", "text/vtt; charset=utf-8", to_vtt),
    "md": Form("Markdown", "md", "text/markdown; charset=utf-8", to_markdown),
    "html": Form("HTML", "html", "text/html; charset=utf-8", to_html),
}


def export(call: Call, form: str) -> Response:
    """The call as a download; 404 for a form there isn't."""
    chosen = FORMS.get(form)
    if chosen is None:
        return JSONResponse({"message": f"There is no export called {form[:20]}."}, 404)
    name = f"call-{call.id}.{chosen.suffix}"
    return Response(
        chosen.write(call),
        media_type=chosen.media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
