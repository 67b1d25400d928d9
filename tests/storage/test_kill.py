"""What a rehearsal that is cut off leaves behind, and how it goes on."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.kill_rig import Play, Verdict, begin, compare, go_on, plays, uninterrupted
from simulator.clock import VirtualClock
from simulator.conversation.call import Call, Event, OutcomeReached, Turn
from simulator.practice.journal import MemoryJournal
from simulator.practice.rehearsal import Rehearsal

ROOT = Path(__file__).parents[2]
NAME = "cut-1"


class Cut(Exception):
    """The moment of the kill."""


class CutJournal(MemoryJournal):
    """A journal whose writer is cut off after so many writes."""

    def __init__(self, writes: int) -> None:
        super().__init__()
        self.left = writes

    def begin(self, call: Call) -> None:
        self._write()
        super().begin(call)

    def put_turn(self, turn: Turn) -> None:
        self._write()
        super().put_turn(turn)

    def put_event(self, event: Event) -> None:
        self._write()
        super().put_event(event)

    def end(self, outcome: OutcomeReached) -> None:
        self._write()
        super().end(outcome)

    def _write(self) -> None:
        if self.left == 0:
            raise Cut
        self.left -= 1


async def cut_after(writes: int, play: Play) -> Call | None:
    """What is on record after so many writes; ``None`` if the call needs no more than those."""
    journal = CutJournal(writes)
    try:
        await go_on(await begin(play, NAME, journal), play.lines, lambda *_: None)
    except Cut:
        return journal.call()
    return None


async def gone_on_with(call: Call, play: Play) -> Call:
    rehearsal = await Rehearsal.resume(
        call, play.cast, journal=MemoryJournal(), clock=VirtualClock(), reader=play.reader
    )
    async for _ in rehearsal.finish_pending():
        pass
    said = len(rehearsal.call().trainee_turns())
    await go_on(rehearsal, play.lines[said:], lambda *_: None)
    return rehearsal.call()


@pytest.mark.slow
def test_a_call_cut_off_after_any_write_goes_on_as_if_it_had_not_been() -> None:
    verdict = Verdict()
    cuts = 0
    for play in {play.cast.scenario.id: play for play in plays()}.values():
        whole = asyncio.run(uninterrupted(play, NAME))
        writes = 1
        while (left := asyncio.run(cut_after(writes, play))) is not None:
            compare(asyncio.run(gone_on_with(left, play)), whole, verdict)
            writes += 1
        cuts += writes - 1
    assert cuts > 100
    assert verdict == Verdict()


@pytest.mark.slow
def test_a_killed_server_loses_nothing_and_every_call_goes_on() -> None:
    command = [sys.executable, "-m", "benchmarks.bench_kill", "--kills", "12", "--print-only"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "'kills': 12" in done.stdout
