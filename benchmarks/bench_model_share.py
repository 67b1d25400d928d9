"""What we add to a model's own time, over HTTP with the real clients: Ollama's protocol, paced.

    python -m benchmarks.bench_model_share

A server in a process of its own plays a second of a model, twenty tokens a second, and says how
long each answer took it.  Ours is what a turn takes beyond that.  Writes
``benchmarks/results/model_share.json``; exits 1 if a bar is missed.
"""

import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.report import report
from simulator.authoring.catalogue import find_catalogue
from simulator.clock import VirtualClock
from simulator.llm.chooser import choose
from simulator.practice.rehearsal import Rehearsal
from simulator.settings import Settings
from simulator.storage.store import Store
from simulator.vocabulary import Difficulty, Realiser
from tests.support.ollama_server import Request, Say, ollama_server

SCENARIO = "exec-ninety-seconds"
CHUNKS = 20
CHUNK_S = 0.05
WORDS = "And what would I do with that, when the yard is full and the boat is due?"
SAYS = (
    "Good morning, this is Robin Ashdown from Gatefold, have I caught you at a bad moment?",
    "I read that your trucks don't break down, they stand.",
    "How many are standing today?",
    "What happens when a boat comes in late?",
)
ROUNDS = 4
BAR_MS = 30.0
BAR_SHARE = 0.05


def serve() -> None:
    """Answer until the standard input ends; then print the seconds of each answer."""
    took: list[float] = []
    words = [f"{word} " for word in WORDS.split()]

    def speak(request: Request, say: Say) -> None:
        started = time.perf_counter()
        for at in range(CHUNKS):
            time.sleep(CHUNK_S)
            say(words[at] if at < len(words) else "")
        took.append(time.perf_counter() - started)

    with ollama_server(speak) as server:
        print(server.host, flush=True)
        sys.stdin.read()
    print(json.dumps(took))


@contextmanager
def served() -> Iterator[Callable[[], list[float]]]:
    """The server in its own process; call what is yielded to end it and get its seconds."""
    command = [sys.executable, "-m", "benchmarks.bench_model_share", "--serve"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        os.environ["OLLAMA_HOST"] = process.stdout.readline().strip()

        def end() -> list[float]:
            return [float(one) for one in json.loads(process.communicate()[0])]

        yield end


async def play(store: Store, settings: Settings) -> tuple[list[float], list[float]]:
    """Wall and CPU seconds of each turn that the model worded."""
    wording = choose(settings)
    walls, cpus = [], []
    for number in range(ROUNDS):
        rehearsal = await Rehearsal.begin(
            find_catalogue(settings).cast(SCENARIO),
            seed=number,
            difficulty=Difficulty.EASY,
            journal=store.journal(f"share-{number}"),
            wording=wording,
            realiser=Realiser.IMPROVISE,
            clock=VirtualClock(),
            call_id=f"share-{number}",
        )
        for text in SAYS:
            wall, cpu = time.perf_counter(), time.process_time()
            async for _ in rehearsal.say(text):
                pass
            last = rehearsal.call().turns[-1]
            if last.latency_ms.get("model", 0.0) > 0:
                walls.append(time.perf_counter() - wall)
                cpus.append(time.process_time() - cpu)
    return walls, cpus


def main() -> int:
    """Measure, report, judge."""
    with tempfile.TemporaryDirectory() as folder, served() as end:
        store = Store(f"sqlite:///{folder}/bench.db")
        settings = Settings(data=Path(folder), model="ollama:tiny")
        walls, cpus = asyncio.run(play(store, settings))
        store.close()
        model = end()
    if len(model) != len(walls):
        print(f"the server answered {len(model)} times, {len(walls)} turns were the model's")
        return 1
    ours = [wall - one for wall, one in zip(walls, model, strict=True)]
    ours_ms = 1000 * statistics.median(ours[1:])  # the first turn also imports the clients
    share = statistics.median(one / wall for one, wall in list(zip(ours, walls, strict=True))[1:])
    figures = {
        "turns": len(walls),
        "model_s_median": round(statistics.median(model), 3),
        "ours_wall_ms_median": round(ours_ms, 1),
        "ours_cpu_ms_median": round(1000 * statistics.median(cpus[1:]), 1),
        "ours_share_median": round(share, 4),
        "first_turn_extra_ms": round(1000 * ours[0], 1),
    }
    report("model_share", figures)
    return 0 if ours_ms <= BAR_MS and share <= BAR_SHARE else 1


if __name__ == "__main__":
    if "--serve" in sys.argv:
        serve()
    else:
        sys.exit(main())
