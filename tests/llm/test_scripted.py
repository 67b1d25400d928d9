import asyncio

import pytest

from simulator.errors import ModelGarbled, ModelStalled
from simulator.llm.scripted import ScriptedWording
from simulator.llm.wording import Message

ASKED = [Message("user", "Who is this?")]


async def text_of(wording: ScriptedWording) -> str:
    return "".join([chunk async for chunk in wording.stream(ASKED, stop=["\n"], seed=3)])


def test_replies_come_in_order_and_the_last_for_ever() -> None:
    wording = ScriptedWording(["One.", ["Tw", "o."]])
    said = [asyncio.run(text_of(wording)) for _ in range(3)]
    assert said == ["One.", "Two.", "Two."]
    assert wording.asked[0].messages == (Message("user", "Who is this?"),)
    assert (wording.asked[0].stop, wording.asked[0].seed) == (("\n",), 3)


def test_an_error_comes_at_its_place() -> None:
    wording = ScriptedWording([["One", ModelStalled("no word", "wait")]])

    async def play() -> str:
        reply = wording.stream(ASKED)
        first = await anext(reply)
        with pytest.raises(ModelStalled):
            await anext(reply)
        return first

    assert asyncio.run(play()) == "One"
    assert wording.closed_early == 0


def test_closing_early_is_counted() -> None:
    wording = ScriptedWording([["One", "Two"]])

    async def play() -> None:
        reply = wording.stream(ASKED)
        await anext(reply)
        await reply.aclose()

    asyncio.run(play())
    assert wording.closed_early == 1


def test_objects_then_garbage() -> None:
    wording = ScriptedWording(objects=[{"yes": True}])
    assert asyncio.run(wording.structured(ASKED, {})) == {"yes": True}
    with pytest.raises(ModelGarbled):
        asyncio.run(wording.structured(ASKED, {}))
