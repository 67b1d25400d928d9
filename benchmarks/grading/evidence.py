"""Evidence: 500 graded tryouts, their quotes checked; each grader killed, garbled, timed out."""

import asyncio
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple

from simulator.authoring.cast import Cast
from simulator.authoring.catalogue import find_catalogue
from simulator.conversation.call import Call
from simulator.grading import chain
from simulator.grading.defaults import choose_rubric
from simulator.grading.judgement import GraderPart, Judgement
from simulator.grading.material import Material, cast_personas, prepare
from simulator.grading.scorecard import Quote, Scorecard
from simulator.scale.trainee import TraineeKind
from simulator.scale.tryout import Job, Rig
from simulator.settings import load_settings
from simulator.understanding.reader import Reader
from simulator.vocabulary import Difficulty

CALLS = 500
BROKEN_CALLS = 9
"""Calls, one a scenario, on which every grader is broken in turn, in each way."""
NEEDS_NO_QUOTE = frozenset({"outcome", "no_harm", "pacing"})
"""Scores that are full without a word of the trainee's: how it ended, and that nothing harmed."""


class Graded(NamedTuple):
    """One tryout with its scorecard."""

    cast: Cast
    call: Call
    card: Scorecard


def figures() -> dict[str, object]:
    """Counts of quotes, of those that are wrong, of scores without one; and of what stood."""
    calls = list(_graded())
    quotes = [(one, quote) for one in calls for quote in _quotes(one.card)]
    broken = [bad for one in _one_a_scenario(calls) for bad in _broken(one)]
    return {
        "evidence_calls": len(calls),
        "evidence_quotes": len(quotes),
        "evidence_quotes_wrong": sum(not _verbatim(one.call, quote) for one, quote in quotes),
        "evidence_scores_without_a_quote": sum(_bare(one.card) for one in calls),
        "graders_broken": len(broken),
        "graders_broken_that_invented_or_hurt_others": sum(broken),
    }


def _graded() -> Iterator[Graded]:
    """Tryouts of every scenario, by every kind of trainee, until there are enough."""
    catalogue = find_catalogue(load_settings())
    names = sorted(catalogue.scenarios())
    each = -(-CALLS // len(names))
    kinds, left = list(TraineeKind), CALLS
    for name in names:
        cast = catalogue.cast(name)
        rig = Rig(cast)
        for number in range(min(each, left)):
            kind = kinds[number % len(kinds)]
            call = rig.play(Job(kind, Difficulty.MIDDLE, number))
            yield Graded(cast, call, chain.grade(call, cast))
        left -= min(each, left)


def _quotes(card: Scorecard) -> Iterator[Quote]:
    for score in card.scores:
        yield from score.evidence
    for error in card.blocking:
        yield from error.evidence
    for answer in (one for cue in card.cues for one in cue.dimensions):
        yield from answer.evidence


def _verbatim(call: Call, quote: Quote) -> bool:
    turn = next((turn for turn in call.turns if turn.id == quote.turn), None)
    return turn is not None and turn.is_trainee and quote.quote in turn.text and bool(quote.quote)


def _bare(card: Scorecard) -> int:
    """Yes-answers without words that show them."""
    checks = [one for one in card.scores if one.grader.name == "checks" and one.value]
    return sum(not one.evidence for one in checks)


def _one_a_scenario(calls: list[Graded]) -> list[Graded]:
    return list({one.card.rubric: one for one in calls}.values())[:BROKEN_CALLS]


def _killed(_material: Material) -> Judgement:
    raise RuntimeError("killed")


def _garbled(_material: Material) -> Judgement:
    return "no judgement"  # type: ignore[return-value]


def _stalled(_material: Material) -> Judgement:
    time.sleep(0.2)
    return Judgement()


def _broken(one: Graded) -> Iterator[bool]:
    """Whether each grader, broken in each way, gave a score or changed another's."""
    rubric, notes = choose_rubric(one.call, one.cast, None)
    reader = Reader(one.cast.scenario, cast_personas(one.cast))
    material = prepare(one.call, rubric, one.cast, reader, notes)
    for at in range(len(chain.PARTS)):
        for judge in (_killed, _garbled, _stalled):
            yield _misled(one.card, material, at, judge)


def _misled(
    whole: Scorecard, material: Material, at: int, judge: Callable[[Material], Judgement]
) -> bool:
    parts: list[GraderPart] = list(chain.PARTS)
    parts[at] = replace(parts[at], judge=judge, limit_s=0.05 if judge is _stalled else 20.0)
    name = parts[at].grader.name
    hurt = asyncio.run(chain.judge(material, tuple(parts)))
    lost = [score for score in hurt.scores if score.grader.name == name]
    others = [score for score in hurt.scores if score.grader.name != name]
    stood = others == [score for score in whole.scores if score.grader.name != name]
    return any(score.value is not None for score in lost) or not stood
