"""``python -m training.asked.left_out``: how well a question finds its fact in a world never seen.

Fits once for each fold of people without them, asks them their own questions, and prints how many
find their fact, get another's, and find one though they are about none.  Writes nothing.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer

from training.asked.__main__ import BAR
from training.asked.fit import Recipe, fit
from training.asked.net import Asked, encode
from training.asked.rows import Fact, Person, invented, others, shipped
from training.understanding.tokens import tokenizer_at

FOLDS = 3


def judged(net: Asked, tokenizer: Tokenizer, person: Person) -> list[tuple[bool, bool, bool]]:
    """Of each question: whether it is about a fact, finds one, and finds its own."""
    texts = [_texts(fact) for fact in person.facts]
    starts = [sum(map(len, texts[:place])) for place in range(len(texts))]
    with torch.no_grad():
        known = encode(net.vectors, tokenizer, [text for each in texts for text in each])
        asked = encode(net.vectors, tokenizer, [(one.text, False) for one in person.questions])
        sure, best = net(asked, known, starts).softmax(1)[:, :-1].max(1)
    names = [person.facts[place].id for place in best.tolist()]
    return [
        (one.fact is not None, probability >= BAR, name == one.fact)
        for one, probability, name in zip(person.questions, sure.tolist(), names, strict=True)
    ]


def _texts(fact: Fact) -> list[tuple[str, bool]]:
    return [(text, False) for text in fact.cues] + [(text, True) for text in fact.says]


def figures(marks: Sequence[tuple[bool, bool, bool]]) -> str:
    """The three shares, in words."""
    about = [(found, right) for asks, found, right in marks if asks]
    idle = [found for asks, found, _ in marks if not asks]
    found = sum(found and right for found, right in about) / len(about)
    another = sum(found and not right for found, right in about) / len(about)
    return f"found {found:.3f}, another {another:.3f}, for nothing {sum(idle) / len(idle):.3f}"


def main() -> None:
    """Fit, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minilm", type=Path, required=True, help="folder of model.safetensors")
    parser.add_argument("--folds", type=int, default=FOLDS, help="how many of the folds to run")
    args = parser.parse_args()
    tokenizer = tokenizer_at(args.minilm / "tokenizer.json")
    house, worlds = shipped(), invented()
    every: list[tuple[bool, bool, bool]] = []
    for fold in range(args.folds):
        left = [*house[fold::FOLDS], *worlds[fold::FOLDS]]
        names = {one.name for one in left}
        rest = [one for one in (*house, *worlds) if one.name not in names]
        net = fit(rest, others(), args.minilm / "model.safetensors", tokenizer, Recipe())
        marks = {one.name: judged(net, tokenizer, one) for one in left}
        for name, own in marks.items():
            print(f"{name}: {figures(own)}", flush=True)
            every += own
    print(f"all: {figures(every)}")


if __name__ == "__main__":
    main()
