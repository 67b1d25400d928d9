"""Whether what was meant is what was read: free wordings of a move, and of a question about a fact.

    python -m benchmarks.bench_answers

Every line was written blind: its author had read neither the rules nor the lines that they learn
from.  No line is printed, so that whoever mends the rules stays blind, too.  Writes
``benchmarks/results/answers.json`` and ``docs/acts.md``; exits 1 if a bar is missed.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from benchmarks.acts_page import NO_ACT, PAGE, page
from benchmarks.bench_understanding import Marks, macro
from benchmarks.held import NOTHING, Utterance, Worded, paraphrases, questions, utterances
from benchmarks.report import report
from simulator.authoring.cast import Cast
from simulator.authoring.catalogue import find_catalogue
from simulator.conversation.appraisal import Appraisal
from simulator.persona.telling import NEAR
from simulator.settings import Settings
from simulator.understanding.context import Context
from simulator.understanding.reader import Reader

BAR_F1 = 0.80
BAR_WORDINGS = 0.90
BAR_FOUND = 0.85
BAR_ANOTHER = 0.03


def share(answers: Iterable[bool]) -> float:
    """The share that is true, to three places."""
    every = list(answers)
    return round(sum(every) / len(every), 3)


def acts_of(found: Appraisal) -> frozenset[str]:
    """The names of the acts that were read."""
    return frozenset(hit.act.value for hit in found.acts)


def on_utterances(reader: Reader) -> dict[str, object]:
    """F1 of every act, by family of call, what is taken for what, and what looks alike."""
    rows = utterances()
    marks = [_marks(reader, row) for row in rows]
    both = list(zip(rows, marks, strict=True))
    overall, each = macro(marks)
    return {
        "acts_utterances": len(rows),
        "acts_macro_f1": overall,
        "acts_exactly": share(mark.expected == mark.found for mark in marks),
        **{
            f"acts_macro_f1_{family}": macro([m for row, m in both if row.family == family])[0]
            for family in dict.fromkeys(row.family for row in rows)
        },
        "acts_false_on_look_alikes": share(
            bool(mark.found - mark.expected) for row, mark in both if row.look_alike
        ),
        "acts_false_where_there_are_none": share(
            bool(mark.found) for mark in marks if not mark.expected
        ),
        "acts_f1": each,
        "acts_precision_and_recall": {act: _precision_and_recall(marks, act) for act in each},
        "acts_confusion": {act: confusion(marks, act) for act in each},
    }


def _marks(reader: Reader, row: Utterance) -> Marks:
    return Marks(row.acts, acts_of(reader.appraise(row.text, Context.after(row.said))))


def _precision_and_recall(marks: Sequence[Marks], act: str) -> tuple[float | None, float]:
    found = [act in mark.expected for mark in marks if act in mark.found]
    return share(found) if found else None, share(
        act in mark.found for mark in marks if act in mark.expected
    )


def confusion(marks: Sequence[Marks], act: str) -> dict[str, int]:
    """Of the lines that show an act: how often it was read, and what was read in its stead.

    An act that the line shows besides isn't a mistake, and isn't counted.
    """
    shows = [mark for mark in marks if act in mark.expected]
    missed = [mark for mark in shows if act not in mark.found]
    instead = Counter(wrong for mark in missed for wrong in mark.found - mark.expected)
    nothing = sum(not mark.found for mark in missed)
    read = {act: len(shows) - len(missed)}
    return {**read, **({NO_ACT: nothing} if nothing else {}), **dict(instead.most_common())}


def on_paraphrases(reader: Reader) -> dict[str, object]:
    """How many of a move's five wordings show its act."""
    hits = {worded: _hits(reader, worded) for worded in paraphrases()}
    by_act: dict[str, list[bool]] = {}
    for worded, five in hits.items():
        by_act.setdefault(worded.act, []).extend(five)
    return {
        "moves": len(hits),
        "wordings_with_the_act": share(hit for five in hits.values() for hit in five),
        "moves_with_all_five": share(all(five) for five in hits.values()),
        "wordings_by_act": {act: share(found) for act, found in by_act.items()},
        "wordings_of_five_by_move": {worded.move: sum(five) for worded, five in hits.items()},
    }


def _hits(reader: Reader, worded: Worded) -> list[bool]:
    context = Context.after(worded.said)
    return [worded.act in acts_of(reader.appraise(text, context)) for text in worded.wordings]


class Asked(NamedTuple):
    """One question, and the facts that it was taken to be about."""

    about: str
    topics: tuple[str, ...]
    """All that were found, the likeliest first."""
    near: tuple[str, ...]
    """Those so likely that policy may tell them."""

    @property
    def found(self) -> bool:
        """Whether the fact that was meant is among them."""
        return self.about in self.topics

    @property
    def another(self) -> bool:
        """Whether another fact may be told in its place."""
        return bool(set(self.near) - {self.about})


def ask(reader: Reader, persona: str, texts: Mapping[str, Sequence[str]]) -> list[Asked]:
    """Every question about one persona's facts, read as if asked of her."""
    context = Context(persona=persona)
    return [
        _asked(reader.appraise(text, context), about)
        for about, wordings in texts.items()
        for text in wordings
    ]


def _asked(found: Appraisal, about: str) -> Asked:
    topics = sorted(found.topics, key=lambda topic: -topic.probability)
    names = tuple(topic.fact for topic in topics)
    near = (topic.fact for topic in topics if topic.probability >= NEAR * topics[0].probability)
    return Asked(about, names, tuple(near))


def on_questions(casts: Sequence[Cast]) -> dict[str, object]:
    """How many questions find their fact, and how many would be answered with another."""
    asked = {
        persona: ask(_reader_of(casts, persona), persona, texts)
        for persona, texts in questions().items()
    }
    every = _figures([one for ones in asked.values() for one in ones])
    return {
        **{f"facts_{name}": value for name, value in every.items()},
        "facts_by_persona": {persona: _figures(ones) for persona, ones in asked.items()},
        "facts_by_fact": {persona: _by_fact(ones) for persona, ones in asked.items()},
    }


def _reader_of(casts: Sequence[Cast], persona: str) -> Reader:
    cast = next(cast for cast in casts if persona in cast.personas)
    return Reader(cast.scenario, cast.personas)


def _figures(asked: Sequence[Asked]) -> dict[str, float]:
    about = [one for one in asked if one.about != NOTHING]
    idle = [one for one in asked if one.about == NOTHING]
    return {
        "questions": len(about),
        "found": share(one.found for one in about),
        "found_first": share(one.topics[:1] == (one.about,) for one in about),
        "another_first": share(one.topics[:1] not in {(), (one.about,)} for one in about),
        "another_may_be_told": share(one.another for one in about),
        "no_fact": share(not one.topics for one in about),
        "about_nothing": len(idle),
        "found_for_nothing": share(bool(one.topics) for one in idle),
    }


def _by_fact(asked: Sequence[Asked]) -> dict[str, dict[str, int]]:
    """How many of the ten wordings found the fact, and which others were found in its place."""
    tally: dict[str, Counter[str]] = {}
    for one in asked:
        found = one.topics if one.about == NOTHING or not one.found else (one.about,)
        tally.setdefault(one.about, Counter()).update(found)
    return {about: dict(counter.most_common()) for about, counter in tally.items()}


def missed(figures: Mapping[str, Any]) -> list[str]:
    """A line for each bar that is missed."""
    low = {f"F1 of {act}": f1 for act, f1 in figures["acts_f1"].items() if f1 < BAR_F1}
    least = {
        "acts_macro_f1": BAR_F1,
        "wordings_with_the_act": BAR_WORDINGS,
        "facts_found": BAR_FOUND,
    }
    most = {
        "facts_another_first": BAR_ANOTHER,
        "facts_another_may_be_told": BAR_ANOTHER,
        "facts_found_for_nothing": 0.0,
    }
    under = {name: figures[name] for name, bar in least.items() if figures[name] < bar}
    over = {name: figures[name] for name, bar in most.items() if figures[name] > bar}
    return [f"{name}: {value}" for name, value in {**under, **over, **low}.items()]


def main() -> int:
    """Measure, print, write, judge."""
    catalogue = find_catalogue(Settings())
    casts = [catalogue.cast(name) for name in catalogue.scenarios()]
    reader = Reader(None, {})
    figures = {**on_utterances(reader), **on_paraphrases(reader), **on_questions(casts)}
    misses = missed(figures)
    report("answers", {**figures, "missed": misses})
    PAGE.write_text(_acts_page(figures), encoding="utf-8")
    return 1 if misses else 0


def _acts_page(figures: Mapping[str, Any]) -> str:
    names = ("utterances", "macro_f1", "f1", "precision_and_recall", "confusion")
    return page(*(figures[f"acts_{name}"] for name in names))


if __name__ == "__main__":
    sys.exit(main())
