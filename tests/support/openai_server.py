"""A small server with OpenAI's chat protocol, for the road to any compatible server."""

import json
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class OpenAIServer:
    """Plays its pieces on every request; ``status`` or ``cut`` breaks it."""

    def __init__(self, pieces: Sequence[str]) -> None:
        self.pieces = pieces
        self.status = 200
        self.cut = False
        """End the stream without its last chunk."""
        self.silent = False
        self.released = threading.Event()
        self.requests: list[tuple[str, Mapping[str, object], str]] = []
        """Path, body and authorisation of every request."""
        self.http = _Http(("127.0.0.1", 0), _Handler)
        self.http.openai = self

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.http.server_address[1]}/v1"


@contextmanager
def openai_server(pieces: Sequence[str] = ("Who", " is this?")) -> Iterator[OpenAIServer]:
    """A running server, stopped at the end."""
    server = OpenAIServer(pieces)
    thread = threading.Thread(target=server.http.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield server
    finally:
        server.released.set()
        server.http.shutdown()
        server.http.server_close()
        thread.join()


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    openai: OpenAIServer

    def handle_error(self, request: object, client_address: object) -> None:
        """A client may hang up."""


class _Handler(BaseHTTPRequestHandler):
    server: _Http

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        self._note({})
        self._whole({"object": "list", "data": [{"id": "local-7b", "object": "model"}]})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self._note(body)
        server = self.server.openai
        if server.silent:
            server.released.wait()
        elif server.status != 200:
            self._whole({"error": {"message": "no", "type": "x", "code": None}})
        else:
            self._stream(server)

    def _note(self, body: Mapping[str, object]) -> None:
        key = self.headers.get("Authorization", "")
        self.server.openai.requests.append((self.path, body, key))

    def _stream(self, server: OpenAIServer) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        for piece in server.pieces:
            self._event({"content": piece}, None)
        if not server.cut:
            self._event({}, "stop")
            self.wfile.write(b"data: [DONE]\n\n")

    def _event(self, delta: Mapping[str, str], finished: str | None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": finished}
        chunk = {
            "id": "1",
            "object": "chat.completion.chunk",
            "created": 1,
            "model": "local-7b",
            "choices": [choice],
        }
        self.wfile.write(b"data: " + json.dumps(chunk).encode() + b"\n\n")
        self.wfile.flush()

    def _whole(self, found: object) -> None:
        data = json.dumps(found).encode()
        self.send_response(self.server.openai.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
