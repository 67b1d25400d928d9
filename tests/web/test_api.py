"""The live call over HTTP: state, streamed turns, refusals, exports."""

import json
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from simulator.errors import UserError
from simulator.web.api import make_router, tell
from simulator.web.house import House
from simulator.web.shield import LARGEST_ORDER, POLICY, Shield
from tests.web.test_sessions import SCENARIO

HERE = "http://127.0.0.1:7860"


@pytest.fixture
def client(house: House) -> Iterator[TestClient]:
    app = FastAPI()
    app.add_middleware(Shield, local_only=True)
    app.add_exception_handler(UserError, tell)
    app.include_router(make_router(house))

    @app.post("/begin")
    async def begin() -> str:
        return await house.sessions.begin(
            SCENARIO, house.catalogue.scenario(SCENARIO).difficulty, 7
        )

    with TestClient(app, base_url=HERE) as opened:
        yield opened


@pytest.fixture
def call(client: TestClient) -> str:
    return str(client.post("/begin").json())


def say(client: TestClient, call: str, text: str, after: str) -> list[dict[str, object]]:
    answer = client.post(f"/api/calls/{call}/turns", json={"text": text, "after": after})
    assert answer.status_code == 200
    return [json.loads(line) for line in answer.text.splitlines()]


def test_a_turn_streams_and_ends_with_the_state(client: TestClient, call: str) -> None:
    before = client.get(f"/api/calls/{call}").json()
    pieces = say(client, call, "Good morning, this is Jo Reed.", before["last"])
    assert pieces[0]["kind"] == "sentence"
    assert pieces[-1]["kind"] == "state"
    after = client.get(f"/api/calls/{call}").json()
    assert len(after["turns"]) == len(before["turns"]) + 2
    assert after["seconds_left"] < before["seconds_left"]


def test_a_page_that_is_behind_gets_the_state(client: TestClient, call: str) -> None:
    answer = client.post(f"/api/calls/{call}/turns", json={"text": "Hello", "after": "elsewhere"})
    assert answer.status_code == 409
    assert answer.json()["state"]["id"] == call


def test_too_much_is_one_line(client: TestClient, call: str) -> None:
    last = client.get(f"/api/calls/{call}").json()["last"]
    pieces = say(client, call, "word " * 5000, last)
    assert pieces[0]["kind"] == "trouble"
    assert "20,000" in str(pieces[0]["text"])
    huge = client.post(
        f"/api/calls/{call}/turns", json={"text": "x" * LARGEST_ORDER, "after": last}
    )
    assert huge.status_code == 413
    assert len(client.get(f"/api/calls/{call}").json()["turns"]) == 2


def test_leaving_and_what_comes_after(client: TestClient, call: str) -> None:
    ended = client.post(f"/api/calls/{call}/hang-up", json={}).json()
    assert ended["ended"]
    assert ended["outcome"]["how"] == "left"
    late = client.post(f"/api/calls/{call}/turns", json={"text": "Hello", "after": ended["last"]})
    assert (late.status_code, late.json()["message"]) == (409, "This call is over.")


def test_stopping_is_not_failing(client: TestClient, call: str) -> None:
    stopped = client.post(f"/api/calls/{call}/stop", json={}).json()
    assert stopped["outcome"]["how"] == "stopped"


def test_the_stop_words_stop(client: TestClient, call: str) -> None:
    last = client.get(f"/api/calls/{call}").json()["last"]
    pieces = say(client, call, "Stop the exercise.", last)
    assert pieces[-1]["kind"] == "state"
    assert client.get(f"/api/calls/{call}").json()["outcome"]["how"] == "stopped"


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("json", "application/json"),
        ("vtt", "text/vtt"),
        ("md", "text/markdown"),
        ("html", "text/html"),
    ],
)
def test_exports(client: TestClient, call: str, form: str, kind: str) -> None:
    answer = client.get(f"/api/calls/{call}/export/{form}")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(kind)
    assert f"call-{call}.{form}" in answer.headers["content-disposition"]
    assert "Marlow Clocks" in answer.text


def test_what_is_not_there_is_404(client: TestClient, call: str) -> None:
    assert client.get("/api/calls/nothing").status_code == 404
    assert "there is no call" in client.get("/api/calls/nothing").json()["message"]
    assert client.get(f"/api/calls/{call}/export/exe").status_code == 404
    assert client.get("/api/calls/..%2f..%2fetc").status_code in (404, 422)


@pytest.mark.parametrize("origin", ["http://evil.example", "http://127.0.0.1:9999", "null"])
def test_another_site_may_not_drive_it(client: TestClient, call: str, origin: str) -> None:
    path = f"/api/calls/{call}/hang-up"
    assert client.post(path, json={}, headers={"Origin": origin}).status_code == 403
    assert client.post(path, json={}, headers={"Origin": HERE}).status_code == 200


def test_another_host_name_is_refused(client: TestClient, call: str) -> None:
    answer = client.get(f"/api/calls/{call}", headers={"Host": "rebound.example:7860"})
    assert answer.status_code == 403
    assert client.get(f"/api/calls/{call}", headers={"Host": "[::1]:7860"}).status_code == 200


def test_an_order_without_json_is_refused(client: TestClient, call: str) -> None:
    path = f"/api/calls/{call}/turns"
    assert client.post(path, content='{"text": "Hello"}', headers={"Content-Type": "text/plain"})
    assert len(client.get(f"/api/calls/{call}").json()["turns"]) == 2
    assert client.get(f"/api/calls/{call}", headers={"Content-Length": "many"}).status_code == 200


def test_every_answer_carries_the_policy(client: TestClient) -> None:
    assert client.get("/api/calls/nothing").headers["content-security-policy"] == POLICY
