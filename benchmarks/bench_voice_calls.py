"""Several calls spoken at once through the web app: how much later than alone she answers.

Each page is a thread that sends real-time sound over a socket of its own to a server in a process
of its own; measured on the audio clock, from the last sound of a line to her first.
"""

import argparse
import asyncio
import statistics
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
from websockets.sync.client import connect

from benchmarks.report import report
from simulator.authoring.catalogue import find_catalogue
from simulator.practice.rehearsal import Rehearsal
from simulator.settings import Settings
from simulator.storage.store import Store
from simulator.vocabulary import Difficulty
from simulator.voice.hibari_mouth import HibariMouth
from simulator.voice.manner import Manner
from simulator.voice.resampling import resampled
from simulator.voice.sound import FRAME, FRAME_S, RATE
from simulator.voice.weights import DEFAULTS
from tests.support.content import DATA
from tests.support.voice_page import Page
from tests.support.voice_weights import voice_weights
from tests.support.web import WebServer

if TYPE_CHECKING:
    from simulator.voice.sound import Samples

SCENARIO = "clock-shop-call"
LINES = (
    "Good morning, this is Jo Reed from Ledgerleaf.",
    "I know you did not ask for this call.",
    "How do you keep the books today?",
    "And who helps you with that at the end of the month?",
)
MANNERS = (
    Manner("male", "middle", 165),
    Manner("female", "high", 175),
    Manner("male", "low", 155),
    Manner("female", "low", 165),
)
AT_ONCE = 4


def spoken(manner: Manner) -> "list[Samples]":
    """The lines in one voice, at the rate of a socket."""
    mouth = HibariMouth()
    said = (mouth.speak(line, manner) for line in LINES)
    return [resampled(speech.samples, speech.rate, RATE) for speech in said]


def begin(settings: Settings, seed: int) -> str:
    """A call in the store that the server will find."""
    cast = find_catalogue(settings).cast(SCENARIO)
    call_id = f"bench-{seed}"
    with Store(settings) as store:
        journal = store.journal(call_id)
        asyncio.run(
            Rehearsal.begin(
                cast, seed=seed, difficulty=Difficulty.EASY, journal=journal, call_id=call_id
            )
        )
    return call_id


def call(url: str, call_id: str, lines: "list[Samples]") -> list[float]:
    """Milliseconds from the end of each line to her first sound, in one call."""
    address = f"{url.replace('http', 'ws')}/api/calls/{call_id}/voice"
    with connect(address, proxy=None) as socket:
        page = Page(socket, f"tab-{call_id}", pace_s=FRAME_S)
        page.greet()
        page.until(lambda: page.phase() == "listening")
        found = [answer_ms(page, line) for line in lines]
        page.send("leave")
    return found


def answer_ms(page: Page, line: "Samples") -> float:
    """Say a line; milliseconds to the first piece that begins after its end."""
    page.wait(0.3)
    page.speak(line)
    end = page.captured * FRAME - FRAME
    page.until(lambda: first_after(page, end) is not None)
    begun = first_after(page, end)
    page.until(lambda: page.phase() == "listening" and all(one.done for one in page.pieces))
    return ((begun or 0) - end) / RATE * 1000


def first_after(page: Page, end: int) -> int | None:
    """Where the first piece after a place began."""
    begun = (one.begun for one in page.pieces if one.begun is not None)
    return next((at for at in begun if at > end), None)


def measure(server: WebServer, settings: Settings, count: int, seed: int) -> list[float]:
    """So many calls at once, each in a voice of its own."""
    calls = [begin(settings, seed + at) for at in range(count)]
    with ThreadPoolExecutor(count) as pool:
        voices = [spoken(MANNERS[at]) for at in range(count)]
        runs = pool.map(call, [server.url] * count, calls, voices)
        return [ms for run in runs for ms in run]


def fifth(server: WebServer, settings: Settings) -> str:
    """What a call too many is told, while the others are held open by silent pages."""
    calls = [begin(settings, 900 + at) for at in range(AT_ONCE + 1)]
    pages = []
    for call_id in calls:
        address = f"{server.url.replace('http', 'ws')}/api/calls/{call_id}/voice"
        pages.append((connect(address, proxy=None), call_id))
    said = ""
    for opened, call_id in pages:
        page = Page(opened.__enter__(), f"tab-{call_id}")
        page.greet()
        page.hear(1.0)
        said = page.kinds("refused")[0]["text"] if page.kinds("refused") else said
    for opened, _ in pages:
        opened.__exit__(None, None, None)
    return said


def main() -> None:
    """Print and keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        (data / "models" / "voice").mkdir(parents=True)
        for name in DEFAULTS:
            (data / "models" / "voice" / name).symlink_to(voice_weights(name))
        with WebServer(Path(folder)) as server:
            settings = Settings(data=data, path=str(DATA), model="none")
            httpx.post(f"{server.url}/api/voice/ready", json={}, timeout=60)
            alone: list[float] = []
            many: list[float] = []
            for at in range(rounds):
                alone += measure(server, settings, 1, 100 * at)
                many += measure(server, settings, AT_ONCE, 100 * at + 10)
            told = fifth(server, settings)
    report(
        "voice_calls",
        {
            "alone_median_ms": round(statistics.median(alone)),
            "four_at_once_median_ms": round(statistics.median(many)),
            "ratio": round(statistics.median(many) / statistics.median(alone), 2),
            "bar_ratio": 2.0,
            "turns": len(alone) + len(many),
            "the_fifth_is_told": told,
        },
    )


if __name__ == "__main__":
    main()
