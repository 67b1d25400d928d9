"""Overrides, disputes and branches over HTTP, and what the pages then show."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from simulator.errors import UserError
from simulator.vocabulary import Difficulty
from simulator.web.api import tell
from simulator.web.debrief import Debrief, debrief_page
from simulator.web.disputes import disputes_page
from simulator.web.home import home_page
from simulator.web.house import House
from simulator.web.reviews_api import make_reviews_router
from simulator.web.trend_page import trend_page
from tests.web.test_sessions import SCENARIO

NASTY = "<img src=x onerror=alert(1)>"
NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


@pytest.fixture
def client(house: House) -> Iterator[TestClient]:
    app = FastAPI()
    app.add_exception_handler(UserError, tell)
    app.include_router(make_reviews_router(house))
    with TestClient(app) as opened:
        yield opened


async def rehearse(house: House, call: str, text: str) -> None:
    live = await house.sessions.live(call)
    async for _ in live.say(text, live.last_turn()).listen():
        pass
    await live.rest()
    await live.hang_up()


@pytest.fixture
def call(house: House) -> str:
    """A call of one turn, graded."""

    async def play() -> str:
        call = await house.sessions.begin(SCENARIO, Difficulty.MIDDLE, 7)
        await rehearse(house, call, "Good morning, this is Jo Reed. How do you keep the books?")
        await debrief_page(house, call, NOW, dark=False)
        return call

    return asyncio.run(play())


def shown(house: House, call: str, card: int | None = None) -> Debrief:
    return asyncio.run(debrief_page(house, call, NOW, dark=False, card_number=card))


def order(house: House, call: str, **words: str) -> dict[str, object]:
    kept = house.store.kept_cards(call)[0]
    return {"card": kept.number, "score": "no_harm", **words}


def test_an_override_stands_beside_the_score_on_the_page(
    client: TestClient, house: House, call: str
) -> None:
    words = order(house, call, value="0.25", why=NASTY, by="Ms Lee")
    answer = client.post(f"/api/calls/{call}/overrides", json=words)
    assert answer.json()["go"].startswith(f"/?debrief={call}&card=")
    page = shown(house, call).rest
    assert "Ms Lee says 0.25" in page
    assert NASTY not in page
    assert house.store.scorecards(call)[0].scores


def test_a_dispute_waits_on_the_instructors_list_until_it_is_decided(
    client: TestClient, house: House, call: str
) -> None:
    client.post(f"/api/calls/{call}/disputes", json=order(house, call, why=NASTY))
    assert "It waits for your instructor" in shown(house, call).rest
    assert "/?disputes" in home_page(house, NOW)
    page = disputes_page(house, NOW)
    assert 'data-send="/api/disputes/1/decision"' in page
    assert NASTY not in page
    decided = {"value": "", "why": "It was curt", "by": "Ms Lee"}
    assert client.post("/api/disputes/1/decision", json=decided).json()["message"] == "Decided."
    assert "the score stands" in shown(house, call).rest
    assert "Nothing waits" in disputes_page(house, NOW)
    assert len(house.store.reviews.gold()) == 1


def test_what_cannot_be_taken_is_one_line(client: TestClient, house: House, call: str) -> None:
    path = f"/api/calls/{call}/overrides"
    for wrong, status, said in (
        (order(house, call, value="much", why="so", by="Lee"), 422, "no number"),
        (order(house, call, value="7", why="so", by="Lee"), 422, "not on the scale"),
        ({**order(house, call, value="1", why="so", by="Lee"), "card": 99}, 404, "no scorecard"),
    ):
        answer = client.post(path, json=wrong)
        assert (answer.status_code, said in answer.json()["message"]) == (status, True)
    assert client.post("/api/disputes/9/decision", json={"why": "a", "by": "b"}).status_code == 404


def test_the_moment_tried_again_is_shown_beside_the_first_time(
    client: TestClient, house: House, call: str
) -> None:
    first = house.store.call(call)
    turn = first.trainee_turns()[0].id
    answer = client.post(f"/api/calls/{call}/branches", json={"turn": turn})
    branched = answer.json()["go"].removeprefix("/?call=")
    assert len(house.store.call(branched).turns) == first.turns.index(first.trainee_turns()[0])
    asyncio.run(rehearse(house, branched, "You idiot."))
    page = shown(house, branched).top
    assert "That moment, both times" in page
    assert page.index("keep the books") < page.index("You idiot.")
    house.store.delete_call(call)
    assert "That moment" not in shown(house, branched).top


def test_any_scorecard_of_a_call_can_be_looked_at(house: House, call: str) -> None:
    own = house.store.kept_cards(call)[0]
    other = own.card.model_copy(update={"rubric": "another"})
    house.store.put_scorecard(other)
    number = house.store.kept_cards(call)[0].number
    assert "Graded 2 times" in shown(house, call).rest
    assert f'name="card" value="{own.number}"' in shown(house, call).rest
    assert f'name="card" value="{number}"' in shown(house, call, number).rest


def test_your_calls_over_time_are_drawn_and_told(house: House, call: str) -> None:
    assert trend_page(house, dark=False).plot is None

    async def again() -> None:
        other = await house.sessions.begin(SCENARIO, Difficulty.MIDDLE, 8)
        await rehearse(house, other, "Good morning. Buy now.")
        await debrief_page(house, other, NOW, dark=False)

    asyncio.run(again())
    page = trend_page(house, dark=True)
    assert page.plot is not None
    assert "Too few calls to tell: 4 more calls needed." in page.table
    assert f"/?debrief={call}" in page.table
    assert "/?trend" in home_page(house, NOW)
