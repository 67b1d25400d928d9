"""Pacing from the words and, where the call has them, their times; each figure has a unit.

Norms are shown beside the figures and never scored.  Talk share has none: a vendor's 43:57 is from
discovery calls, and its own cold-call study contradicts it, so a band belongs to a scenario.
"""

import re
from itertools import pairwise
from statistics import mean, median

from simulator.conversation.call import Call, Turn, words_in
from simulator.grading.judgement import GraderPart, Judgement
from simulator.grading.material import Material, Reading
from simulator.grading.scorecard import Figure, Grader
from simulator.vocabulary import Act, Channel

PACING = Grader(name="pacing", version="1")
COUNSELLING = "median of counselling calls (AnnoMI: Wu et al., ICASSP 2022)"
LONGEST_TURN_S = 24.0
"""The longest turn in AnnoMI's counselling calls, at the median; at their median of 178 words a
minute that is 71 words."""
LONGEST_TURN_WORDS = 71.0
POINT = (Act.STATE_PURPOSE, Act.ASK_PERMISSION, Act.OPEN_QUESTION)
QUESTIONS = (Act.OPEN_QUESTION, Act.CLOSED_QUESTION, Act.ASK_PERMISSION, Act.ASK_MEETING)
NO_TIMES = "the call has no times"
NO_WORDS = "no words of yours were heard"
SAME_GAP_S = 0.005
"""Gaps this equal were set by a clock, not by a person."""

UNITS = {
    "turns": "turns",
    "words_per_turn_mean": "words",
    "words_per_turn_max": "words",
    "word_share": "share of words",
    "longest_monologue_words": "words",
    "longest_monologue_seconds": "seconds",
    "questions": "questions",
    "questions_per_minute": "questions a minute of call",
    "words_to_the_point": "words",
    "seconds_to_the_point": "seconds",
    "response_time_median": "seconds",
}


def judge_pacing(material: Material) -> Judgement:
    """Every figure, in the order of ``UNITS``."""
    figures = {
        "turns": _turns(material),
        **_words_per_turn(material),
        "word_share": _word_share(material),
        **_monologue(material),
        **_questions(material),
        **_to_the_point(material),
        "response_time_median": response_of(material.call),
    }
    return Judgement(pacing={name: figures[name] for name in UNITS})


def unscored_pacing(_material: Material, reason: str) -> Judgement:
    """Every figure without a value, and why."""
    return Judgement(pacing={name: _unknown(name, reason) for name in UNITS})


def _unknown(name: str, reason: str) -> Figure:
    return Figure(
        value=None, unit=UNITS[name], says=f"Not known: {reason}.", unscored_reason=reason
    )


def _figure(
    name: str, value: float, says: str, norm: tuple[float, float] | None = None, source: str = ""
) -> Figure:
    return Figure(
        value=round(value, 3), unit=UNITS[name], says=says, norm=norm, source=source or None
    )


def _turns(material: Material) -> Figure:
    count = len(material.spoken)
    return _figure("turns", count, f"You spoke {count} {'time' if count == 1 else 'times'}.")


def _words_per_turn(material: Material) -> dict[str, Figure]:
    names = ("words_per_turn_mean", "words_per_turn_max")
    counts = [reading.words for reading in material.spoken]
    if not counts:
        return {name: _unknown(name, NO_WORDS) for name in names}
    most = max(counts)
    return {
        names[0]: _figure(names[0], mean(counts), f"{mean(counts):.0f} words a turn on average."),
        names[1]: _figure(names[1], most, f"Your longest turn had {most} words."),
    }


def _word_share(material: Material) -> Figure:
    yours = sum(reading.words for reading in material.spoken)
    all_words = sum(words_in(turn.text) for turn in material.call.turns)
    if not yours or yours == all_words:
        reason = NO_WORDS if not yours else "only your side of the call is there"
        return _unknown("word_share", reason)
    share = yours / all_words
    return _figure("word_share", share, f"{share:.0%} of the words were yours.")


def _runs(material: Material) -> list[list[Turn]]:
    """The trainee's turns, joined where nobody spoke in between."""
    runs: list[list[Turn]] = []
    open_run = False
    for turn in material.call.turns:
        if turn.is_trainee and turn.text.strip():
            if not open_run:
                runs.append([])
            runs[-1].append(turn)
        open_run = turn.is_trainee if turn.text.strip() else open_run
    return runs


def _monologue(material: Material) -> dict[str, Figure]:
    words_name, seconds_name = "longest_monologue_words", "longest_monologue_seconds"
    runs = _runs(material)
    if not runs:
        return {name: _unknown(name, NO_WORDS) for name in (words_name, seconds_name)}
    words = max(sum(words_in(turn.text) for turn in run) for run in runs)
    written = material.call.channel is Channel.EMAIL
    norm = None if written else (0.0, LONGEST_TURN_WORDS)
    source = "" if written else COUNSELLING
    says = f"The most you said in one go was {words} words."
    return {
        words_name: _figure(words_name, words, says, norm, source),
        seconds_name: _monologue_seconds(runs),
    }


def _monologue_seconds(runs: list[list[Turn]]) -> Figure:
    name = "longest_monologue_seconds"
    spans = [span for span in (_span(run) for run in runs) if span is not None]
    if len(spans) < len(runs):
        return _unknown(name, NO_TIMES)
    longest = max(spans)
    says = f"The longest you spoke in one go was {longest:.0f} seconds."
    return _figure(name, longest, says, (0.0, LONGEST_TURN_S), COUNSELLING)


def _span(run: list[Turn]) -> float | None:
    start, end = run[0].start_s, run[-1].end_s
    return end - start if start is not None and end is not None and end >= start else None


def duration_s(turns: tuple[Turn, ...]) -> float | None:
    """From the first word to the last, in seconds; ``None`` if the call has no times."""
    starts = [turn.start_s for turn in turns if turn.start_s is not None]
    ends = [turn.end_s for turn in turns if turn.end_s is not None]
    if not starts or not ends or max(ends) <= min(starts):
        return None
    return max(ends) - min(starts)


def _questions(material: Material) -> dict[str, Figure]:
    asked = sum(_questions_in(reading) for reading in material.spoken)
    says = f"You asked {asked} {'question' if asked == 1 else 'questions'}."
    return {
        "questions": _figure("questions", asked, says),
        "questions_per_minute": _question_rate(asked, duration_s(material.call.turns)),
    }


def _questions_in(reading: Reading) -> int:
    marks = len(re.findall(r"\?+", reading.text))
    return max(marks, int(reading.appraisal.does(*QUESTIONS)))


def _question_rate(asked: int, seconds: float | None) -> Figure:
    name = "questions_per_minute"
    if seconds is None:
        return _unknown(name, NO_TIMES)
    rate = asked * 60 / seconds
    return _figure(name, rate, f"{rate:.1f} questions a minute of call.")


def _to_the_point(material: Material) -> dict[str, Figure]:
    words_name, seconds_name = "words_to_the_point", "seconds_to_the_point"
    place = _point(material)
    if place is None:
        reason = "no purpose, no asking for leave and no open question was heard"
        return {name: _unknown(name, reason) for name in (words_name, seconds_name)}
    reading, offset = place
    earlier = sum(other.words for other in material.spoken if other.number < reading.number)
    words = earlier + words_in(reading.text[:offset])
    says = f"You came to the point after {words} words."
    seconds = _seconds_at(reading.turn, offset, material)
    return {
        words_name: _figure(words_name, words, says),
        seconds_name: _unknown(seconds_name, NO_TIMES)
        if seconds is None
        else _figure(seconds_name, seconds, f"You came to the point after {seconds:.0f} seconds."),
    }


def _point(material: Material) -> tuple[Reading, int] | None:
    """The turn and the place in it where the purpose, leave or first open question begins."""
    for reading in material.spoken:
        quotes = [hit.quote for hit in reading.appraisal.acts if hit.act in POINT]
        if quotes:
            return reading, min(max(0, reading.text.find(quote)) for quote in quotes)
    return None


def _seconds_at(turn: Turn, offset: int, material: Material) -> float | None:
    """Seconds from the trainee's first word to a place in a turn.

    By the times of the words where the call has them; else words are taken as evenly spoken.
    """
    first = material.spoken[0].turn.start_s
    start, end = turn.start_s, turn.end_s
    if first is None or start is None or end is None or end < start or start < first:
        return None
    total, before = words_in(turn.text), words_in(turn.text[:offset])
    timed = turn.words if turn.words and len(turn.words) == total > before else None
    if timed and timed[before].start_s >= first:
        return timed[before].start_s - first
    return start - first + (end - start) * before / max(1, total)


def response_of(call: Call) -> Figure:
    """Seconds between their last word and your first, at the median."""
    name = "response_time_median"
    gaps = _gaps(call.turns)
    if not gaps:
        return _unknown(name, NO_TIMES)
    if len(gaps) > 2 and max(gaps) - min(gaps) < SAME_GAP_S:
        return _unknown(name, "the pauses between turns were set by the clock, not by you")
    middle = median(gaps)
    says = f"You answered after {middle:.1f} seconds as a rule."
    return _figure(name, middle, says)


def _gaps(turns: tuple[Turn, ...]) -> list[float]:
    """Seconds from the end of the other's turn to the start of the trainee's; overlaps negative."""
    return [
        turn.start_s - before.end_s
        for before, turn in pairwise(turns)
        if turn.is_trainee
        and not before.is_trainee
        and turn.start_s is not None
        and before.end_s is not None
    ]


PACING_PART = GraderPart(PACING, judge_pacing, unscored_pacing)
