"""A rehearsal without a person: a script plays the trainee on a virtual clock, reproducibly."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime

from simulator.authoring.cast import Cast
from simulator.clock import VirtualClock
from simulator.conversation.call import Call
from simulator.llm.wording import Wording
from simulator.practice.hearing import Reads
from simulator.practice.journal import MemoryJournal
from simulator.practice.rehearsal import Rehearsal
from simulator.practice.script import ScriptLine
from simulator.vocabulary import Difficulty, Realiser

EPOCH = datetime(2026, 1, 1, 9, 0, tzinfo=UTC)
"""When a scripted call is said to have begun, so that its file is the same whenever it is run."""


async def play_script(
    cast: Cast,
    lines: Sequence[ScriptLine],
    *,
    seed: int,
    difficulty: Difficulty,
    wording: Wording | None = None,
    realiser: Realiser | None = None,
    reader: Reads | None = None,
) -> Call:
    """Play the lines until they or the call end; a trainee out of lines hangs up.

    The same cast, lines, seed and difficulty give an equal call, unless a model words it: the
    milliseconds are left out.
    """
    rehearsal = await Rehearsal.begin(
        cast,
        seed=seed,
        difficulty=difficulty,
        journal=MemoryJournal(),
        wording=wording,
        realiser=realiser,
        clock=VirtualClock(),
        call_id=_identity(cast, lines, seed, difficulty, wording),
        started_at=EPOCH,
        reader=reader,
    )
    for line in lines:
        if rehearsal.ended:
            break
        async for _ in rehearsal.say(line.text, line.start_s, line.end_s):
            pass
    await rehearsal.hang_up()
    return _without_latency(rehearsal.call())


def _identity(
    cast: Cast,
    lines: Sequence[ScriptLine],
    seed: int,
    difficulty: Difficulty,
    wording: Wording | None,
) -> str:
    parts = [str(seed), difficulty.value, wording.name if wording else ""]
    parts += [f"{name} {digest}" for name, digest in sorted(cast.hashes.items())]
    parts += [line.model_dump_json() for line in lines]
    digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()
    return f"{cast.scenario.id}-{digest[:16]}"


def _without_latency(call: Call) -> Call:
    turns = tuple(turn.model_copy(update={"latency_ms": {}}) for turn in call.turns)
    return call.model_copy(update={"turns": turns})
