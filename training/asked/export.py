"""From a fitted net to what ships: an int8 network for onnxruntime and its card."""

import json
from collections.abc import Mapping
from pathlib import Path

from simulator.understanding.stock import sum_of
from simulator.understanding.weights import ASKED, ASKED_CARD, RECALL
from training.asked.net import Asked
from training.understanding.export import write_small


def export(net: Asked, folder: Path) -> None:
    """Write the int8 network of the vectors to ``folder``."""
    write_small(net.vectors, folder / ASKED, output="vectors", row="texts")


def write_card(net: Asked, folder: Path, card: Mapping[str, object]) -> None:
    """Write the card, with the scales of the net and the SHA-256 of both files."""
    scales = {
        "sharp": round(net.log_sharp.exp().item(), 3),
        "pool": round(net.log_pool.exp().item(), 3),
        "floor": round(net.floor.item(), 4),
    }
    sums = {name: sum_of(folder / name) for name in (ASKED, RECALL)}
    text = json.dumps({**scales, **card, "sha256": sums}, indent=1)
    (folder / ASKED_CARD).write_text(text + "\n", encoding="utf-8")
