"""How often somebody who thinks is cut off, and what waiting costs at the true end.

    python -m benchmarks.bench_turn_end [--turns N] [--held-out]

Lines of the test scripts with a thinking pause of 0.3 to 1.5 s in each (see ``paused_turns``), read
by hibari's eight voices and, with ``--held-out``, by Kokoro's speakers, whom nothing was made with.
A false end is a turn inside which she would have begun to speak.  The delay is the silence from the
true end to her being due.  Writes ``benchmarks/results/turn_end.json``; exits 1 if a bar is missed.
"""

import argparse
import random
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from benchmarks.paused_turns import Pause, PausedTurn, paused, pauses
from benchmarks.report import report
from benchmarks.trainee_lines import lines
from benchmarks.trainees import CACHE, Trainee, hibari_trainees, kokoro_trainees
from simulator.settings import Settings
from simulator.voice.kits import voice_kit
from simulator.voice.turn_end import Patience, wait_s
from simulator.voice.turn_text import finished

BARS = {Patience.USUAL: 0.05, Patience.AMPLE: 0.01}
STRETCHES = (0.5, 0.7, 1.0, 1.4, 2.0)
"""The usual waits times this: what patience costs, and what haste."""


class Judged(NamedTuple):
    """A turn and the silences in it, each with the probability that it is the end."""

    turn: PausedTurn
    pauses: Sequence[tuple[Pause, float]]


def main() -> int:
    """Measure each patience, and the trade between the two."""
    wanted = _arguments()
    judged = judge(wanted.turns, wanted.held_out)
    figures: dict[str, object] = {"turns": len(judged)}
    missed = []
    for patience in Patience:
        found = outcome(judged, patience)
        figures |= {f"{patience}: {name}": value for name, value in found.items()}
        cut_off = found["false ends"]
        missed += [patience] if cut_off > BARS.get(patience, 1.0) else []
    figures["trade"] = {
        f"waits x {stretch}": outcome(judged, Patience.USUAL, stretch) for stretch in STRETCHES
    }
    figures["false ends by place"] = by_place(judged)
    report("turn_end", figures)
    print(f"missed: {', '.join(missed)}" if missed else "Both bars are held.")
    return 1 if missed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=200)
    parser.add_argument("--held-out", action="store_true", help="add Kokoro's speakers")
    return parser.parse_args()


def judge(count: int, held_out: bool) -> list[Judged]:
    """Read so many turns, and judge each silence in them."""
    kit = voice_kit(Settings(data=CACHE))
    speakers = hibari_trainees() + (kokoro_trainees() if held_out else [])
    chance = random.Random(7)
    texts = [line.text for line in lines(1000)]
    found: list[Judged] = []
    while len(found) < count:
        text, trainee = texts[len(found) % len(texts)], _speaker(speakers, chance)
        turn = paused(text, trainee, kit, chance)
        if turn is None:
            chance.shuffle(texts)
            continue
        heard = list(pauses(turn, kit))
        found.append(Judged(turn, [(one, finished(one.text, "", one.hint)) for one in heard]))
    return found


def _speaker(speakers: Sequence[Trainee], chance: random.Random) -> Trainee:
    return chance.choice(list(speakers))


def outcome(
    judged: Sequence[Judged], patience: Patience, stretch: float = 1.0
) -> Mapping[str, float]:
    """Share of turns that are cut off, and the silence after those that aren't."""
    cuts = [_first_cut(one, patience, stretch) for one in judged]
    delays = [_delay_s(one, patience, stretch) for one in judged]
    return {
        "false ends": round(sum(cut is not None for cut in cuts) / len(cuts), 4),
        "delay s median": round(float(np.median(delays)), 3),
        "delay s p95": round(float(np.percentile(delays, 95)), 3),
    }


def by_place(judged: Sequence[Judged]) -> Mapping[str, str]:
    """Where turns are cut off at the usual patience."""
    cuts = Counter(cut for one in judged if (cut := _first_cut(one, Patience.USUAL, 1.0)))
    turns = Counter(one.turn.place for one in judged)
    return {place: f"{cuts.get(place, 0)} of {count} turns" for place, count in turns.items()} | {
        "own": f"{cuts.get('own', 0)}"
    }


def _first_cut(one: Judged, patience: Patience, stretch: float) -> str | None:
    for pause, probability in one.pauses:
        if pause.place != "end" and pause.seconds > wait_s(probability, patience) * stretch:
            return pause.place
    return None


def _delay_s(one: Judged, patience: Patience, stretch: float) -> float:
    last, probability = one.pauses[-1]
    return last.from_s + wait_s(probability, patience) * stretch - one.turn.ends_s


if __name__ == "__main__":
    sys.exit(main())
