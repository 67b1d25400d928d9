"""Barge-in: how fast real words stop her, whether a "mm-hm" does, and what she thinks was heard.

The trainee's voices and hers are neural; the line is a studio's, in real time.  ``--quick`` makes
ten attempts of each kind instead of fifty.  ``--virtual`` runs on a clock on which computing takes
no time, for the decisions alone; it writes no result.
"""

import argparse
import asyncio
import itertools
import os
from collections.abc import Sequence

import numpy as np

from benchmarks.barge_lab import Heckler, Interruption, heckled, words_heard
from benchmarks.report import report
from benchmarks.voice_lab import spread, ten_trainees
from simulator.settings import load_settings
from simulator.voice.ears import folder_called
from simulator.voice.kit import VoiceKit
from simulator.voice.kits import voice_kit
from simulator.voice.whisper import WhisperEar

WORDS = (
    "Sorry, can I stop you there?",
    "Wait, what about the drivers?",
    "No, that isn't what I meant.",
    "Can I ask you something about that?",
    "But that was last year.",
    "Hold on a second.",
    "How much does that cost you?",
    "Let me say one thing.",
    "We can solve that for you.",
    "Actually, I think it's the other way round.",
)
SIGNS = (
    "Mm-hm.",
    "Right.",
    "Yeah.",
    "Okay.",
    "I see.",
    "Oh.",
    "Uh-huh.",
    "Mm.",
    "Sure.",
    "Of course.",
    "Yeah, yeah.",
    "Ah, okay.",
    "Exactly.",
)
SIGNS_FIRST = (
    "Right, but what does that cost you?",
    "Yeah, no, I meant the drivers.",
    "Okay, let me stop you there.",
    "I see, and who decides that?",
    "Sure, but that was last year.",
)
"""Words that begin as a sign of listening does: nobody can tell within 350 ms."""
WITHIN_MS, SILENT_MS = 350, 120
"""The bars: from the onset of words to the decision, and from there to silence."""
A_CALL = 5


async def attempts(
    kit: VoiceKit, lines: Sequence[str], count: int, *, real_time: bool
) -> list[Interruption]:
    """So many attempts, a few in each call, each call by the next trainee and persona."""
    random = np.random.default_rng(7)
    texts = itertools.cycle(lines)
    voices = itertools.cycle(ten_trainees())
    found: list[Interruption] = []
    for call in range(count // A_CALL):
        said = [next(texts) for _ in range(A_CALL)]
        heckler = Heckler(next(voices).say, said, random)
        found += await heckled(kit, heckler, call, real_time=real_time)
    return found


def decisions(found: Sequence[Interruption]) -> dict[str, object]:
    """How fast she was stopped."""
    delays = [(one.decided_s - one.onset_s) * 1000 for one in found if one.decided_s is not None]
    silences = [one.silent_ms for one in found if one.silent_ms is not None]
    in_time = sum(delay <= WITHIN_MS for delay in delays)
    return {
        "attempts": len(found),
        "stopped": len(delays),
        "decision_ms": {**spread(delays), "deciles": _deciles(delays)},
        f"decided_within_{WITHIN_MS}_ms": round(in_time / len(found), 2),
        "silent_after_ms": spread(silences),
        f"silent_within_{SILENT_MS}_ms": round(
            sum(silence <= SILENT_MS for silence in silences) / max(1, len(silences)), 2
        ),
    }


def _deciles(values: Sequence[float]) -> list[int]:
    return [round(one) for one in np.percentile(values, range(10, 100, 10))] if values else []


def truth(found: Sequence[Interruption]) -> dict[str, object]:
    """What she thinks was heard, against what the most careful ear here makes of the sound."""
    settings = load_settings()
    ear = WhisperEar("base", lambda: folder_called(settings, "base"))
    off = [
        len(one.heard.split()) - words_heard(one.passage, ear.hear(one.played).text)
        for one in found
        if one.decided_s is not None
    ]
    return {
        "compared": len(off),
        "within_one_word": round(sum(abs(one) <= 1 for one in off) / max(1, len(off)), 2),
        "words_off": {str(one): off.count(one) for one in sorted(set(off))},
    }


def main() -> None:
    """Measure and write ``results/barge_in.json``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--virtual", action="store_true")
    args = parser.parse_args()
    kit = voice_kit(load_settings())
    count, real_time = 10 if args.quick else 50, not args.virtual
    words = asyncio.run(attempts(kit, WORDS, count, real_time=real_time))
    signs = asyncio.run(attempts(kit, SIGNS, count, real_time=real_time))
    both = asyncio.run(attempts(kit, SIGNS_FIRST, count // 2, real_time=real_time))
    cut = [one.text for one in signs if one.decided_s is not None]
    figures = {
        "words": decisions(words),
        "signs_of_listening": {"attempts": len(signs), "cut_her_off": len(cut), "which": cut},
        "words_after_a_sign": decisions(both),
        "heard": truth([*words, *both]),
        "load_average": round(os.getloadavg()[0], 1),
    }
    if args.virtual:
        print(figures)
    else:
        report("barge_in", figures)


if __name__ == "__main__":
    main()
