"""``python -m training.understanding.curve``: what more rows bring, and what each step brings.

Fits to a tenth, a quarter and a half of the rows, and the head alone to all of them; reads the
development lines with each net, and with the one that ships; writes ``curve.json`` next to it.
"""

import argparse
import json
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from simulator.understanding.learned import FOLDER
from simulator.understanding.weights import NETWORK
from training.understanding.export import export, shipped_figures
from training.understanding.fit import Recipe, fit
from training.understanding.net import LAYERS
from training.understanding.rows import LABELS, Row, marks_of, rows_of, split
from training.understanding.tokens import tokenizer_at

ROOT = Path(__file__).parent.parent.parent
DEV = ROOT / "tests" / "understanding" / "data" / "utterances_dev.yaml"
REPORT = Path(__file__).parent / "curve.json"
SHARES = {0.1: 12, 0.25: 8, 0.5: 6}
"""Share of the rows, and the epochs it gets: fewer rows are seen more often."""
EVEN = 0.5
"""The threshold of every label here: a tenth of the rows can't set any."""


def macro_f1(figures: Sequence[Sequence[float]], rows: Sequence[Row]) -> float:
    """The mean F1 of the acts that the rows show, at an even threshold."""
    marks = marks_of(rows)
    pairs = list(zip(figures, marks, strict=True))
    acts = [column for column, label in enumerate(LABELS) if label.startswith("act:")]
    shown = [column for column in acts if any(mark[column] == 1 for mark in marks)]
    return round(statistics.mean(_f1(pairs, column) for column in shown), 3)


def _f1(pairs: Sequence[tuple[Sequence[float], Sequence[float]]], column: int) -> float:
    known = [(f[column] >= EVEN, m[column] == 1) for f, m in pairs if m[column] >= 0]
    both = sum(found and shown for found, shown in known)
    wrong = sum(found != shown for found, shown in known)
    return 2 * both / (2 * both + wrong) if both else 0.0


def nets(rows: Sequence[Row]) -> Iterator[tuple[str, Sequence[Row], Recipe]]:
    """What to fit: a name, the rows, the recipe."""
    yield "head alone, all rows", rows, replace(Recipe(), rounds=(5,), frozen=LAYERS)
    for share, epochs in SHARES.items():
        step = round(1 / share)
        yield f"{share:.0%} of the rows", rows[::step], replace(Recipe(), rounds=(epochs,))


def main() -> None:
    """Fit, read, report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minilm", type=Path, required=True, help="folder of model.safetensors")
    given = parser.parse_args().minilm
    fitted, dev = split()[0], rows_of(DEV)
    words = given / "tokenizer.json"
    shipped = macro_f1(shipped_figures(FOLDER / NETWORK, words, dev), dev)
    report = {"all rows": {"rows": len(fitted), "macro_f1": shipped}}
    for name, rows, recipe in nets(fitted):
        net = fit(rows, given / "model.safetensors", tokenizer_at(words), recipe)
        with TemporaryDirectory() as folder:
            figures = shipped_figures(export(net, Path(folder)), words, dev)
        report[name] = {"rows": len(rows), "macro_f1": macro_f1(figures, dev)}
        REPORT.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
        print(name, report[name], flush=True)


if __name__ == "__main__":
    main()
