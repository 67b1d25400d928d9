"""Grading: cost of a 40-turn call, the same bytes everywhere, and whether gaming pays."""

import hashlib
import json
import os
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from benchmarks.report import report
from simulator.conversation.call import Call, Turn, words_in
from simulator.conversation.call_file import to_json
from simulator.grading.chain import grade
from simulator.grading.credits import worth
from simulator.grading.defaults import default_rubric
from simulator.grading.material import prepare
from simulator.understanding.reader import Reader
from simulator.vocabulary import Kind

ROOT = Path(__file__).parent.parent
OWN = ROOT / "tests" / "grading" / "data" / "gaming_pairs.jsonl"
GIVEN = ROOT.parent / "shared" / "data" / "probe_pairs.jsonl"
SIMULATOR = str(Path(sysconfig.get_path("scripts")) / "simulator")
TURNS = 40
LOCALES = ("C", "POSIX", "C.UTF-8", "en_GB.UTF-8", "tr_TR.UTF-8", "de_DE.ISO-8859-1")
CPU_BAR_S = 1.0
PROCESSES = 20
ROUNDS = 15

LOSS = "My husband Tom died three weeks ago. Forty years. The letters keep coming in his name."

COLD = {
    "opener": "Tolan. I've ninety seconds before a board call. Who is this?",
    "relevance": "Go on, then. You have thirty seconds.",
    "objection": "We already have a supplier for that, and they're fine.",
    "ask": "All right, that's interesting. What do you want from me?",
}
"""What the other side said before, for the given pairs, which come without it; by dimension."""


class Pair(NamedTuple):
    """A better and a worse thing to say after the same words."""

    kind: Kind
    context: str
    better: str
    worse: str
    attack: str


class Placed(NamedTuple):
    """How grading placed a pair."""

    pair: Pair
    total: float
    """Total of the call with the better line less that with the worse."""
    worth: float
    """The same for the one turn's empathy less its faults."""


def own_pairs() -> Iterator[Pair]:
    """The hand-written suite of this project."""
    for line in OWN.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield Pair(Kind(row.pop("kind")), **row)


def given_pairs() -> Iterator[Pair]:
    """Pairs from beside the checkout, if they are there."""
    for line in GIVEN.read_text(encoding="utf-8").splitlines() if GIVEN.is_file() else ():
        row = json.loads(line)
        kind = Kind.COLD_CALL if row["dimension"] in COLD else Kind.SERVICE
        context = COLD.get(row["dimension"], LOSS)
        yield Pair(kind, context, row["better"], row["worse"], row["attack"])


def call_with(pair: Pair, line: str) -> Call:
    """The shortest call that gets a total, with the line in it."""
    said = (("persona", pair.context), ("trainee", line), ("persona", "Mm."), ("trainee", "Right."))
    turns = (Turn(id=f"t{n}", speaker=who, said=what) for n, (who, what) in enumerate(said, 1))
    return Call(kind=pair.kind, turns=tuple(turns))


def totalled(call: Call) -> float:
    """The total; a pair without one would be a mistake of this benchmark."""
    value = grade(call).overall.value
    if value is None:
        raise ValueError("a call of two turns has a total")
    return value


def worth_of(call: Call) -> float:
    """What the first turn is worth."""
    material = prepare(
        call, default_rubric(call.kind or Kind.SERVICE), None, Reader(None, {}, call.kind)
    )
    return worth(material.readings[0])


def place(pair: Pair) -> Placed:
    """Grade both calls of a pair."""
    better, worse = call_with(pair, pair.better), call_with(pair, pair.worse)
    return Placed(pair, totalled(better) - totalled(worse), worth_of(better) - worth_of(worse))


def pair_figures(name: str, pairs: Iterable[Pair]) -> dict[str, object]:
    """How many pairs are ordered right (a tie is wrong), and which are not."""
    placed = [place(pair) for pair in pairs]
    longer = sum(words_in(at.pair.better) > words_in(at.pair.worse) for at in placed)
    return {
        f"{name}_pairs": len(placed) or "not there",
        f"{name}_right_by_total": sum(at.total > 0 for at in placed),
        f"{name}_right_by_turn": sum(at.worth > 0 for at in placed),
        f"{name}_right_by_length": longer,
        f"{name}_wrong_by_total": [_told(at) for at in placed if at.total <= 0],
    }


def _told(at: Placed) -> str:
    return f"{at.pair.attack} ({at.total:+.1f}): {at.pair.better[:40]} | {at.pair.worse[:40]}"


def long_call() -> Call:
    """Forty turns of the better lines, each after its context."""
    pairs = [pair for pair in own_pairs() if pair.kind is Kind.SERVICE]
    said = [text for pair in pairs for text in (pair.context, pair.better)][:TURNS]
    turns = tuple(
        Turn(id=f"t{n}", speaker="trainee" if n % 2 else "persona", said=text)
        for n, text in enumerate(said)
    )
    return Call(id="forty", kind=Kind.SERVICE, turns=turns)


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


def digests(call: Call) -> set[str]:
    """Hashes of the scorecards of fresh processes, each with its own hash seed and locale."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "call.json"
        path.write_text(to_json(call), encoding="utf-8")
        return {_digest(path, environment) for environment in _environments()}


def _environments() -> Iterator[Mapping[str, str]]:
    for number in range(PROCESSES):
        name = LOCALES[number % len(LOCALES)]
        yield {**os.environ, "PYTHONHASHSEED": str(number * 7919), "LC_ALL": name, "LANG": name}


def _digest(path: Path, environment: Mapping[str, str]) -> str:
    out = path.with_name("card.json")
    command = [SIMULATOR, "grade", str(path), "--out", str(out)]
    subprocess.run(command, check=True, env=environment, cwd=path.parent, timeout=120)
    return hashlib.sha256(out.read_bytes()).hexdigest()


def main() -> None:
    """Measure all, print, write, and fail if a bar is missed."""
    call = long_call()
    seconds, distinct = cpu_seconds(call), digests(call)
    figures = {
        "turns": len(call.turns),
        "cpu_s_median": round(statistics.median(seconds), 3),
        "cpu_s_max": round(max(seconds), 3),
        "cpu_s_bar": CPU_BAR_S,
        "import_cpu_s": round(import_seconds(), 2),
        "processes": PROCESSES,
        "distinct_scorecards": len(distinct),
        **pair_figures("own", own_pairs()),
        **pair_figures("given", given_pairs()),
    }
    report("grading", figures)
    sys.exit(statistics.median(seconds) > CPU_BAR_S or len(distinct) != 1)


if __name__ == "__main__":
    main()
