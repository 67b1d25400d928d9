"""A small server with Ollama's HTTP API, over scripted replies or real weights, with faults."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from math import log
from typing import NamedTuple

from simulator.llm.engine import Delta, engine_for

CREATED = "2026-01-01T00:00:00.000000Z"
VERSION = "0.32.0"

Request = Mapping[str, object]
Say = Callable[[str], bool]
"""Sends a piece of text; ``True`` means that the client has gone."""
Speaker = Callable[[Request, Say], None]
"""Answers one request piece by piece."""


class Fault(StrEnum):
    """What goes wrong with the next answers."""

    MISSING = "missing"  # 404 with Ollama's wording, though the model is listed
    REFUSES = "refuses"  # 500
    REFUSES_LATE = "refuses_late"  # an error line after the first piece
    GARBAGE = "garbage"  # a line that is no JSON
    HALF_LINE = "half_line"  # the answer stops in the middle of a line
    CUT = "cut"  # the answer stops after a whole line, without its end
    DROPS = "drops"  # the connection breaks in mid-reply
    STALLS = "stalls"  # nothing more after the first piece
    SILENT = "silent"  # not even a first byte
    WRONG_SHAPE = "wrong_shape"  # JSON that breaks the schema
    NO_JSON = "no_json"  # prose where JSON was asked for


class Served(NamedTuple):
    """A model as the server lists it."""

    name: str
    digest: str = "a" * 64
    size: int = 1000
    family: str = "llama"


def scripted(*replies: Sequence[str], objects: Sequence[object] = ()) -> Speaker:
    """Play the replies in order, the last one for ever; objects where a schema is asked for."""
    texts, answers = iter(replies), iter(objects)
    last: list[Sequence[str]] = [["Go on."]]

    def speak(request: Request, say: Say) -> None:
        if request.get("format"):
            say(json.dumps(next(answers, {})))
            return
        last[0] = next(texts, last[0])
        for piece in last[0]:
            if say(piece):
                return

    return speak


def weights(path: str, context: int = 2048) -> Speaker:
    """Answer with real weights; options and the schema are passed on as Ollama does."""

    def speak(request: Request, say: Say) -> None:
        def take(delta: Delta) -> bool:
            return bool(delta.text) and say(delta.text)

        engine_for(path, context).chat(_for_engine(request), take)

    return speak


def _for_engine(request: Request) -> dict[str, object]:
    options = request.get("options")
    options = options if isinstance(options, dict) else {}
    names = {
        "num_predict": "max_tokens",
        "temperature": "temperature",
        "seed": "seed",
        "stop": "stop",
    }
    wanted: dict[str, object] = {
        ours: options[theirs] for theirs, ours in names.items() if theirs in options
    }
    wanted["messages"] = request["messages"]
    if schema := request.get("format"):
        form = {"schema": schema}
        wanted["response_format"] = {"type": "json_schema", "json_schema": form}
    return wanted


class OllamaServer:
    """Listens on a free port of the loopback; set ``fault`` to break it."""

    def __init__(self, speaker: Speaker, models: Sequence[Served]) -> None:
        self.speaker = speaker
        self.models = list(models)
        self.fault: Fault | None = None
        self.requests: list[tuple[str, Request]] = []
        """Path and body of every request, oldest first."""
        self.hung_up = threading.Event()
        """Set once a client has gone before the end of its answer."""
        self.released = threading.Event()
        """Set at the end, so that stalled answers don't outlive the test."""
        self._http = _Http(("127.0.0.1", 0), _Handler)
        self._http.ollama = self
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,))

    @property
    def host(self) -> str:
        """As ``OLLAMA_HOST`` takes it."""
        return f"127.0.0.1:{self._http.server_address[1]}"

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def stop(self) -> None:
        """Refuse connections from now on."""
        if self.released.is_set():
            return
        self.released.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def chats(self) -> list[Request]:
        """The bodies of the chat requests."""
        return [body for path, body in self.requests if path == "/api/chat"]


@contextmanager
def ollama_server(
    speaker: Speaker | None = None, models: Sequence[Served] = (Served("tiny:latest"),)
) -> Iterator[OllamaServer]:
    """A running server, stopped at the end."""
    server = OllamaServer(speaker or scripted(), models)
    server.start()
    try:
        yield server
    finally:
        server.stop()


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    ollama: OllamaServer

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what some tests are about."""


class _Gone(Exception):
    """The client has hung up."""


class _CutShort(Exception):
    """The answer ends here, though it isn't whole."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Http

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        ollama = self.server.ollama
        ollama.requests.append((self.path, {}))
        answers: dict[str, object] = {
            "/api/version": {"version": VERSION},
            "/api/tags": {"models": [_listed(model) for model in ollama.models]},
            "/api/ps": {"models": []},
        }
        found = answers.get(self.path)
        self._whole(200 if found else 404, found or {"error": "not found"})

    def do_POST(self) -> None:
        ollama = self.server.ollama
        length = int(self.headers.get("Content-Length", "0"))
        body = json.loads(self.rfile.read(length) or b"{}")
        ollama.requests.append((self.path, body))
        if ollama.fault is Fault.SILENT:
            ollama.released.wait()
            return
        if ollama.fault is Fault.MISSING or not self._holds(str(body.get("model"))):
            self._whole(404, {"error": f"model '{body.get('model')}' not found"})
        elif ollama.fault is Fault.REFUSES:
            self._whole(500, {"error": "llama runner process has terminated: exit status 2"})
        elif self.path == "/api/show":
            self._whole(200, {"model_info": {}, "capabilities": ["completion"], "details": {}})
        else:
            self._answer(body)

    def _holds(self, name: str) -> bool:
        wanted = name if ":" in name else f"{name}:latest"
        return any(model.name == wanted for model in self.server.ollama.models)

    def _answer(self, body: Request) -> None:
        self.close_connection = True
        streams = body.get("stream", True)
        shape = _chat if self.path == "/api/chat" else _generate
        if self.path == "/api/generate":
            prompt = {"role": "user", "content": body.get("prompt", "")}
            body = {**body, "messages": [prompt]}
        if not streams:
            self._whole(200, shape(body, self._all_of(body), done=True))
            return
        self._stream(body, shape)

    def _all_of(self, body: Request) -> str:
        said: list[str] = []

        def say(text: str) -> bool:
            said.append(text)
            return False

        self.server.ollama.speaker(body, say)
        return "".join(said)

    def _stream(self, body: Request, shape: "_Shape") -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/x-ndjson")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        try:
            with suppress(_CutShort):
                self._pieces(body, shape)
            self._chunk(b"")
        except _Gone:
            self.server.ollama.hung_up.set()

    def _pieces(self, body: Request, shape: "_Shape") -> None:
        ollama = self.server.ollama

        def say(text: str) -> bool:
            self._line(shape(body, text, done=False))
            self._break_in_mid_reply()
            return ollama.released.is_set()

        if ollama.fault is Fault.WRONG_SHAPE:
            say('{"unasked": 1}')
        elif ollama.fault is Fault.NO_JSON:
            say("Certainly! Here is your answer.")
        else:
            ollama.speaker(body, say)
        if ollama.fault is not Fault.CUT:
            self._line(shape(body, "", done=True))

    def _break_in_mid_reply(self) -> None:
        fault = self.server.ollama.fault
        if fault is Fault.STALLS:
            self.server.ollama.released.wait()
        elif fault is Fault.GARBAGE:
            self._chunk(b"<html>502 Bad Gateway</html>\n")
        elif fault is Fault.HALF_LINE:
            self._chunk(b'{"model":"tiny","message":{"role":"assi')
            raise _CutShort
        elif fault is Fault.REFUSES_LATE:
            self._line({"error": "an error was encountered while running the model"})
        elif fault is Fault.DROPS:
            self.wfile.flush()
            self.connection.close()
            raise _Gone

    def _line(self, found: Mapping[str, object]) -> None:
        self._chunk(json.dumps(found).encode() + b"\n")

    def _chunk(self, data: bytes) -> None:
        try:
            self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
            self.wfile.flush()
        except OSError:
            raise _Gone from None

    def _whole(self, status: int, found: object) -> None:
        data = json.dumps(found).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


_Shape = Callable[..., dict[str, object]]


def _chat(body: Request, text: str, *, done: bool) -> dict[str, object]:
    told = {**_head(body, done), "message": {"role": "assistant", "content": text}}
    return {**told, "logprobs": [_likely(text)]} if body.get("logprobs") and text else told


def _likely(text: str) -> dict[str, object]:
    """The word three times as likely as a no."""
    others = [{"token": text, "logprob": log(0.6)}, {"token": "no", "logprob": log(0.2)}]
    return {"token": text, "logprob": log(0.6), "top_logprobs": others}


def _generate(body: Request, text: str, *, done: bool) -> dict[str, object]:
    return {**_head(body, done), "response": text}


def _head(body: Request, done: bool) -> dict[str, object]:
    head = {"model": body.get("model"), "created_at": CREATED, "done": done}
    counts = {"done_reason": "stop", "total_duration": 1, "prompt_eval_count": 1, "eval_count": 1}
    return {**head, **counts} if done else head


def _listed(model: Served) -> dict[str, object]:
    details = {
        "format": "gguf",
        "family": model.family,
        "parameter_size": "8.0B",
        "quantization_level": "Q4_K_M",
    }
    return {
        "name": model.name,
        "model": model.name,
        "modified_at": CREATED,
        "size": model.size,
        "digest": model.digest,
        "details": details,
    }
