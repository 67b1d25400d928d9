"""Weigh words against melody, on turns kept back from both, and show what patience costs.

    python -m training.voice.turn_end [--turns N]

Each turn is read by another voice, with a thinking pause in it (``benchmarks.paused_turns``), and
heard by detector and recogniser as in a call.  Writes the weights to
``simulator/voice/turn_text.json``.
"""

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from benchmarks.paused_turns import paused, pauses
from benchmarks.trainees import CACHE, Trainee
from simulator.settings import Settings
from simulator.voice.kits import voice_kit
from simulator.voice.turn_end import Patience, wait_s
from simulator.voice.turn_text import Model, evidence, turn_so_far
from training.voice.readers import Readers
from training.voice.turn_text import TARGET, is_kept_back, turns

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.floating]

TURNS = 400
FEWEST, MOST = 4, 45
"""Words of the turns that are read."""
WEIGHTS = ("melody", "whole", "last", "asks", "bias")
SHORTEST_S = 0.2
"""Silences that could end a turn."""
STEPS, STEP, DECAY = 3000, 0.05, 1e-3


class Silence(NamedTuple):
    """What is known in one silence, and what it was."""

    turn: int
    evidence: Sequence[float]
    ends: bool
    seconds: float


def silences(count: int, seed: int) -> Iterator[Silence]:
    """Those of so many turns."""
    chance = random.Random(seed)
    kept_back = sorted({turn.text for turn in turns(random.Random(1)) if is_kept_back(turn)})
    texts = [text for text in kept_back if FEWEST <= len(text.split()) <= MOST]
    model = Model(**json.loads(TARGET.read_text(encoding="utf-8")))
    kit, readers = voice_kit(Settings(data=CACHE)), Readers(chance)
    for number in range(count):
        reader = Trainee("another", readers.another())
        turn = paused(chance.choice(texts), reader, kit, chance)
        for one in pauses(turn, kit) if turn else ():
            known = evidence(turn_so_far(one.text, ""), one.hint, model)
            if one.text and one.seconds > SHORTEST_S:
                yield Silence(number, known, one.place == "end", one.seconds)


def weighed(given: "Floats", ends: "Floats") -> "Floats":
    """Logistic regression by gradient descent; the last weight is the bias."""
    weights = np.zeros(given.shape[1] + 1)
    whole = np.column_stack([given, np.ones(len(given))])
    for _ in range(STEPS):
        off = 1 / (1 + np.exp(-whole @ weights)) - ends
        weights -= STEP * (whole.T @ off / len(whole) + DECAY * weights)
    return weights


def outcome(found: Sequence[Silence], sure: "Floats", patience: Patience) -> str:
    """Turns that are cut off, and the wait after those that aren't."""
    waits = [wait_s(float(one), patience) for one in sure]
    turns_ = {one.turn for one in found}
    cut = {
        one.turn
        for one, wait in zip(found, waits, strict=True)
        if not one.ends and one.seconds > wait
    }
    ends = [wait for one, wait in zip(found, waits, strict=True) if one.ends]
    middle, late = np.percentile(ends, [50, 95])
    return f"{len(cut) / len(turns_):.0%} cut off, wait {middle:.2f} s, 95 % {late:.2f} s"


def main() -> None:
    """Weigh, and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=TURNS)
    found = list(silences(parser.parse_args().turns, seed=5))
    given = np.array([one.evidence for one in found])
    weights = weighed(given, np.array([one.ends for one in found], float))
    sure = 1 / (1 + np.exp(-given @ weights[:-1] - weights[-1]))
    for patience in Patience:
        print(f"{patience}: {outcome(found, sure, patience)}")
    kept = json.loads(TARGET.read_text(encoding="utf-8"))
    named = dict(zip(WEIGHTS, weights.round(3).tolist(), strict=True))
    TARGET.write_text(json.dumps(kept | named) + "\n", encoding="utf-8")
    print(f"{len(found)} silences weighed: {named}")


if __name__ == "__main__":
    main()
