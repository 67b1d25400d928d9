"""A server in this process with the routes of calls and of voice, on an ear that reads codes."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass

import httpx
import uvicorn
from fastapi import FastAPI
from websockets.sync.client import ClientConnection, connect

from simulator.errors import UserError
from simulator.settings import Settings
from simulator.voice.kit import VoiceKit
from simulator.voice.turn_end import Patience
from simulator.web.api import make_router, tell
from simulator.web.house import House
from simulator.web.shield import Shield
from simulator.web.voice_lines import VoiceLines
from simulator.web.voice_socket import make_voice_router
from simulator.web.voice_store import Kits, VoiceStore
from tests.support.voice_page import Page
from tests.support.web import free_port
from tests.voice.coded import CodedEar, EvenMouth, LevelDetector, PlainOverlap, PlainTurnEnd
from tests.web.test_sessions import SCENARIO


def coded_kits(_: Settings) -> Kits:
    """A kit without weights."""

    kit = VoiceKit(CodedEar(), EvenMouth(), LevelDetector, PlainTurnEnd(), PlainOverlap())
    return dict.fromkeys(Patience, kit)


@dataclass
class VoiceHouse:
    """The running server."""

    address: str
    http: httpx.Client
    connections: ExitStack

    def begin(self) -> str:
        return str(self.http.post("/begin").json())

    def state(self, call: str) -> dict[str, object]:
        found: dict[str, object] = self.http.get(f"/api/calls/{call}").json()
        return found

    def connect(self, call: str, **headers: str) -> ClientConnection:
        address = self.address.replace("http", "ws")
        path = f"{address}/api/calls/{call}/voice"
        return self.connections.enter_context(connect(path, additional_headers=headers, proxy=None))

    def page(self, call: str, tab: str = "tab-0001", **hello: object) -> Page:
        page = Page(self.connect(call), tab)
        page.greet(**hello)
        return page


@contextmanager
def voice_house(settings: Settings, house: House, store: VoiceStore) -> Iterator[VoiceHouse]:
    """Run it until the test is done."""
    lines = VoiceLines(settings, house.sessions, store)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        await lines.close()

    app = FastAPI(lifespan=lifespan)
    app.add_middleware(Shield, local_only=True)
    app.add_exception_handler(UserError, tell)
    app.include_router(make_router(house))
    app.include_router(make_voice_router(lines, store))

    @app.post("/begin")
    async def begin() -> str:
        difficulty = house.catalogue.scenario(SCENARIO).difficulty
        return await house.sessions.begin(SCENARIO, difficulty, 7)

    port = free_port()
    server = uvicorn.Server(
        uvicorn.Config(app, port=port, log_level="warning", ws_max_size=200_000)
    )
    thread = threading.Thread(target=lambda: asyncio.run(server.serve()))
    thread.start()
    while not server.started:
        time.sleep(0.01)
    address = f"http://127.0.0.1:{port}"
    with httpx.Client(base_url=address, trust_env=False, timeout=20) as http, ExitStack() as stack:
        yield VoiceHouse(address, http, stack)
    server.should_exit = True
    thread.join(20)
    assert not thread.is_alive()
