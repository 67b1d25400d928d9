"""The network: a MiniLM encoder (BERT's layers) and one linear head over all labels, in torch."""

from pathlib import Path
from typing import NamedTuple

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

WIDTH, INNER, HEADS, LAYERS = 384, 1536, 12, 6
"""Sizes of all-MiniLM-L6-v2 (its config.json)."""
POSITIONS, EPSILON = 512, 1e-12


class Batch(NamedTuple):
    """Padded token ids of pairs (her line, one sentence), each of shape (pairs, tokens)."""

    ids: Tensor
    kinds: Tensor
    """0 for her line, 1 for the sentence."""
    mask: Tensor
    """1 for a token, 0 for padding."""


class Layer(nn.Module):
    """One transformer layer, normalised after each part as in BERT."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value, self.mix = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.mixed, self.done = (nn.LayerNorm(WIDTH, EPSILON) for _ in range(2))
        self.widen, self.narrow = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """(pairs, tokens, WIDTH) in and out; ``bias`` is added to the attention's scores."""
        query, key, value = (self._heads(part(x)) for part in (self.query, self.key, self.value))
        scores = query @ key.transpose(-1, -2) / (WIDTH // HEADS) ** 0.5 + bias
        seen = scores.softmax(-1) @ value
        joined = seen.transpose(1, 2).reshape(x.shape[0], -1, WIDTH)
        x = self.mixed(x + self.dropout(self.mix(joined)))
        wide = nn.functional.gelu(self.widen(x))
        return self.done(x + self.dropout(self.narrow(wide)))

    def _heads(self, x: Tensor) -> Tensor:
        return x.view(x.shape[0], -1, HEADS, WIDTH // HEADS).transpose(1, 2)


class Net(nn.Module):
    """Pairs in, one logit per label out."""

    def __init__(self, vocabulary: int, labels: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, WIDTH)
        self.places = nn.Embedding(POSITIONS, WIDTH)
        self.kinds = nn.Embedding(2, WIDTH)
        self.start = nn.LayerNorm(WIDTH, EPSILON)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear(2 * WIDTH, labels)

    def forward(self, ids: Tensor, kinds: Tensor, mask: Tensor) -> Tensor:
        """Logits of shape (pairs, labels)."""
        return self.head(self.dropout(self.encoded(ids, kinds, mask)))

    def encoded(self, ids: Tensor, kinds: Tensor, mask: Tensor) -> Tensor:
        """(pairs, 2 × WIDTH): the mean of the sentence's tokens, and of all tokens."""
        places = torch.arange(ids.shape[1])
        x = self.start(self.words(ids) + self.places(places) + self.kinds(kinds))
        bias = (1.0 - mask.float())[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        return torch.cat([_mean(x, kinds * mask), _mean(x, mask)], dim=1)

    def freeze(self, layers: int) -> None:
        """Keep the embeddings and the lowest ``layers`` as they are."""
        kept = [self.words, self.places, self.start, *self.layers[:layers]]
        kept += [self.kinds] if layers == LAYERS else []
        for part in kept:
            part.requires_grad_(False)


def _mean(x: Tensor, mask: Tensor) -> Tensor:
    weight = mask.float()[:, :, None]
    return (x * weight).sum(1) / weight.sum(1).clamp(min=1.0)


def pretrained(weights: Path, labels: int, dropout: float) -> Net:
    """A net with all-MiniLM-L6-v2's encoder, from its ``model.safetensors``, and a fresh head."""
    given = load_file(weights)
    net = Net(given["embeddings.word_embeddings.weight"].shape[0], labels, dropout)
    wanted = net.state_dict()
    named = {ours: given[theirs] for ours, theirs in _names().items()}
    net.load_state_dict({**wanted, **named})
    return net


_PARTS = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "mix": "attention.output.dense",
    "mixed": "attention.output.LayerNorm",
    "widen": "intermediate.dense",
    "narrow": "output.dense",
    "done": "output.LayerNorm",
}


def _names() -> dict[str, str]:
    """Our parameters' names, and theirs."""
    names = {
        "words.weight": "embeddings.word_embeddings.weight",
        "places.weight": "embeddings.position_embeddings.weight",
        "kinds.weight": "embeddings.token_type_embeddings.weight",
        "start.weight": "embeddings.LayerNorm.weight",
        "start.bias": "embeddings.LayerNorm.bias",
    }
    for layer in range(LAYERS):
        for ours, theirs in _PARTS.items():
            for end in ("weight", "bias"):
                names[f"layers.{layer}.{ours}.{end}"] = f"encoder.layer.{layer}.{theirs}.{end}"
    return names
