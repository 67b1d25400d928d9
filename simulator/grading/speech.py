"""How a call sounded: rates, pauses, shares and overlaps, from the times of its words.

Every figure is shown and none is scored: rate, pauses and fillers follow accent, stutter and a
second language as much as skill.  Definitions, units, norms and sources: docs/pacing.md.
"""

from collections.abc import Mapping, Sequence
from statistics import mean, median
from typing import NamedTuple

from simulator.conversation.call import words_in
from simulator.conversation.syllables import syllables_in
from simulator.conversation.talk import Run, Spurt, Talk, overlaps, pauses, runs_of, talk_of
from simulator.grading.judgement import GraderPart, Judgement
from simulator.grading.material import Material, Reading
from simulator.grading.scorecard import Figure, Grader
from simulator.understanding.words import listed
from simulator.vocabulary import Act

SPEECH = Grader(name="speech", version="1")
COUNSELLING_WPM = (137.0, 218.0)
"""Words a minute of counsellors, 5th to 95th percentile; 178 at the median."""
COUNSELLING = "counselling calls, 5th to 95th percentile (AnnoMI: Wu et al., ICASSP 2022)"
SILENCE_S = (2.0, 6.0)
"""Silence that leaves room after hard news, before it becomes an absence."""
OURS = "our own band; no study gives one"
FILLERS = frozenset({"um", "uh", "er", "erm", "uhm", "em", "ah", "eh", "hmm"})
LEAST_S = 20.0
"""Seconds of speech from which a change of rate over the call says something."""
PAIRS = 6
"""Her turn and the answer, so often at least, before it is said that two paces draw nearer."""
SPOKEN_WORDS = 4
"""A turn of fewer words has no pace."""
ACKNOWLEDGES = (Act.ACKNOWLEDGE_FEELING, Act.NAME_LOSS, Act.REFLECT, Act.APOLOGISE)


class Kind(NamedTuple):
    """What a figure is."""

    unit: str
    norm: tuple[float, float] | None = None
    source: str | None = None


KINDS: Mapping[str, Kind] = {
    "speech_rate_words": Kind("words a minute, pauses counted", COUNSELLING_WPM, COUNSELLING),
    "speech_rate_syllables": Kind("syllables a minute, pauses counted"),
    "articulation_rate_words": Kind("words a minute, without pauses"),
    "articulation_rate_syllables": Kind("syllables a minute, without pauses"),
    "rate_change": Kind("percent, last third against first"),
    "pauses": Kind("pauses of 0.25 s or more"),
    "pauses_inside_clauses": Kind("pauses of 0.25 s or more"),
    "pauses_per_minute": Kind("pauses a minute of your speech"),
    "pause_mean": Kind("seconds"),
    "pause_longest": Kind("seconds"),
    "talk_share": Kind("share of seconds spoken"),
    "overlaps_by_you": Kind("times"),
    "overlaps_by_them": Kind("times"),
    "overlap_seconds": Kind("seconds"),
    "interruptions_by_you": Kind("times"),
    "interruptions_by_them": Kind("times"),
    "fillers_per_minute": Kind("fillers a minute of your speech"),
    "pace_drawn_nearer": Kind("words a minute"),
    "silence_after_feeling": Kind("seconds", SILENCE_S, OURS),
}
ONE_SIDE = "only your side of the call is there"


def judge_speech(material: Material) -> Judgement:
    """Every figure, if the call has times of words."""
    talk = talk_of(material.call)
    if not talk.you:
        return Judgement()
    silence = _silence_after_feeling(material)
    return Judgement(pacing={**speech_figures(talk), "silence_after_feeling": silence})


def unscored_speech(material: Material, reason: str) -> Judgement:
    """Every figure without a value, and why; nothing if the call has no times of words."""
    if not talk_of(material.call).you:
        return Judgement()
    return Judgement(pacing={name: _unknown(name, reason) for name in KINDS})


def speech_figures(talk: Talk) -> dict[str, Figure]:
    """What can be told from sound and words alone, in the order of ``KINDS``."""
    if not talk.you:
        reason = "no words of yours were heard"
        return {name: _unknown(name, reason) for name in KINDS if name != "silence_after_feeling"}
    runs = runs_of(talk.you, talk.them)
    return {
        **_rates(runs),
        "rate_change": _rate_change(talk.you),
        **_pauses(talk, runs),
        **_together(talk),
        "fillers_per_minute": _fillers(runs),
        "pace_drawn_nearer": _drawn_nearer(talk),
    }


def _figure(name: str, value: float, says: str) -> Figure:
    unit, norm, source = KINDS[name]
    return Figure(value=round(value, 3), unit=unit, says=says, norm=norm, source=source)


def _unknown(name: str, reason: str) -> Figure:
    unit = KINDS[name].unit
    return Figure(value=None, unit=unit, says=f"Not known: {reason}.", unscored_reason=reason)


def _rates(runs: Sequence[Run]) -> dict[str, Figure]:
    text = " ".join(run.text for run in runs)
    with_pauses = sum(run.seconds for run in runs) / 60
    without = sum(run.sounding_s for run in runs) / 60
    rates = {
        "speech_rate_words": words_in(text) / with_pauses,
        "speech_rate_syllables": syllables_in(text) / with_pauses,
        "articulation_rate_words": words_in(text) / without,
        "articulation_rate_syllables": syllables_in(text) / without,
    }
    says = {
        "speech_rate_words": "You spoke {:.0f} words a minute.",
        "speech_rate_syllables": "That is {:.0f} syllables a minute.",
        "articulation_rate_words": "Between your pauses it was {:.0f} words a minute.",
        "articulation_rate_syllables": "Between your pauses it was {:.0f} syllables a minute.",
    }
    return {name: _figure(name, rate, says[name].format(rate)) for name, rate in rates.items()}


def _rate_change(mine: Sequence[Spurt]) -> Figure:
    """By syllables without pauses: neither long words nor thinking counts as slow."""
    name = "rate_change"
    total = sum(spurt.seconds for spurt in mine)
    if total < LEAST_S:
        return _unknown(name, f"you spoke for less than {LEAST_S:.0f} seconds")
    first, last = _part(mine, total / 3), _part(tuple(reversed(mine)), total / 3)
    change = 100 * (last / first - 1)
    way = "faster" if change > 0 else "slower"
    says = f"Towards the end you spoke {abs(change):.0f} % {way} than at the beginning."
    return _figure(name, change, "Your pace held all through." if abs(change) < 5 else says)


def _part(spurts: Sequence[Spurt], seconds: float) -> float:
    """Syllables a second over the first spurts that make up so many seconds."""
    spoken, syllables = 0.0, 0
    for spurt in spurts:
        spoken, syllables = spoken + spurt.seconds, syllables + syllables_in(spurt.text)
        if spoken >= seconds:
            break
    return syllables / spoken


def _pauses(talk: Talk, runs: Sequence[Run]) -> dict[str, Figure]:
    found = pauses(talk.you, talk.them)
    lengths = [pause.seconds for pause in found]
    inside = sum(pause.inside_clause for pause in found)
    rate = len(found) * 60 / sum(run.seconds for run in runs)
    figures = {
        "pauses": _figure("pauses", len(found), f"You paused {_times(len(found))}."),
        "pauses_inside_clauses": _figure(
            "pauses_inside_clauses",
            inside,
            f"{inside} of your pauses fell inside a clause, the others where one ended.",
        ),
        "pauses_per_minute": _figure(
            "pauses_per_minute", rate, f"{rate:.0f} pauses in a minute of your speech."
        ),
    }
    if not lengths:
        reason = "you didn't pause"
        return figures | {name: _unknown(name, reason) for name in ("pause_mean", "pause_longest")}
    mean_s, longest_s = mean(lengths), max(lengths)
    return figures | {
        "pause_mean": _figure("pause_mean", mean_s, f"A pause took {mean_s:.1f} seconds."),
        "pause_longest": _figure(
            "pause_longest", longest_s, f"Your longest pause took {longest_s:.1f} seconds."
        ),
    }


def _times(count: int) -> str:
    return {0: "at no time", 1: "once", 2: "twice"}.get(count, f"{count} times")


TOGETHER: Mapping[str, str] = {
    "overlaps_by_you": "You began while they spoke {}.",
    "overlaps_by_them": "They began while you spoke {}.",
    "interruptions_by_you": "You took the word from them {}.",
    "interruptions_by_them": "They took the word from you {}.",
}


def _together(talk: Talk) -> dict[str, Figure]:
    names = ("talk_share", *TOGETHER, "overlap_seconds")
    if not talk.them:
        return {name: _unknown(name, ONE_SIDE) for name in KINDS if name in names}
    yours = sum(spurt.seconds for spurt in talk.you)
    share = yours / (yours + sum(spurt.seconds for spurt in talk.them))
    both = overlaps(talk)
    took = [one for one in both if one.yielded and not _aside(one.spurt)]
    counts = {
        "overlaps_by_you": sum(one.by_you for one in both),
        "overlaps_by_them": sum(not one.by_you for one in both),
        "interruptions_by_you": sum(one.by_you for one in took),
        "interruptions_by_them": sum(not one.by_you for one in took),
    }
    seconds = sum(one.until_s - one.from_s for one in both)
    figures = {
        name: _figure(name, count, TOGETHER[name].format(_times(count)))
        for name, count in counts.items()
    }
    figures["talk_share"] = _figure("talk_share", share, f"You spoke {share:.0%} of the time.")
    figures["overlap_seconds"] = _figure(
        "overlap_seconds", seconds, f"You both spoke at once for {seconds:.1f} seconds in all."
    )
    return {name: figures[name] for name in KINDS if name in names}


def _aside(spurt: Spurt) -> bool:
    """Whether it is but a sign of listening: "mm-hm", "right"."""
    said = spurt.text.lower().replace("-", " ").split()
    return all(word.strip(".,;:?!…—") in listed("backchannel") for word in said)


def _fillers(runs: Sequence[Run]) -> Figure:
    name = "fillers_per_minute"
    said = " ".join(run.text for run in runs).lower().split()
    count = sum(word.strip(".,;:?!…—-") in FILLERS for word in said)
    rate = count * 60 / sum(run.seconds for run in runs)
    says = f"{rate:.1f} sounds such as “um” in a minute; everybody has some."
    return _figure(name, rate, says)


def _drawn_nearer(talk: Talk) -> Figure:
    """How much nearer your pace and theirs were in the second half than in the first.

    Convergence, after Levitan and Hirschberg (Interspeech 2011), on words a minute without pauses.
    """
    name = "pace_drawn_nearer"
    apart = _apart(talk)
    if len(apart) < PAIRS:
        return _unknown(name, f"it takes {PAIRS} answers of some length")
    half = len(apart) // 2
    nearer = mean(apart[:half]) - mean(apart[half:])
    if abs(nearer) < 10:
        return _figure(name, nearer, "Your pace and theirs stayed as near as they were.")
    way = "nearer to" if nearer > 0 else "further from"
    says = f"Over the call your pace came {abs(nearer):.0f} words a minute {way} theirs."
    return _figure(name, nearer, says)


def _apart(talk: Talk) -> list[float]:
    """How far each answer's pace is from that of what it answers, in words a minute."""
    theirs = [run for run in runs_of(talk.them, talk.you) if run.words >= SPOKEN_WORDS]
    apart = []
    for run in runs_of(talk.you, talk.them):
        before = [other for other in theirs if other.from_s < run.from_s]
        if before and run.words >= SPOKEN_WORDS:
            apart.append(abs(_pace(run) - _pace(before[-1])))
    return apart


def _pace(run: Run) -> float:
    return run.words * 60 / run.sounding_s


class _Silence(NamedTuple):
    seconds: float
    acknowledged: bool

    @property
    def credited(self) -> bool:
        return self.acknowledged and SILENCE_S[0] <= self.seconds <= SILENCE_S[1]


def _silence_after_feeling(material: Material) -> Figure:
    """Silence left after a feeling or a loss was named; credited if an acknowledgement follows."""
    name = "silence_after_feeling"
    found = [silence for one in material.spoken if (silence := _silence(one)) is not None]
    if not found:
        return _unknown(name, "nothing hard was told, or it has no times")
    middle = median(silence.seconds for silence in found)
    kept = sum(silence.credited for silence in found)
    says = f"After hard news you waited {middle:.1f} seconds; "
    says += f"{kept} of {len(found)} times a silence of 2 to 6 seconds led to an acknowledgement."
    return _figure(name, middle, says)


def _silence(reading: Reading) -> _Silence | None:
    start, before = reading.turn.start_s, reading.before[-1:]
    end = before[0].end_s if before else None
    if not reading.after_feeling or start is None or end is None:
        return None
    appraisal = reading.appraisal
    warm = max(appraisal.emotional_reactions.level, appraisal.understanding.level)
    return _Silence(max(0.0, start - end), bool(warm) or appraisal.does(*ACKNOWLEDGES))


SPEECH_PART = GraderPart(SPEECH, judge_speech, unscored_speech)
