"""Train the melody's half of the turn-end model, on neural voices stopped at known places.

    python -m training.voice.melody

Needs the extra ``train``.  Turns of our own are read by voices scaled out of one, no two alike and
none of a benchmark's (``stops``).  Writes ``simulator/voice/melody.onnx``.
"""

import argparse
import random
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor, nn

from simulator.voice.mel import BANDS
from simulator.voice.melody import FRAMES, NETWORK
from training.voice.network import Recipe, export, fit
from training.voice.stops import Place, stops
from training.voice.turn_text import fitted, turns

if TYPE_CHECKING:
    from numpy.typing import NDArray

READ = 2600
"""Turns that are read."""
MASKED = 4
"""Bands that are left out of half of the pictures: no single one is to decide."""


class Melody(nn.Module):
    """Pictures in, the log-odds of each place out: three convolutions, then a memory."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Conv1d(BANDS + 3, 32, 5, stride=2, padding=2)
        self.second = nn.Conv1d(32, 48, 5, stride=2, padding=2)
        self.third = nn.Conv1d(48, 64, 3, stride=2, padding=1)
        self.memory = nn.GRU(64, 56, batch_first=True)
        self.drop = nn.Dropout(0.2)
        self.places = nn.Linear(56 + 64, len(Place))

    def forward(self, seen: Tensor) -> Tensor:
        """(pictures, frames, measures) to (pictures, places)."""
        found = seen.transpose(1, 2)
        for part in (self.first, self.second, self.third):
            found = part(found).relu()
        found = found.transpose(1, 2)
        kept = torch.cat([self.memory(found)[0][:, -1], found[:, -4:].mean(1)], 1)
        return self.places(self.drop(kept))


class Finished(nn.Module):
    """The probability of the end alone."""

    def __init__(self, melody: Melody) -> None:
        super().__init__()
        self.melody = melody

    def forward(self, seen: Tensor) -> Tensor:
        """(pictures, frames, measures) to (pictures)."""
        return self.melody(seen).softmax(1)[:, Place.END]


def _varied(seen: "NDArray[np.float32]", chance: np.random.Generator) -> "NDArray[np.float32]":
    """Pictures through another microphone, and some of them with bands left out."""
    if chance.random() < 0.5:
        first = chance.integers(0, BANDS - MASKED)
        seen[:, :, first : first + MASKED] = 0
    if chance.random() < 0.5:
        seen[:, :, :BANDS] += chance.normal(0, 0.1, BANDS).astype(np.float32)
    return seen


def main() -> None:
    """Train, and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=READ)
    count = parser.parse_args().turns
    texts = sorted({turn.text for turn in fitted(turns(random.Random(1)))})
    found = list(stops(texts, count, seed=3))
    seen = np.array([one.seen for one in found])
    places = np.array([int(one.place) for one in found])
    torch.manual_seed(0)
    melody = Melody()
    fit(melody, seen, places, _varied, Recipe(epochs=8, step=4e-3))
    export(Finished(melody), torch.zeros(1, FRAMES, BANDS + 3), "picture", NETWORK)
    print(f"{len(found)} stops of {count} turns; {NETWORK.name} written")


if __name__ == "__main__":
    main()
