"""Bench: pacing from sound, on synthetic calls whose pacing is known.

Two neural voices, 100 to 220 words a minute, pauses put in, turns that overlap; two calls of three
come over a telephone (300 to 3400 Hz) with noise 12 to 20 dB below the speech.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory
from typing import NamedTuple, Protocol

from benchmarks.report import report
from benchmarks.talks import SideTruth, SyntheticCall, calls
from simulator.conversation.talk import PAUSE_S, Run, Talk, overlaps, pauses, runs_of, talk_of
from simulator.settings import load_settings
from simulator.voice.kits import listening_kit
from simulator.voice.recordings import read_channels
from simulator.voice.sound import RATE
from simulator.voice.transcribing import call_of
from simulator.voice.wave_file import write_stereo

PAUSE = 0.5
"""Seconds from which a pause must be found."""
EDGE_S = 0.15
"""How far off an edge may be."""


class Stretch(Protocol):
    """Anything with a beginning and an end."""

    @property
    def from_s(self) -> float:
        """Where it begins."""

    @property
    def until_s(self) -> float:
        """Where it ends."""


class Found(NamedTuple):
    """True stretches and measured ones."""

    pairs: list[tuple[Stretch, Stretch]]
    missed: int
    made_up: int

    @property
    def recall(self) -> float:
        """Share of the true ones that were found."""
        return len(self.pairs) / max(1, len(self.pairs) + self.missed)

    @property
    def precision(self) -> float:
        """Share of the found ones that are true."""
        return len(self.pairs) / max(1, len(self.pairs) + self.made_up)


class Measured(NamedTuple):
    """One call."""

    name: str
    rate_errors: tuple[float, float]
    """Yours and theirs, relative."""
    share_error: float
    pauses: Found
    overlaps: Found


def matched(true: Sequence[Stretch], found: Sequence[Stretch], least_s: float) -> Found:
    """Pair stretches that overlap.

    A true one of at least ``least_s`` must be found; a found one that long must be true.  What is
    shorter by no more than both edges' tolerance counts on neither side as made up.
    """
    pairs: list[tuple[Stretch, Stretch]] = []
    for one in true:
        fits = [other for other in found if _meet(one, other)]
        if fits and _long(one, least_s):
            pairs.append((one, max(fits, key=_length)))
    missed = sum(_long(one, least_s) for one in true) - len(pairs)
    spare = least_s - 2 * EDGE_S
    real = [one for one in true if _length(one) >= spare]
    made_up = sum(
        _long(other, least_s) and not any(_meet(one, other) for one in real) for other in found
    )
    return Found(pairs, missed, made_up)


def _length(one: Stretch) -> float:
    return one.until_s - one.from_s


def _long(one: Stretch, least_s: float) -> bool:
    return _length(one) >= least_s


def _meet(one: Stretch, other: Stretch) -> bool:
    return min(one.until_s, other.until_s) > max(one.from_s, other.from_s)


def measure(call: SyntheticCall, talk: Talk) -> Measured:
    """Compare what was measured with the truth."""
    truths = (call.your_truth, call.their_truth)
    sides = ((talk.you, talk.them), (talk.them, talk.you))
    rates = [_rate_error(truth, runs_of(*side)) for truth, side in zip(truths, sides, strict=True)]
    return Measured(
        call.name,
        (rates[0], rates[1]),
        _share(talk) - _true_share(call),
        _pauses(call, talk),
        matched(call.overlaps, overlaps(talk), 0.2),
    )


def _pauses(call: SyntheticCall, talk: Talk) -> Found:
    yours = matched(call.your_truth.pauses, pauses(talk.you, talk.them), PAUSE)
    theirs = matched(call.their_truth.pauses, pauses(talk.them, talk.you), PAUSE)
    return Found(
        yours.pairs + theirs.pairs, yours.missed + theirs.missed, yours.made_up + theirs.made_up
    )


def _rate_error(truth: SideTruth, runs: Sequence[Run]) -> float:
    measured = sum(run.words for run in runs) * 60 / sum(run.seconds for run in runs)
    return measured / truth.words_a_minute - 1


def _share(talk: Talk) -> float:
    yours = sum(spurt.seconds for spurt in talk.you)
    return yours / (yours + sum(spurt.seconds for spurt in talk.them))


def _true_share(call: SyntheticCall) -> float:
    yours, theirs = (truth.sounding_s(PAUSE_S) for truth in (call.your_truth, call.their_truth))
    return yours / (yours + theirs)


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=30, help="calls (default: 30)")
    parser.add_argument("--seed", type=int, default=1, help="other calls of the same kind")
    parser.add_argument("--each", action="store_true", help="print what each call gave")
    args = parser.parse_args()
    found = [_heard(call, args.each) for call in calls(args.n, args.seed)]
    report("pacing", figures(found))


def _heard(call: SyntheticCall, tell: bool) -> Measured:
    kit = listening_kit(load_settings())
    with TemporaryDirectory() as folder:
        path = Path(folder) / "call.wav"
        write_stereo(path, call.you, call.them, RATE)
        heard = call_of(read_channels(path), kit.ear, kit.detector, (), lambda done, total: None)
    measured = measure(call, talk_of(heard))
    if tell:
        _tell(measured)
    return measured


def _tell(one: Measured) -> None:
    rates = " ".join(f"{error:+.1%}" for error in one.rate_errors)
    lost = f"missed {one.pauses.missed}, made up {one.pauses.made_up}"
    print(
        f"{one.name}: rates {rates}, share {one.share_error:+.1%}, pauses {lost}, "
        f"overlaps missed {one.overlaps.missed}, made up {one.overlaps.made_up}"
    )


def figures(found: Sequence[Measured]) -> dict[str, object]:
    """All the bars, and how the worst call did."""
    rates = [abs(error) for one in found for error in one.rate_errors]
    shares = [abs(one.share_error) for one in found]
    pause = _all([one.pauses for one in found])
    overlap = _all([one.overlaps for one in found])
    edges = sorted(error for pair in pause.pairs for error in _edges(*pair))
    return {
        "calls": len(found),
        "rate_error_mean_percent (bar 5)": _percent(mean(rates)),
        "rate_error_worst_percent (bar 5)": _percent(max(rates)),
        "sides_within_5_percent": round(mean(error <= 0.05 for error in rates), 3),
        "talk_share_error_worst_points (bar 2)": _percent(max(shares)),
        "pauses": len(pause.pairs) + pause.missed,
        "pause_recall (bar .98)": round(pause.recall, 3),
        "pause_precision (bar .95)": round(pause.precision, 3),
        "pause_edges_within_150_ms": round(mean(edge <= EDGE_S for edge in edges), 3),
        "pause_edge_95_percent_ms (bar 150)": round(1000 * edges[int(0.95 * len(edges))]),
        "pause_edge_worst_ms": round(1000 * edges[-1]),
        "overlaps": len(overlap.pairs) + overlap.missed,
        "overlap_recall (bar .95)": round(overlap.recall, 3),
        "overlap_precision": round(overlap.precision, 3),
    }


def _percent(share: float) -> float:
    return round(100 * share, 2)


def _all(found: Sequence[Found]) -> Found:
    return Found(
        [pair for one in found for pair in one.pairs],
        sum(one.missed for one in found),
        sum(one.made_up for one in found),
    )


def _edges(true: Stretch, found: Stretch) -> tuple[float, float]:
    return abs(true.from_s - found.from_s), abs(true.until_s - found.until_s)


if __name__ == "__main__":
    main()
