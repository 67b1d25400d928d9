"""A recorded call on the debrief: the sound in pieces, and a transcript that can follow it."""

import asyncio
import json
import re
from datetime import UTC, datetime
from html import unescape

import numpy as np
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from simulator.conversation.call import Call, OutcomeReached, Turn, Word
from simulator.settings import Settings
from simulator.voice.sound import RATE
from simulator.voice.tapes import path_of
from simulator.voice.wave_file import write_stereo
from simulator.web.debrief import debrief_page
from simulator.web.house import House
from simulator.web.playback import make_playback_router, places
from simulator.web.shield import Shield

SAID = "“Good 🙂 morning”, she said."
WORDS = (
    Word(text="“Good", start_s=0.5, end_s=0.8),
    Word(text="morning”,", start_s=0.8, end_s=1.2),
    Word(text="unheard", start_s=1.2, end_s=1.3),
    Word(text="said.", start_s=1.4, end_s=1.9),
)
CALL = Call(
    id="a-call",
    turns=(
        Turn(id="t1", speaker="persona", said="Yes?", start_s=0.0, end_s=0.4),
        Turn(id="t2", speaker="trainee", said=SAID, start_s=0.5, end_s=1.9, words=WORDS),
    ),
    outcome=OutcomeReached(id="x", label="Over", reached=False),
)


def record(settings: Settings) -> None:
    path = path_of(settings, "a-call")
    path.parent.mkdir(parents=True)
    write_stereo(path, np.zeros(RATE, np.float32), np.full(RATE, 0.5, np.float32), RATE)


def page(house: House) -> str:
    return asyncio.run(debrief_page(house, "a-call", datetime.now(UTC), False)).transcript


def test_a_players_range_is_served_and_no_more(settings: Settings) -> None:
    record(settings)
    app = FastAPI()
    app.add_middleware(Shield, local_only=True)
    app.include_router(make_playback_router(settings))
    with TestClient(app, base_url="http://127.0.0.1") as client:
        check(client)


def check(client: TestClient) -> None:
    found = client.get("/api/calls/a-call/recording", headers={"Range": "bytes=0-43"})
    assert found.status_code == 206
    assert found.headers["content-range"] == f"bytes 0-43/{44 + 4 * RATE}"
    assert found.content.startswith(b"RIFF")
    assert found.headers["cache-control"] == "no-store"
    assert client.get("/api/calls/another/recording").status_code == 404
    assert client.get("/api/calls/..%2Fcalls/recording").status_code in {404, 422}
    foreign = client.get("/api/calls/a-call/recording", headers={"Host": "elsewhere.example"})
    assert foreign.status_code == 403


def test_words_stand_where_a_browser_counts_them() -> None:
    found = places(CALL.turns[1])
    units = SAID.encode("utf-16-le")
    shown = [units[2 * start : 2 * end].decode("utf-16-le") for start, end, _, _ in found]
    assert shown == ["“Good", "morning”,", "said."]
    assert [(from_s, until_s) for _, _, from_s, until_s in found] == [
        (0.5, 0.8), (0.8, 1.2), (1.4, 1.9)
    ]  # fmt: skip


@pytest.mark.parametrize("recorded", [True, False])
def test_the_debrief_has_a_player_if_there_is_a_recording(house: House, recorded: bool) -> None:
    house.store.import_call(CALL)
    if recorded:
        record(house.settings)
    shown = page(house)
    assert ("data-player" in shown) is recorded
    assert shown.count("data-play=") == (2 if recorded else 0)
    assert SAID in unescape(shown)
    words = re.search(r'data-words="([^"]*)"', shown)
    assert (words is not None) is recorded
    if words is not None:
        assert json.loads(unescape(words[1])) == [list(place) for place in places(CALL.turns[1])]
