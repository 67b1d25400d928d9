"""Variety: no line twice in a call, how many words differ, and whose line is told apart from whose.

    python -m benchmarks.bench_variety [--n 50] [--seed 1]

The skilled simulated trainee plays every shipped scenario at the middle difficulty.  Writes
``benchmarks/results/variety.json``; exits 1 if a bar is missed.
"""

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, pairwise

import numpy as np

from benchmarks.report import report
from benchmarks.whose_line import Numbers, verdicts
from simulator.authoring.cast import Cast
from simulator.authoring.catalogue import find_catalogue
from simulator.authoring.persona import Persona
from simulator.conversation.call import Call
from simulator.scale.trainee import TraineeKind
from simulator.scale.tryout import Rig, jobs_of
from simulator.settings import Settings
from simulator.vocabulary import Difficulty

BAR_APART = 0.90
LONG = 6
"""Words from which a line is long enough to have a style; nobody tells "Go on." from "Go on."."""
SENTENCE = 4
"""Words from which a sentence that comes again is noticed."""
OF_A_LEARNER = 4
"""Calls of one learner in a scenario, one after the other."""
TOGETHER = 8
"""Lines that are judged together: about what a persona says in a call."""


def her_lines(call: Call) -> list[str]:
    """What the personas said, but for what they were asked to say again."""
    return [
        turn.said
        for turn in call.turns
        if not turn.is_trainee and not (turn.move and turn.move.again)
    ]


def repeats(lines: Sequence[str]) -> int:
    """How many lines were said before in the same call, word for word; a silence is none."""
    said = Counter(" ".join(words(line)) for line in lines if words(line))
    return sum(times - 1 for times in said.values())


def sentences(lines: Sequence[str]) -> list[str]:
    """The sentences of lines, once a line, without the short ones that everybody says twice."""
    split = [dict.fromkeys(re.split(r"[.?!…]+\s*", line)) for line in lines]
    return [sentence for line in split for sentence in line if len(words(sentence)) >= SENTENCE]


def words(line: str) -> list[str]:
    """The words of a line, in lower case."""
    return re.findall(r"[\w'’]+", line.lower())


def distinct_2(lines: Sequence[str]) -> float:
    """Different pairs of neighbouring words, by all of them (Li et al., NAACL 2016)."""
    pairs = [pair for line in lines for pair in pairwise(words(line))]
    return round(len(set(pairs)) / len(pairs), 3)


def in_calls(cast: Cast, calls: int, seed: int) -> dict[str, float]:
    """How much is said twice in the calls of one scenario."""
    rig = Rig(cast)
    jobs = jobs_of([TraineeKind.SKILLED], Difficulty.MIDDLE, calls, seed)
    each = [her_lines(rig.play(job)) for job in jobs]
    every = [line for lines in each for line in lines]
    return {
        "lines": len(every),
        "repeated_within_a_call": sum(map(repeats, each)),
        "sentences_repeated_within_a_call": sum(repeats(sentences(lines)) for lines in each),
        "calls_with_a_repeat": sum(repeats(lines) > 0 for lines in each),
        "distinct_2_of_a_call": round(float(np.mean([distinct_2(lines) for lines in each])), 3),
        "distinct_2_of_all_calls": distinct_2(every),
        "different_lines": len(set(every)),
    }


def heard_again(cast: Cast, seed: int, *, remembers: bool) -> tuple[int, int]:
    """Of what is said after a learner's first call, the lines that were heard in one before.

    What was to be said again, facts and objections keep their author's words, and count too.
    """
    rig, past = Rig(cast), list[list[str]]()
    again = said = 0
    for job in jobs_of([TraineeKind.SKILLED], Difficulty.MIDDLE, OF_A_LEARNER, seed):
        lines = her_lines(rig.play(job, past if remembers else ()))
        known = {line for call in past for line in call}
        if past:
            said, again = said + len(lines), again + sum(line in known for line in lines)
        past.append(lines)
    return again, said


def share_again(casts: Sequence[Cast], seed: int, *, remembers: bool) -> float:
    """The share of such lines over all scenarios."""
    counts = [heard_again(cast, seed, remembers=remembers) for cast in casts]
    return round(sum(again for again, _ in counts) / sum(said for _, said in counts), 3)


def authored(persona: Persona) -> list[str]:
    """Every line that an author wrote for her, once."""
    return list(dict.fromkeys(_texts(persona)))


def _texts(persona: Persona) -> Iterator[str]:
    for kind in persona.lines:
        yield from (line.text for line in persona.bank(kind))
    for objection in persona.objections:
        yield from (*objection.says, *objection.eased)
    for fact in persona.facts:
        yield from fact.says
    for says in persona.answers.values():
        yield from says


def apart(one: Sequence[str], other: Sequence[str], seed: int) -> dict[str, float]:
    """How often a line, a long line and a handful of lines are given to their own speaker."""
    sure = verdicts(one, other)
    ours, theirs = sure[: len(one)], sure[len(one) :]
    sides = ((one, ours), (other, theirs))
    return {
        "line": _mean(side for _, side in sides),
        f"line_of_{LONG}_words": _mean(
            side[[len(words(line)) >= LONG for line in lines]] for lines, side in sides
        ),
        f"{TOGETHER}_lines": _mean(_handfuls(side, seed) for _, side in sides),
    }


def _mean(sides: Iterator[Numbers]) -> float:
    return round(float(np.mean([(side > 0).mean() for side in sides])), 3)


def _handfuls(sure: Numbers, seed: int) -> Numbers:
    order = list(range(len(sure)))
    random.Random(seed).shuffle(order)
    whole = len(order) // TOGETHER * TOGETHER
    handfuls: Numbers = sure[order[:whole]].reshape(-1, TOGETHER).mean(axis=1)
    return handfuls


def missed(
    calls: Mapping[str, Mapping[str, float]], pairs: Mapping[str, Mapping[str, float]]
) -> list[str]:
    """A line for each bar that is missed."""
    twice = {name: found["repeated_within_a_call"] for name, found in calls.items()}
    return [
        *(f"{name}: {count:.0f} lines repeated" for name, count in twice.items() if count),
        *(f"{pair}: {found['line']}" for pair, found in pairs.items() if found["line"] < BAR_APART),
    ]


def arguments() -> argparse.Namespace:
    """How much to play."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def main() -> int:
    """Play, compare, print, write, judge."""
    args = arguments()
    catalogue = find_catalogue(Settings())
    casts = [catalogue.cast(name) for name in catalogue.scenarios()]
    personas = {persona.id: persona for cast in casts for persona in cast.personas.values()}
    calls = {cast.scenario.id: in_calls(cast, args.n, args.seed) for cast in casts}
    pairs = {
        f"{one.id}/{other.id}": apart(authored(one), authored(other), args.seed)
        for one, other in combinations(personas.values(), 2)
    }
    misses = missed(calls, pairs)
    report(
        "variety",
        {
            "calls_a_scenario": args.n,
            "repeated_within_a_call": sum(one["repeated_within_a_call"] for one in calls.values()),
            "heard_in_an_earlier_call": share_again(casts, args.seed, remembers=True),
            "heard_in_an_earlier_call_without_memory": share_again(
                casts, args.seed, remembers=False
            ),
            "apart_worst_pair": min(pair["line"] for pair in pairs.values()),
            "apart_pairs_under_the_bar": sum(pair["line"] < BAR_APART for pair in pairs.values()),
            **{f"apart_mean_{name}": _over(pairs, name) for name in next(iter(pairs.values()))},
            "scenarios": calls,
            "pairs": pairs,
            "missed": misses,
        },
    )
    return 1 if misses else 0


def _over(pairs: Mapping[str, Mapping[str, float]], name: str) -> float:
    return round(float(np.mean([pair[name] for pair in pairs.values()])), 3)


if __name__ == "__main__":
    sys.exit(main())
