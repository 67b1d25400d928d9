"""A rehearsal on a real database: what is shown is on the disk, and a cut one goes on as it was."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing

from simulator.clock import VirtualClock
from simulator.conversation.call import Call
from simulator.practice.rehearsal import Rehearsal
from simulator.practice.spoken import Spoken
from simulator.storage.store import Store
from simulator.vocabulary import Difficulty
from tests.support.content import minimal_cast

SAID = ("Hello, it's Sam.", "What happens when a clock stops?", "I see.", "Goodbye.")


async def begun(store: Store, name: str) -> Rehearsal:
    return await Rehearsal.begin(
        minimal_cast(),
        seed=7,
        difficulty=Difficulty.MIDDLE,
        journal=store.journal(name),
        clock=VirtualClock(),
        call_id=name,
    )


async def resumed(store: Store, name: str) -> Rehearsal:
    return await Rehearsal.resume(
        store.call(name), minimal_cast(), journal=store.journal(name), clock=VirtualClock()
    )


async def heard(reply: AsyncGenerator[Spoken, None]) -> list[Spoken]:
    async with aclosing(reply) as sentences:
        return [spoken async for spoken in sentences]


async def say_on(rehearsal: Rehearsal) -> None:
    for text in SAID[len(rehearsal.call().trainee_turns()) :]:
        if not rehearsal.ended:
            await heard(rehearsal.say(text))


def timeless(call: Call) -> list[tuple[str, str, object]]:
    return [(turn.id, turn.said, turn.state) for turn in call.turns]


async def played(store: Store) -> Call:
    rehearsal = await begun(store, "whole")
    await say_on(rehearsal)
    await rehearsal.hang_up()
    return rehearsal.call()


async def leave_after(store: Store, count: int, name: str) -> bool:
    rehearsal = await begun(store, name)
    for text in SAID:
        if rehearsal.ended:
            return False
        async with aclosing(rehearsal.say(text)) as reply:
            async for _ in reply:
                count -= 1
                if count == 0:
                    return True
    return False


async def go_on(store: Store, name: str) -> None:
    rehearsal = await resumed(store, name)
    await heard(rehearsal.finish_pending())
    await say_on(rehearsal)
    await rehearsal.hang_up()


def test_each_sentence_is_on_the_disk_when_it_is_shown(store: Store) -> None:
    async def play() -> None:
        rehearsal = await begun(store, "x")
        for text in SAID:
            if rehearsal.ended:
                return
            async with aclosing(rehearsal.say(text)) as reply:
                async for spoken in reply:
                    kept = {turn.id: turn.said for turn in store.call("x").turns}
                    assert spoken.sentence in kept[spoken.turn_id]
                    assert text in kept.values()

    asyncio.run(play())


def test_the_call_on_the_disk_is_the_call_in_memory(store: Store) -> None:
    assert asyncio.run(played(store)) == store.call("whole")


def test_a_call_left_after_any_sentence_goes_on_as_if_it_had_not_been(store: Store) -> None:
    whole = asyncio.run(played(store))
    left = 1
    while asyncio.run(leave_after(store, left, f"left-{left}")):
        asyncio.run(go_on(store, f"left-{left}"))
        assert timeless(store.call(f"left-{left}")) == timeless(whole)
        left += 1
    assert left > 3
