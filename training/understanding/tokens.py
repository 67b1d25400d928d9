"""From rows to padded batches of token ids; a turn's sentences stay together."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import torch
from tokenizers import Tokenizer
from torch import Tensor

from simulator.understanding.encoder import pair_of, prepared
from training.understanding.net import Batch
from training.understanding.rows import Row


class Turns(NamedTuple):
    """Some turns: their sentences as one batch, and what each turn is labelled with."""

    batch: Batch
    owner: Tensor
    """For each pair of the batch the index of its turn."""
    targets: Tensor
    """(turns, labels): 1, 0, or -1 where nobody labelled it."""


def tokenizer_at(path: Path) -> Tokenizer:
    """The tokenizer of ``tokenizer.json``, set up as at run time."""
    return prepared(Tokenizer.from_file(str(path)))


def turns_of(rows: Sequence[Row], tokenizer: Tokenizer) -> Turns:
    """One batch of all sentences of the rows."""
    pairs, owner = [], []
    for index, row in enumerate(rows):
        pairs += [tuple(pair_of(row.said, unit)) for unit in row.units]
        owner += [index] * len(row.units)
    found = tokenizer.encode_batch(pairs)
    batch = Batch(
        torch.tensor([one.ids for one in found]),
        torch.tensor([one.type_ids for one in found]),
        torch.tensor([one.attention_mask for one in found]),
    )
    return Turns(batch, torch.tensor(owner), torch.tensor([row.targets() for row in rows]))


def surest(logits: Tensor, owner: Tensor) -> Tensor:
    """Of each turn and label the highest logit of its sentences: (turns, labels)."""
    turns = int(owner[-1]) + 1
    index = owner[:, None].expand_as(logits)
    empty = logits.new_full((turns, logits.shape[1]), -torch.inf)
    return empty.scatter_reduce(0, index, logits, "amax")


def batches(rows: Sequence[Row], size: int) -> Iterator[Sequence[Row]]:
    """The rows in lots of ``size``, those of like length together."""
    ordered = sorted(rows, key=lambda row: len(row.said) + len(row.text))
    for start in range(0, len(ordered), size):
        yield ordered[start : start + size]
