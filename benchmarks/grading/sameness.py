"""The same call graded again: other processes, locales and hash seeds, and another order."""

import hashlib
import json
import os
import subprocess
import sysconfig
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.grading.pairs import own_pairs
from simulator.conversation.call import Call, Turn
from simulator.conversation.call_file import to_json
from simulator.conversation.json_text import json_page
from simulator.grading.chain import grade
from simulator.vocabulary import Kind

SIMULATOR = str(Path(sysconfig.get_path("scripts")) / "simulator")
LOCALES = ("C", "POSIX", "C.UTF-8", "en_GB.UTF-8", "tr_TR.UTF-8", "de_DE.ISO-8859-1")
PROCESSES = 20
TURNS = 40


def long_call(turns: int = TURNS, skip: int = 0) -> Call:
    """So many turns of better lines, each after its context, from the pair ``skip`` on."""
    pairs = [pair for pair in own_pairs() if pair.kind is Kind.SERVICE]
    pairs = pairs[skip % len(pairs) :] + pairs[: skip % len(pairs)]
    said = [text for pair in pairs for text in (pair.context, pair.better)][:turns]
    return Call(
        id=f"long-{skip}",
        kind=Kind.SERVICE,
        turns=tuple(
            Turn(id=f"t{n}", speaker="trainee" if n % 2 else "persona", said=text)
            for n, text in enumerate(said)
        ),
    )


def figures() -> dict[str, object]:
    """How many different scorecards 20 gradings gave; 1 is the bar."""
    call = long_call()
    return {
        "processes": PROCESSES,
        "distinct_scorecards": len(digests(call)),
        "distinct_scorecards_in_other_orders": len(_orders(call)),
    }


def digests(call: Call) -> set[str]:
    """Hashes of the scorecards of fresh processes, each with its own hash seed and locale."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "call.json"
        path.write_text(to_json(call), encoding="utf-8")
        return {_digest(path, environment) for environment in _environments()}


def _orders(call: Call) -> set[str]:
    """The scorecards of one call graded before, between and after others."""
    others = [long_call(20, skip) for skip in range(PROCESSES)]
    found = set()
    for other in others:
        grade(other)
        found.add(hashlib.sha256(json_page(grade(call)).encode()).hexdigest())
    return found


def _environments() -> Iterator[Mapping[str, str]]:
    for number in range(PROCESSES):
        name = LOCALES[number % len(LOCALES)]
        yield {**os.environ, "PYTHONHASHSEED": str(number * 7919), "LC_ALL": name, "LANG": name}


def _digest(path: Path, environment: Mapping[str, str]) -> str:
    out = path.with_name("card.json")
    command = [SIMULATOR, "grade", str(path), "--out", str(out)]
    subprocess.run(command, check=True, env=environment, cwd=path.parent, timeout=120)
    text = out.read_text(encoding="utf-8")
    json.loads(text)
    return hashlib.sha256(text.encode()).hexdigest()
