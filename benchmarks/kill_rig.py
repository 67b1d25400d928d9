"""Rehearsals in a child process that is killed, and what has to be true of their database then."""

import asyncio
import json
import os
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from simulator.authoring.cast import Cast
from simulator.authoring.catalogue import find_catalogue
from simulator.clock import VirtualClock
from simulator.conversation.call import Call, Event, Turn
from simulator.practice.journal import Journal, MemoryJournal
from simulator.practice.rehearsal import Rehearsal
from simulator.practice.script import ScriptLine, read_script
from simulator.practice.spoken import Spoken
from simulator.settings import Settings
from simulator.storage.store import Store
from simulator.understanding.reader import Reader
from simulator.vocabulary import Difficulty

ROOT = Path(__file__).parent.parent
SCRIPTS = ROOT / "tests" / "content" / "scripts"
READY = b"ready\n"
STARTED = datetime(2026, 1, 1, 9, 0, tzinfo=UTC)


class Play(NamedTuple):
    """A scenario with a script for it, ready to be played."""

    cast: Cast
    reader: Reader
    lines: Sequence[ScriptLine]


class Acknowledged(NamedTuple):
    """What the child said was shown: a turn's words, or (without a turn) that the call is over."""

    call: str
    turn: str
    words: str


@dataclass
class Verdict:
    """What was found after one kill."""

    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    stuck: list[str] = field(default_factory=list)
    differing: list[str] = field(default_factory=list)
    resumed: int = 0
    repeated_events: int = 0


def plays() -> tuple[Play, ...]:
    """Every shipped scenario with every script for it."""
    catalogue = find_catalogue(
        Settings(path=f"{ROOT / 'scenarios'}{os.pathsep}{ROOT / 'personas'}")
    )
    made = []
    for folder in sorted(SCRIPTS.iterdir()):
        cast = catalogue.cast(folder.name)
        reader = Reader(cast.scenario, cast.personas)
        made += [Play(cast, reader, read_script(path)) for path in sorted(folder.iterdir())]
    return tuple(made)


async def begin(play: Play, name: str, journal: Journal) -> Rehearsal:
    """Begin the call ``name``; its seed follows from its name."""
    return await Rehearsal.begin(
        play.cast,
        seed=_seed(name),
        difficulty=Difficulty.MIDDLE,
        journal=journal,
        clock=VirtualClock(),
        call_id=name,
        started_at=STARTED,
        reader=play.reader,
    )


def _seed(name: str) -> int:
    return int(name.rpartition("-")[2])


async def go_on(
    rehearsal: Rehearsal, lines: Sequence[ScriptLine], show: Callable[[Rehearsal, Spoken], None]
) -> None:
    """Say the lines, show each sentence of the replies; out of lines, hang up."""
    for line in lines:
        if rehearsal.ended:
            return
        async for spoken in rehearsal.say(line.text):
            show(rehearsal, spoken)
    await rehearsal.hang_up()


# ---- the child


def start_child(url: str, play: Play, names: Iterator[str]) -> tuple[int, int]:
    """Fork a child that plays call after call; gives its process id and where it acknowledges."""
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    try:
        os.close(reading)
        asyncio.run(_play_on(url, play, names, writing))
    finally:
        os._exit(1)


async def _play_on(url: str, play: Play, names: Iterator[str], pipe: int) -> None:
    store = Store(url)
    os.write(pipe, READY)
    for name in names:
        rehearsal = await begin(play, name, store.journal(name))
        await go_on(rehearsal, play.lines, _acknowledging(name, pipe))
        _acknowledge(pipe, name, "", rehearsal.outcome.id if rehearsal.outcome else "")


def _acknowledging(name: str, pipe: int) -> Callable[[Rehearsal, Spoken], None]:
    heard: set[str] = set()

    def show(rehearsal: Rehearsal, spoken: Spoken) -> None:
        mine = rehearsal.call().trainee_turns()[-1]
        if mine.id not in heard:
            heard.add(mine.id)
            _acknowledge(pipe, name, mine.id, mine.said)
        _acknowledge(pipe, name, spoken.turn_id, spoken.sentence)
        if rehearsal.outcome is not None:
            _acknowledge(pipe, name, "", rehearsal.outcome.id)

    return show


def _acknowledge(pipe: int, call: str, turn: str, words: str) -> None:
    # One write of less than PIPE_BUF: a kill can't leave half a line.
    os.write(pipe, (json.dumps([call, turn, words]) + "\n").encode())


def kill(child: int, pipe: int, after_s: float, *, playing: bool) -> list[Acknowledged]:
    """Let the child play for a while, kill it, and hear what it had acknowledged.

    The while begins when it starts to play, or (not ``playing``) before it opens its database.
    """
    with os.fdopen(pipe, "rb") as heard:
        ready = heard.readline() if playing else b""
        time.sleep(after_s)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status) or (playing and ready != READY):
            raise RuntimeError("the child ended by itself")
        return [Acknowledged(*json.loads(line)) for line in heard if line != READY]


# ---- afterwards


def examine(url: str, play: Play, acknowledged: Sequence[Acknowledged]) -> Verdict:
    """Look for what was lost, broken, or can't be gone on with."""
    verdict = Verdict(acknowledged=sum(bool(shown.turn) for shown in acknowledged))
    verdict.broken += _damage(Path(url.removeprefix("sqlite:///")))
    with Store(url) as store:
        stored = {summary.id: store.call(summary.id) for summary in store.calls(10_000)}
        verdict.lost += [str(shown) for shown in acknowledged if not _kept(shown, stored)]
        for summary in store.pending():
            asyncio.run(_resume(store, summary.id, play, verdict))
    return verdict


def _damage(path: Path) -> list[str]:
    if not path.exists():
        return []
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("PRAGMA integrity_check").fetchall()
        found += connection.execute("PRAGMA foreign_key_check").fetchall()
    return [str(row) for row in found if row != ("ok",)]


def _kept(shown: Acknowledged, stored: dict[str, Call]) -> bool:
    call = stored.get(shown.call)
    if call is None:
        return False
    if not shown.turn:
        return call.outcome is not None and call.outcome.id == shown.words
    return any(turn.id == shown.turn and shown.words in turn.said for turn in call.turns)


async def _resume(store: Store, name: str, play: Play, verdict: Verdict) -> None:
    verdict.resumed += 1
    try:
        rehearsal = await Rehearsal.resume(
            store.call(name),
            play.cast,
            journal=store.journal(name),
            clock=VirtualClock(),
            reader=play.reader,
        )
        async for _ in rehearsal.finish_pending():
            pass
        said = len(rehearsal.call().trainee_turns())
        await go_on(rehearsal, play.lines[said:], lambda *_: None)
    except Exception as error:
        verdict.stuck.append(f"{name}: {error!r}")
        return
    compare(store.call(name), await uninterrupted(play, name), verdict)


async def uninterrupted(play: Play, name: str) -> Call:
    """The call as it goes when nothing happens."""
    rehearsal = await begin(play, name, MemoryJournal())
    await go_on(rehearsal, play.lines, lambda *_: None)
    return rehearsal.call()


def compare(resumed: Call, whole: Call, verdict: Verdict) -> None:
    """Note where a resumed call went another way than the whole one; milliseconds don't count."""
    for mine, other in zip(resumed.turns, whole.turns, strict=False):
        if _timeless(mine) != _timeless(other):
            verdict.differing.append(f"{resumed.id} {mine.id}: {mine.said!r} / {other.said!r}")
            return
    once = _once(resumed.events)
    verdict.repeated_events += len(resumed.events) - len(once)
    same = (len(resumed.turns), resumed.outcome, once) == (
        len(whole.turns),
        whole.outcome,
        _once(whole.events),
    )
    if not same:
        verdict.differing.append(f"{resumed.id}: length, outcome or events")


def _timeless(turn: Turn) -> Turn:
    return turn.model_copy(update={"latency_ms": {}})


def _once(events: Sequence[Event]) -> list[Event]:
    return [event for at, event in enumerate(events) if event not in events[:at]]
