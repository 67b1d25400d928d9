"""Understanding: F1 per act and fault on hand-labelled lines, other people's labels, cost, start.

The rules were tuned on the development lines only; the held-out lines were written by the same hand
and never read against the rules.  Training rows that weren't fitted to are read as well.  EPITOME's
file is for evaluation: nothing here learns from it.
"""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import yaml

from benchmarks.report import report
from simulator.conversation.appraisal import Appraisal
from simulator.conversation.call import words_in
from simulator.understanding.context import Context
from simulator.understanding.reader import Reader
from simulator.vocabulary import Act

ROOT = Path(__file__).parent.parent
LINES = ROOT / "tests" / "understanding" / "data"
GIVEN = ROOT.parent / "shared" / "data"
MECHANISMS = ("emotional_reactions", "interpretations", "explorations")
ROUNDS = 5
CARE = {
    Act.OPEN_QUESTION,
    Act.REFLECT,
    Act.ACKNOWLEDGE_FEELING,
    Act.SILENCE,
    Act.OFFER,
    Act.ASK_MEETING,
    Act.ASK_PERMISSION,
    Act.NAME_LOSS,
    Act.HANDLE_OBJECTION,
}
"""Acts of which a better line of a pair does more, if neither line is at fault."""


class Line(NamedTuple):
    """One labelled utterance."""

    said: str
    text: str
    acts: frozenset[str] | None
    """``None``: labelled for its faults alone."""
    faults: frozenset[str]


class Marks(NamedTuple):
    """What was expected and what was found, once per utterance."""

    expected: frozenset[str]
    found: frozenset[str]


def lines(name: str) -> tuple[Line, ...]:
    """The labelled utterances of ``utterances_<name>.yaml``."""
    read = yaml.safe_load((LINES / f"utterances_{name}.yaml").read_text(encoding="utf-8"))
    return tuple(
        Line(row["said"], row["text"], _labels(row, "acts"), _labels(row, "faults") or frozenset())
        for row in read
    )


def _labels(row: Mapping[str, Sequence[str]], key: str) -> frozenset[str] | None:
    return frozenset(row[key]) if key in row else None


def f1(marks: Sequence[Marks], label: str) -> float:
    """F1 of one label."""
    hits = sum(label in mark.expected and label in mark.found for mark in marks)
    wrong = sum((label in mark.expected) != (label in mark.found) for mark in marks)
    return 2 * hits / (2 * hits + wrong) if hits or wrong else 1.0


def macro(marks: Sequence[Marks]) -> tuple[float, dict[str, float]]:
    """The mean F1 over the labels that were expected at least once, and each of them."""
    labels = sorted({label for mark in marks for label in mark.expected})
    each = {label: round(f1(marks, label), 3) for label in labels}
    return round(statistics.mean(each.values()), 3), each


def on_lines(reader: Reader, name: str) -> dict[str, object]:
    """Macro-F1 of acts and of faults on one set of lines, and exact matches of the acts."""
    read = [(line, reader.appraise(line.text, Context.after(line.said))) for line in lines(name)]
    marks = [Marks(line.acts, _acts(a)) for line, a in read if line.acts is not None]
    acts, each_act = macro(marks)
    faults, each_fault = macro([Marks(line.faults, _faults(found)) for line, found in read])
    clean = [found for line, found in read if not line.faults]
    return {
        f"{name}_lines": len(read),
        f"{name}_acts_macro_f1": acts,
        f"{name}_faults_macro_f1": faults,
        f"{name}_false_alarm_share": round(sum(bool(a.faults) for a in clean) / len(clean), 3),
        f"{name}_all_expected_acts_found": _share(mark.expected <= mark.found for mark in marks),
        f"{name}_acts_exactly": _share(mark.expected == mark.found for mark in marks),
        f"{name}_unsure_share": _share(found.unsure for _, found in read),
        f"{name}_f1_by_act": each_act,
        f"{name}_f1_by_fault": each_fault,
    }


def _acts(found: Appraisal) -> frozenset[str]:
    return frozenset(hit.act.value for hit in found.acts)


def _faults(found: Appraisal) -> frozenset[str]:
    return frozenset(hit.fault.value for hit in found.faults)


def _share(answers: Iterable[bool]) -> float:
    return round(statistics.mean(float(answer) for answer in answers), 3)


def on_epitome(reader: Reader) -> Mapping[str, object]:
    """Three-level macro-F1 of each mechanism, beside what the length of the text alone gives."""
    rows = _rows(GIVEN / "epitome_dev.jsonl")
    if rows is None:
        return {"epitome": "skipped: ../shared/data/epitome_dev.jsonl is not here"}
    read = [reader.appraise(str(row["text"]), Context.after(str(row["context"]))) for row in rows]
    middle = statistics.median(found.words for found in read)
    figures: dict[str, object] = {"epitome_rows": len(rows)}
    for name in MECHANISMS:
        gold = [str(row[name]) for row in rows]
        figures[f"epitome_{name}_macro_f1"] = _levels(gold, [_level(a, name) for a in read])
        longer = ["1" if found.words > middle else "0" for found in read]
        figures[f"epitome_{name}_by_length"] = _levels(gold, longer)
    return figures


def _level(found: Appraisal, name: str) -> str:
    return str(getattr(found, name).level)


def _levels(gold: Sequence[str], found: Sequence[str]) -> float:
    pairs = zip(gold, found, strict=True)
    return macro([Marks(frozenset({a}), frozenset({b})) for a, b in pairs])[0]


def on_pairs(reader: Reader) -> Mapping[str, object]:
    """How many pairs of a better and a worse line the faults, or the acts of care, tell apart."""
    rows = _rows(GIVEN / "probe_pairs.jsonl")
    if rows is None:
        return {"probe_pairs": "skipped: ../shared/data/probe_pairs.jsonl is not here"}
    apart = [row["attack"] for row in rows if not _told_apart(reader, row)]
    return {
        "probe_pairs": len(rows),
        "probe_pairs_told_apart": len(rows) - len(apart),
        "probe_pairs_missed": apart,
        "probe_pairs_longer_is_better": sum(
            words_in(str(row["better"])) > words_in(str(row["worse"])) for row in rows
        ),
    }


def _told_apart(reader: Reader, row: Mapping[str, object]) -> bool:
    better, worse = (
        reader.appraise(str(row[side]), Context.after("")) for side in ("better", "worse")
    )
    if bool(better.faults) != bool(worse.faults):
        return bool(worse.faults)
    return _care(better) > _care(worse)


def _care(found: Appraisal) -> int:
    return sum(hit.act in CARE for hit in found.acts)


def _rows(path: Path) -> list[Mapping[str, object]] | None:
    if not path.exists():
        print(f"SKIPPED: {path} is not here", file=sys.stderr)
        return None
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def cost(reader: Reader) -> Mapping[str, object]:
    """CPU milliseconds: a turn at the median, and a turn of 20,000 characters."""
    every = [line for name in ("dev", "held") for line in lines(name)]
    contexts = [(line.text, Context.after(line.said)) for line in every]
    times = [_cpu_ms(lambda t=text, c=context: reader.appraise(t, c)) for text, context in contexts]  # type: ignore[misc]
    huge = ("I wonder what happens on your side when a box is late, and why. " * 320)[:20_000]
    slow = _cpu_ms(lambda: reader.appraise(huge, Context.after("Yes?")))
    return {
        "cpu_ms_per_turn_median": round(statistics.median(times), 3),
        "cpu_ms_20000_characters": round(slow, 1),
        "cpu_ms_import_above_pydantic": _import_ms(),
    }


def _cpu_ms(run: Callable[[], object]) -> float:
    taken = []
    for _ in range(ROUNDS):
        start = time.process_time()
        run()
        taken.append((time.process_time() - start) * 1000)
    return min(taken)


def _import_ms() -> float:
    """What ``simulator.understanding.reader`` adds to an interpreter that has pydantic."""
    code = (
        "import time, pydantic, simulator.conversation.call; t = time.process_time();"
        "import simulator.understanding.reader; print((time.process_time() - t) * 1000)"
    )
    runs = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        for _ in range(ROUNDS)
    ]
    return round(min(float(run.stdout) for run in runs), 1)


def main() -> None:
    """Measure everything and write ``results/understanding.json``."""
    from benchmarks import ways

    reader = Reader(None, {})
    figures = {
        **ways.ways(),
        **ways.false_alarms(),
        **ways.first_time(),
        "curve": ways.curve(),
        **on_lines(reader, "dev"),
        **on_lines(reader, "held"),
        **on_epitome(reader),
        **on_pairs(reader),
        **cost(reader),
    }
    report("understanding", figures)


if __name__ == "__main__":
    main()
