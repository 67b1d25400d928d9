"""The network: a MiniLM encoder whose mean vector of a question lies near those of its fact."""

import math
from collections.abc import Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from training.understanding.net import WIDTH, pretrained

AT_ONCE = 32
"""Texts of like length that are read together."""


class Vectors(nn.Module):
    """Texts in, unit vectors out."""

    def __init__(self, weights: Path, dropout: float) -> None:
        super().__init__()
        self.encoder = pretrained(weights, 1, dropout)

    def forward(self, ids: Tensor, kinds: Tensor, mask: Tensor) -> Tensor:
        """(texts, WIDTH): the mean of all tokens; ``kinds`` is 1 all over in an answer."""
        means = self.encoder.encoded(ids, kinds, mask)[:, WIDTH:]
        return nn.functional.normalize(means, dim=1)


class Asked(nn.Module):
    """The vectors, and how a question's nearness to a fact's texts becomes a figure."""

    def __init__(self, weights: Path, dropout: float = 0.1) -> None:
        super().__init__()
        self.vectors = Vectors(weights, dropout)
        self.log_sharp = nn.Parameter(torch.tensor(math.log(20.0)))
        self.log_pool = nn.Parameter(torch.tensor(math.log(20.0)))
        self.floor = nn.Parameter(torch.tensor(0.45))

    def forward(self, questions: Tensor, texts: Tensor, starts: Sequence[int]) -> Tensor:
        """(questions, facts + 1): a logit per fact, the last one for none of them.

        Args:
            questions: their vectors.
            texts: the vectors of all facts' texts, fact after fact.
            starts: the row of each fact's first text.
        """
        pool = self.log_pool.exp()
        near = (questions @ texts.T * pool).tensor_split(list(starts[1:]), dim=1)
        pooled = torch.stack([each.logsumexp(1) for each in near], 1) / pool
        none = self.floor.expand(len(questions), 1)
        return torch.cat([pooled, none], 1) * self.log_sharp.exp()

    def scales(self) -> list[nn.Parameter]:
        """What isn't of the encoder."""
        return [self.log_sharp, self.log_pool, self.floor]


def encode(net: Vectors, tokenizer: Tokenizer, texts: Sequence[tuple[str, bool]]) -> Tensor:
    """The vectors of texts, each with whether it is an answer, read in lots of like length."""
    order = sorted(range(len(texts)), key=lambda at: len(texts[at][0]))
    lots = [order[start : start + AT_ONCE] for start in range(0, len(order), AT_ONCE)]
    with torch.autocast("cpu", torch.bfloat16):
        read = torch.cat([_read(net, tokenizer, [texts[at] for at in lot]) for lot in lots])
    places = torch.tensor(order).argsort()
    return nn.functional.normalize(read.float()[places], dim=1)


def _read(net: Vectors, tokenizer: Tokenizer, texts: Sequence[tuple[str, bool]]) -> Tensor:
    found = tokenizer.encode_batch([text for text, _ in texts])
    ids = torch.tensor([one.ids for one in found])
    mask = torch.tensor([one.attention_mask for one in found])
    kinds = torch.tensor([[int(answer)] for _, answer in texts]).expand_as(ids)
    vectors: Tensor = net(ids, kinds, mask)
    return vectors.float()
