"""From a fitted net to what ships: an int8 network for onnxruntime and its card."""

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from simulator.understanding.encoder import Encoder
from simulator.understanding.stock import sum_of
from simulator.understanding.weights import CARD, NETWORK, TOKENIZER
from training.understanding.net import Net
from training.understanding.rows import Row


class Shipped(nn.Module):
    """The net with probabilities instead of logits."""

    def __init__(self, net: Net) -> None:
        super().__init__()
        self.net = net

    def forward(self, ids: Tensor, kinds: Tensor, mask: Tensor) -> Tensor:
        """Probabilities of shape (pairs, labels)."""
        return self.net(ids, kinds, mask).sigmoid()


def export(net: Net, folder: Path) -> Path:
    """Write the int8 network to ``folder`` and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    write_small(Shipped(net), folder / NETWORK, output="probabilities", row="pairs")
    return folder / NETWORK


def write_small(net: nn.Module, small: Path, *, output: str, row: str) -> None:
    """Write a network of ``ids``, ``kinds`` and ``mask`` as an int8 one.

    Args:
        net: the network.
        small: where it goes.
        output: what it gives is called so.
        row: what stands in a row of its input is called so.
    """
    plain = small.with_name("float.onnx")
    example = torch.ones((1, 8), dtype=torch.int64)
    inputs = ["ids", "kinds", "mask"]
    torch.onnx.export(
        net,
        (example, example, example),
        str(plain),
        input_names=inputs,
        output_names=[output],
        dynamic_axes={name: {0: row, 1: "tokens"} for name in inputs},
        opset_version=17,
        dynamo=False,
    )
    # Seven bits: eight saturate on processors without VNNI.
    quantize_dynamic(plain, small, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)
    plain.unlink()


def shipped_figures(network: Path, tokenizer: Path, rows: Sequence[Row]) -> list[list[float]]:
    """For each row, each label's figure at its surest sentence, as the reader will see it."""
    encoder = Encoder(network, tokenizer)
    found = []
    for row in rows:
        read = [encoder.probabilities(row.said, unit) for unit in row.units]
        found.append([max(column) for column in zip(*read, strict=True)])
    return found


def write_card(folder: Path, tokenizer: Path, card: Mapping[str, object]) -> None:
    """Copy the tokenizer and write the card with both files' SHA-256."""
    shutil.copyfile(tokenizer, folder / TOKENIZER)
    sums = {name: sum_of(folder / name) for name in (NETWORK, TOKENIZER)}
    text = json.dumps({**card, "sha256": sums}, indent=1)
    (folder / CARD).write_text(text + "\n", encoding="utf-8")
