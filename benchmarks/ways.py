"""The rules, the learned reader and both together, on the same lines; and the training's report."""

import json
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.bench_understanding import Marks, lines, macro
from simulator.understanding.context import Context
from simulator.understanding.learned import Learned, shipped
from simulator.understanding.reader import Reader
from simulator.understanding.text import sentences
from training.understanding.rows import Row, split

CURVE = Path(__file__).parent.parent / "training" / "understanding" / "curve.json"
NOWHERE = Path("nowhere")


class Told(NamedTuple):
    """A line and the acts that it was labelled with."""

    said: str
    text: str
    acts: frozenset[str]


Way = Callable[[Told], frozenset[str]]


def by_reader(reader: Reader) -> Way:
    """What a reader finds."""

    def found(line: Told) -> frozenset[str]:
        appraisal = reader.appraise(line.text, Context.after(line.said))
        return frozenset(hit.act.value for hit in appraisal.acts)

    return found


def by_net(line: Told) -> frozenset[str]:
    """What the network finds alone, at its own thresholds."""
    opinions = [shipped().opinion(line.said, one.text) for one in sentences(line.text)]
    return frozenset(act.value for opinion in opinions for act in opinion.acts)


def ways() -> dict[str, object]:
    """Macro-F1 of the acts by each way, on the development lines and on rows kept from fitting."""
    kept = split()[1]
    sets = {
        "dev": [Told(one.said, one.text, one.acts) for one in lines("dev") if one.acts is not None],
        "kept": [Told(one.said, one.text, one.acts) for one in kept if one.acts is not None],
    }
    found: dict[str, object] = {}
    for name, told in sets.items():
        found[f"{name}_rows"] = len(told)
        for way, reads in _WAYS.items():
            marks = [Marks(line.acts, reads(line)) for line in told]
            found[f"{name}_acts_macro_f1_{way}"], each = macro(marks)
            found[f"{name}_f1_by_act_{way}"] = each
    return found


_WAYS: dict[str, Way] = {
    "rules": by_reader(Reader(None, {}, learned=Learned(NOWHERE))),
    "learned": by_net,
    "both": by_reader(Reader(None, {})),
}


def false_alarms() -> dict[str, object]:
    """Share of the innocent rows kept from fitting on which some fault is seen, rules and both."""
    innocent = [row for row in split()[1] if not row.faults]
    readers = {"rules": Learned(NOWHERE), "both": shipped()}
    return {
        "kept_innocent_rows": len(innocent),
        **{
            f"kept_false_alarm_share_{way}": _alarms(Reader(None, {}, learned=learned), innocent)
            for way, learned in readers.items()
        },
    }


def _alarms(reader: Reader, rows: Sequence[Row]) -> float:
    appraised = (reader.appraise(row.text, Context.after(row.said)) for row in rows)
    return round(statistics.mean(float(bool(found.faults)) for found in appraised), 4)


def first_time() -> dict[str, object]:
    """CPU milliseconds of a turn whose words were never read before, at the median."""
    reader = Reader(None, {}, learned=Learned())
    reader.appraise("Hello.", Context())
    times = [_cpu_ms(reader, line.said, line.text) for line in lines("dev")]
    return {"cpu_ms_per_new_turn_median": round(statistics.median(times), 2)}


def _cpu_ms(reader: Reader, said: str, text: str) -> float:
    start = time.process_time()
    reader.appraise(text, Context.after(said))
    return (time.process_time() - start) * 1000


def curve() -> dict[str, object]:
    """What the training wrote of its learning curve and its steps; empty if it never ran."""
    return json.loads(CURVE.read_text(encoding="utf-8")) if CURVE.exists() else {}
