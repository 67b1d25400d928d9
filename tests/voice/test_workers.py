"""Blocking work that fails or hangs is told in one line, and the next work is done."""

import asyncio
import threading

import pytest

from simulator.errors import VoiceError
from simulator.voice.workers import Hangs, Workers


def test_work_that_hangs_is_given_up_and_the_next_is_done() -> None:
    stuck = threading.Event()

    async def call() -> int:
        workers = Workers(hangs_s=0.05)
        with pytest.raises(Hangs, match="the recogniser doesn't come back"):
            await workers.ear(stuck.wait)
        return await workers.ear(lambda: 7)

    try:
        assert asyncio.run(call()) == 7
    finally:
        stuck.set()


def test_an_error_of_a_library_s_own_becomes_one_line() -> None:
    def fails() -> None:
        raise ZeroDivisionError

    with pytest.raises(VoiceError, match=r"the voice failed \(ZeroDivisionError\). Fix: "):
        asyncio.run(Workers(inline=True).mouth(fails))


def test_an_organ_s_own_line_is_kept() -> None:
    def fails() -> None:
        raise VoiceError("the voice is gone", "run `simulator doctor`")

    with pytest.raises(VoiceError, match="the voice is gone"):
        asyncio.run(Workers().mouth(fails))
