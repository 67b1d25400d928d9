"""The shield: what may ask this server, how much, and what its pages may load."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = ("127.0.0.1", "localhost", "::1")
LARGEST_ORDER = 1_000_000
"""Bytes of a request to the live call; a turn of 20,000 characters stays below it."""
SAFE = ("GET", "HEAD", "OPTIONS")

POLICY = "; ".join(
    (
        "default-src 'self'",
        # Gradio builds its pages from inline scripts and compiled templates.
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
"""Nothing may be loaded from, or sent to, anywhere but this server."""


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach that address."""
    return host in LOOPBACK


class Shield:
    """Refuses other sites' requests and oversized ones, and sends the content policy.

    A page of another site must not drive this server through the trainee's browser: its requests
    carry an ``Origin`` that isn't ours, or, after a change of its DNS entry, a ``Host`` that isn't.
    """

    def __init__(self, app: ASGIApp, local_only: bool) -> None:
        self._app = app
        self._local_only = local_only

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it with the reason why not."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope, Headers(scope=scope))
        if refusal is not None and scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": "refused"})
            return
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        await self._app(scope, receive, _with_policy(send))

    def _refusal(self, scope: Scope, headers: Headers) -> JSONResponse | None:
        host = headers.get("host", "")
        if self._local_only and not is_loopback(_name(host)):
            return JSONResponse({"message": "This server answers this machine only."}, 403)
        origin = headers.get("origin")
        unsafe = scope["type"] == "websocket" or scope["method"] not in SAFE
        if unsafe and origin is not None and origin.partition("://")[2] != host:
            return JSONResponse({"message": "Another site may not do this."}, 403)
        length = headers.get("content-length", "")
        large = length.isdecimal() and int(length) > LARGEST_ORDER
        if scope["path"].startswith("/api/") and large:
            return JSONResponse({"message": "That is too long to say in one turn."}, 413)
        return None


def _name(host: str) -> str:
    """The host without its port: ``[::1]:7860`` → ``::1``."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]


def _with_policy(send: Send) -> Send:
    async def send_with(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers["Content-Security-Policy"] = POLICY
            headers["X-Content-Type-Options"] = "nosniff"
            headers["Referrer-Policy"] = "no-referrer"
        await send(message)

    return send_with
