"""How the small networks of the voice are fitted in torch, and written for onnxruntime."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch
from torch import Tensor, nn

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Seen = NDArray[np.float32]
    Varied = Callable[[Seen, np.random.Generator], Seen]

BATCH = 64


class Recipe(NamedTuple):
    """How long, how fast, and from which beginning."""

    epochs: int
    step: float
    decay: float = 1e-2
    unsure: float = 0.03
    """Share of each answer that is given to the others: nothing is quite certain."""
    seed: int = 0


def fit(
    net: nn.Module,
    seen: "NDArray[np.float16]",
    wanted: "NDArray[np.integer]",
    varied: "Varied",
    recipe: Recipe,
) -> None:
    """Fit a network that gives log-odds of kinds; rare kinds count more.

    Args:
        net: what is fitted.
        seen: pictures, shape ``(examples, frames, measures)``.
        wanted: the kind of each.
        varied: shows a batch in another guise.
        recipe: how.
    """
    torch.set_num_threads(1)
    torch.manual_seed(recipe.seed)
    chance = np.random.default_rng(recipe.seed)
    counts = np.bincount(wanted)
    weight = torch.tensor(np.sqrt(counts.mean() / counts), dtype=torch.float32)
    loss = nn.CrossEntropyLoss(weight=weight, label_smoothing=recipe.unsure)
    optimiser = torch.optim.AdamW(net.parameters(), recipe.step, weight_decay=recipe.decay)
    steps = recipe.epochs * (len(seen) // BATCH)
    pace = torch.optim.lr_scheduler.OneCycleLR(optimiser, recipe.step, total_steps=steps + 1)
    net.train()
    for _ in range(recipe.epochs):
        order = chance.permutation(len(seen))
        for first in range(0, len(seen) - BATCH + 1, BATCH):
            picked = order[first : first + BATCH]
            batch = torch.from_numpy(varied(seen[picked].astype(np.float32), chance))
            optimiser.zero_grad()
            loss(net(batch), torch.from_numpy(wanted[picked])).backward()
            optimiser.step()
            pace.step()
    net.eval()


def export(net: nn.Module, example: Tensor, name: str, target: Path) -> None:
    """Write a network that takes one input of this name."""
    net.eval()
    torch.onnx.export(
        net,
        (example,),
        str(target),
        input_names=[name],
        output_names=["probability"],
        dynamic_axes={name: {1: "frames"}},
        opset_version=17,
        dynamo=False,
    )
