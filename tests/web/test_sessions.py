"""Live rehearsals: one exchange at a time, rebuilt from the store, nothing lost on the way."""

import asyncio

import pytest

from simulator.authoring.catalogue import Catalogue
from simulator.clock import VirtualClock
from simulator.conversation.call import Turn
from simulator.errors import CallError, StorageError, UsageError
from simulator.storage.journal import StoreJournal
from simulator.storage.store import Store
from simulator.vocabulary import Difficulty
from simulator.web import sessions as room
from simulator.web.sessions import AWAY_S, Exchange, Live, Moved, Piece, Sessions
from tests.support.content import DATA
from tests.web.conftest import NoModel

SCENARIO = "clock-shop-call"


def again(store: Store) -> Sessions:
    """What a restarted server has."""
    return Sessions(store, Catalogue.find([DATA]), NoModel())


async def begin(sessions: Sessions) -> Live:
    return await sessions.live(await sessions.begin(SCENARIO, Difficulty.MIDDLE, 7))


async def said(live: Live, text: str) -> list[Piece]:
    return [piece async for piece in live.say(text, live.last_turn()).listen()]


def test_a_call_is_begun_with_the_seed_and_kept(sessions: Sessions, store: Store) -> None:
    async def play() -> None:
        live = await begin(sessions)
        call = live.rehearsal.call()
        assert (call.seed, call.difficulty) == (7, Difficulty.MIDDLE)
        assert store.call(str(call.id)).turns == call.turns
        assert await sessions.live(str(call.id)) is live

    asyncio.run(play())


def test_an_exchange_is_on_disk_and_streams(sessions: Sessions, store: Store) -> None:
    async def play() -> None:
        live = await begin(sessions)
        pieces = await said(live, "Good morning, this is Jo Reed from Ledgerleaf.")
        call = store.call(str(live.rehearsal.call().id))
        assert call.turns[-2].said.startswith("Good morning")
        spoken = [piece.spoken.sentence for piece in pieces if piece.spoken]
        assert " ".join(part for part in spoken if part) == call.turns[-1].said

    asyncio.run(play())


def test_the_next_call_is_worded_anew_and_a_restarted_server_words_it_the_same(
    sessions: Sessions, store: Store
) -> None:
    async def play() -> None:
        first = await begin(sessions)
        await said(first, "Hm.")
        second = await begin(sessions)
        await said(second, "Hm.")
        assert first.rehearsal.turns[-1].said != second.rehearsal.turns[-1].said
        third = await again(store).live(str(second.rehearsal.call().id))
        foreseen = [live.rehearsal.forecast("Hm.").sentence for live in (second, third)]
        assert foreseen[0] == foreseen[1]

    asyncio.run(play())


def test_a_page_that_is_behind_is_told(sessions: Sessions) -> None:
    async def play() -> None:
        live = await begin(sessions)
        opening = live.last_turn()
        first = live.say("Good morning.", opening)
        with pytest.raises(Moved):
            live.say("Good morning.", opening)
        assert [piece async for piece in first.listen()]
        with pytest.raises(Moved):
            live.say("Good morning.", opening)
        assert len(live.rehearsal.call().trainee_turns()) == 1

    asyncio.run(play())


def test_a_restarted_server_goes_on(sessions: Sessions, store: Store) -> None:
    async def play() -> None:
        live = await begin(sessions)
        await said(live, "Good morning, this is Jo Reed.")
        call = live.rehearsal.call()
        later = await again(store).live(str(call.id))
        assert later.rehearsal.call().turns == call.turns
        await said(later, "How do you keep the books today?")
        assert len(store.call(str(call.id)).turns) == len(call.turns) + 2

    asyncio.run(play())


def test_a_turn_left_without_reply_is_answered_on_return(sessions: Sessions, store: Store) -> None:
    async def play() -> None:
        live = await begin(sessions)
        call = live.rehearsal.call()
        turn = Turn(id="left", speaker="trainee", said="Good morning.", start_s=1.0, end_s=2.0)
        store.journal(str(call.id)).put_turn(turn)
        later = await again(store).live(str(call.id))
        assert later.busy
        await later.rest()
        assert not later.busy
        assert not store.call(str(call.id)).turns[-1].is_trainee

    asyncio.run(play())


def test_hanging_up_and_stopping_end_the_call(sessions: Sessions) -> None:
    async def play() -> None:
        first, second = await begin(sessions), await begin(sessions)
        await first.hang_up()
        await first.hang_up()
        await second.stop()
        assert first.rehearsal.ended
        assert second.rehearsal.outcome is not None
        with pytest.raises(Moved):
            first.say("Hello?", first.last_turn())

    asyncio.run(play())


def test_the_time_away_is_not_charged(store: Store) -> None:
    async def play() -> None:
        clock = VirtualClock()
        sessions = Sessions(store, Catalogue.find([DATA]), NoModel(), clock)
        live = await begin(sessions)
        call = str(live.rehearsal.call().id)
        clock.advance(AWAY_S / 2)
        assert await sessions.come_back(call) is live
        clock.advance(AWAY_S * 2)
        returned = await sessions.come_back(call)
        assert returned is not live
        assert returned.rehearsal.seconds_left() >= live.rehearsal.seconds_left()
        assert returned.rehearsal.call().turns == live.rehearsal.call().turns

    asyncio.run(play())


def test_two_openings_at_once_give_one_rehearsal(sessions: Sessions, store: Store) -> None:
    async def play() -> None:
        call = str((await begin(sessions)).rehearsal.call().id)
        later = again(store)
        one, other = await asyncio.gather(later.live(call), later.live(call))
        assert one is other

    asyncio.run(play())


def test_the_idle_go_and_come_back(sessions: Sessions, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST_LIVE", 2)

    async def play() -> None:
        first = await begin(sessions)
        call = first.rehearsal.call()
        await begin(sessions)
        await begin(sessions)
        returned = await sessions.live(str(call.id))
        assert returned is not first
        assert returned.rehearsal.call().turns == call.turns

    asyncio.run(play())


def test_a_disk_that_refuses_is_one_line_and_then_mended(
    sessions: Sessions, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: StoreJournal, turn: Turn) -> None:
        raise StorageError("the disk is full", "free some space")

    async def play() -> None:
        live = await begin(sessions)
        call = str(live.rehearsal.call().id)
        with monkeypatch.context() as broken:
            broken.setattr(StoreJournal, "put_turn", refuse)
            pieces = await said(live, "Good morning.")
        assert [piece.trouble for piece in pieces] == ["the disk is full. Fix: free some space"]
        mended = await sessions.live(call)
        assert mended is not live
        assert await said(mended, "Good morning.")
        assert len(store.call(call).trainee_turns()) == 1

    asyncio.run(play())


def test_a_fault_of_ours_tells_no_words_to_the_log(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(self: StoreJournal, turn: Turn) -> None:
        raise RuntimeError(turn.said)

    async def play() -> None:
        live = await begin(sessions)
        monkeypatch.setattr(StoreJournal, "put_turn", fail)
        pieces = await said(live, "a secret")
        assert pieces[-1].trouble is not None

    asyncio.run(play())
    assert "RuntimeError" in caplog.text
    assert "secret" not in caplog.text


def test_who_listens_late_hears_all() -> None:
    async def play() -> None:
        exchange = Exchange()
        exchange.put(Piece(None, "one"))
        listening = asyncio.create_task(collect(exchange))
        await asyncio.sleep(0)
        exchange.put(Piece(None, "two"))
        exchange.finish()
        assert await listening == ["one", "two"]
        assert await collect(exchange) == ["one", "two"]

    asyncio.run(play())


async def collect(exchange: Exchange) -> list[str | None]:
    return [piece.trouble async for piece in exchange.listen()]


def test_what_is_not_there_is_said(sessions: Sessions) -> None:
    with pytest.raises(CallError):
        asyncio.run(sessions.live("nothing"))
    with pytest.raises(UsageError):
        asyncio.run(sessions.begin("nowhere", Difficulty.EASY, None))
