"""Cost: CPU of a call and of a trainee's turn, and calls a second when a folder is graded."""

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.grading import people
from benchmarks.grading.sameness import SIMULATOR, TURNS, long_call
from simulator.conversation.call import Call
from simulator.conversation.call_file import to_json
from simulator.grading.chain import grade

CPU_BAR_S, TURN_BAR_MS, RATE_BAR = 1.0, 60.0, 25.0
ROUNDS, CORES = 15, 2
FOLDER, FOLDER_TURNS = 500, 30
"""Calls of the folder, of 10,000 that the bar speaks of, and the turns of each."""


def figures() -> dict[str, object]:
    """CPU seconds of the long call, of a turn in it, of the imports; calls a second of a folder."""
    call = long_call()
    seconds = cpu_seconds(call)
    middle = statistics.median(seconds)
    return {
        "turns": TURNS,
        "cpu_s_median": round(middle, 3),
        "cpu_s_max": round(max(seconds), 3),
        "cpu_s_bar": CPU_BAR_S,
        "cpu_ms_a_trainee_turn": round(1000 * middle / len(call.trainee_turns()), 2),
        "cpu_ms_a_trainee_turn_bar": TURN_BAR_MS,
        "import_cpu_s": round(import_seconds(), 2),
        "folder_calls": FOLDER,
        "folder_turns": FOLDER_TURNS,
        **folder_figures(),
        "folder_calls_a_second_bar": RATE_BAR,
        **fresh_figures(),
    }


def cpu_seconds(call: Call) -> list[float]:
    """CPU seconds of grading, once for each round; imports are done before."""
    grade(call)
    seconds = []
    for _ in range(ROUNDS):
        start = time.process_time()
        grade(call)
        seconds.append(time.process_time() - start)
    return seconds


def import_seconds() -> float:
    """CPU seconds of importing the chain and LangChain in a fresh process."""
    code = (
        "import time; start = time.process_time(); import simulator.grading.chain;"
        "import langchain_core.runnables, langsmith; print(time.process_time() - start)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return float(run.stdout)


def folder_figures() -> dict[str, object]:
    """Calls a second of ``simulator grade FOLDER``, start-up included.

    By the wall clock, which other work on the machine slows down, and by the CPU that it took,
    shared out over two cores.
    """
    with tempfile.TemporaryDirectory() as folder:
        calls, cards = Path(folder) / "calls", Path(folder) / "cards"
        calls.mkdir()
        for number in range(FOLDER):
            call = long_call(FOLDER_TURNS, number)
            (calls / f"{number:05}.json").write_text(to_json(call), encoding="utf-8")
        start, before = time.monotonic(), _children_s()
        command = [SIMULATOR, "grade", str(calls), "--out", str(cards)]
        subprocess.run(command, check=True, capture_output=True, cwd=folder)
        wall, spent = time.monotonic() - start, _children_s() - before
    return {
        "folder_calls_a_second": round(CORES * FOLDER / spent, 1),
        "folder_calls_a_second_by_the_wall_clock": round(FOLDER / wall, 1),
    }


def _children_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def fresh_figures() -> dict[str, object]:
    """CPU of calls that share no line: what memory of read lines can't help."""
    calls = people.first_turns(FOLDER_TURNS)
    if not calls:
        return {}
    start = time.process_time()
    for call in calls:
        grade(call)
    each = (time.process_time() - start) / len(calls)
    return {
        "fresh_call_cpu_ms": round(1000 * each, 1),
        "fresh_calls_a_second_on_two_cores": round(CORES / each, 1),
    }
