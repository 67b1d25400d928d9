"""Fitting: the encoder's upper layers and the head, on turns labelled as a whole."""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from training.understanding.net import Net, pretrained
from training.understanding.rows import LABELS, Row
from training.understanding.tokens import batches, surest, turns_of
from training.understanding.vary import varied


@dataclass(frozen=True)
class Recipe:
    """How long and how fast to fit."""

    rounds: tuple[int, ...] = (4, 2)
    """Epochs of each round; a round begins where the one before it ended, with slower steps."""
    lot: int = 32
    """Turns a step."""
    encoder_rate: float = 1.4e-4
    head_rate: float = 3e-3
    slower: float = 0.5
    """The share of the rates that each further round keeps."""
    frozen: int = 2
    """Lowest layers that stay as they are; all of them: only the head learns."""
    dropout: float = 0.1
    rare: float = 4.0
    """At most how much more a hit of a rare label weighs than a miss."""
    seed: int = 20


def fit(rows: Sequence[Row], weights: Path, tokenizer: Tokenizer, recipe: Recipe) -> Net:
    """A net fitted to the rows; the same rows, recipe and machine give the same net."""
    torch.manual_seed(recipe.seed)
    torch.set_num_threads(1)
    net = pretrained(weights, len(LABELS), recipe.dropout)
    net.freeze(recipe.frozen)
    for number in range(len(recipe.rounds)):
        fit_round(net, rows, tokenizer, recipe, number)
    return net.eval()


def fit_round(
    net: Net, rows: Sequence[Row], tokenizer: Tokenizer, recipe: Recipe, number: int
) -> None:
    """One round: the rates climb, then fall to 0.

    A turn's labels hold for its surest sentence: so the net learns which sentence does it.
    """
    chance = random.Random(recipe.seed + number)
    if number:
        torch.manual_seed(recipe.seed + number)
    steps = recipe.rounds[number] * -(-len(rows) // recipe.lot)
    optimiser = _optimiser(net, recipe, recipe.slower**number)
    rate = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: warm(step, steps))
    loss_of = _loss(rows, recipe)
    for epoch in range(recipe.rounds[number]):
        start, total = time.process_time(), 0.0
        net.train()
        fresh = [varied(row, rows, chance) if epoch or number else row for row in rows]
        lots = list(batches(fresh, recipe.lot))
        chance.shuffle(lots)
        for lot in lots:
            turns = turns_of(lot, tokenizer)
            loss = loss_of(surest(net(*turns.batch), turns.owner), turns.targets)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            rate.step()
            total += loss.item()
        spent = time.process_time() - start
        print(f"epoch {epoch + 1}: loss {total / len(lots):.4f}, {spent:.0f} s of CPU", flush=True)


def _optimiser(net: Net, recipe: Recipe, pace: float) -> torch.optim.Optimizer:
    head = set(net.head.parameters())
    rest = [one for one in net.parameters() if one.requires_grad and one not in head]
    groups = [
        {"params": rest, "lr": recipe.encoder_rate * pace, "weight_decay": 0.01},
        {"params": list(head), "lr": recipe.head_rate * pace, "weight_decay": 0.01},
    ]
    return torch.optim.AdamW([group for group in groups if group["params"]], fused=True)


def warm(step: int, steps: int) -> float:
    """The rate climbs for a tenth of the steps and falls evenly to 0."""
    first = max(1, steps // 10)
    return step / first if step < first else max(0.0, (steps - step) / (steps - first))


def _loss(rows: Sequence[Row], recipe: Recipe) -> Callable[[Tensor, Tensor], Tensor]:
    """Cross-entropy over the labels that somebody gave; hits of rare labels weigh more."""
    marks = torch.tensor([row.targets() for row in rows])
    hits, misses = (marks == 1).sum(0).clamp(min=1), (marks == 0).sum(0)
    weights = (misses / hits).sqrt().clamp(1.0, recipe.rare)

    def of(logits: Tensor, targets: Tensor) -> Tensor:
        each = nn.functional.binary_cross_entropy_with_logits(
            logits, targets.clamp(min=0.0), pos_weight=weights, reduction="none"
        )
        known = (targets >= 0).float()
        return (each * known).sum() / known.sum() * len(LABELS)

    return of
