"""Grades beside people's: counsellors' coders, EPITOME's raters, our own forty conversations.

None of these sets trained anything; AnnoMI's and EPITOME's development parts were in view when
rules were written.
"""

import csv
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import yaml

from benchmarks.grading.measures import auc, macro_f1, spearman
from benchmarks.grading.pairs import ROOT
from simulator.conversation.call import Call, Turn, words_in
from simulator.grading.chain import grade
from simulator.grading.dimensions import COMPOSITE, Dimension
from simulator.grading.scorecard import Scorecard
from simulator.understanding.context import Context
from simulator.understanding.reader import Reader
from simulator.vocabulary import Kind

GIVEN = ROOT.parent / "shared" / "data"
CONVERSATIONS = ROOT / "tests" / "grading" / "data" / "conversations_dev.yaml"
FIRST = 5
"""The counsellor's turns from which a good call should be told from a poor one."""
BARS = {
    "annomi_behaviours_macro_f1": 0.70,
    "annomi_first_turns_auc": 0.80,
    "epitome_emotional_reactions_macro_f1": 0.60,
    "epitome_explorations_macro_f1": 0.60,
    "conversations_composite_rho": 0.80,
    "conversations_demonstrating_understanding_rho": 0.40,
}
CEILINGS = {
    "annomi_behaviours_one_coder": 0.86,
    "epitome_emotional_reactions_in_domain_model": 0.71,
    "epitome_explorations_in_domain_model": 0.67,
    "conversations_composite_one_expert": "0.80 to 0.88",
    "conversations_understanding_one_expert": "0.42 to 0.64",
    "conversations_composite_simple_features": 0.67,
}
"""What people, or models trained on the very set, reach (from the issue's own measurements)."""


def figures() -> dict[str, object]:
    """All comparisons; a set that isn't here is said to be missing."""
    return {**conversations(), **annomi(), **epitome(), "ceilings": CEILINGS}


def conversations() -> dict[str, object]:
    """Spearman's rho with our own ratings; one of us wrote and rated them: a check, no evidence."""
    rows = yaml.safe_load(CONVERSATIONS.read_text(encoding="utf-8"))
    calls = [_conversation(row["turns"]) for row in rows]
    cards = [_scores(grade(call)) for call in calls]
    rated = [dict(zip(Dimension, row["ratings"], strict=True)) for row in rows]
    wholes = [_composite(ratings) for ratings in rated]
    length = [float(_words(call)) for call in calls]
    found: dict[str, object] = {
        "conversations": len(rows),
        "conversations_composite_rho": spearman([card[COMPOSITE] for card in cards], wholes),
        "conversations_composite_by_length": spearman(length, wholes),
    }
    for one in Dimension:
        gold = [float(ratings[one]) for ratings in rated]
        found[f"conversations_{one}_rho"] = spearman([card[one] for card in cards], gold)
        found[f"conversations_{one}_by_length"] = spearman(length, gold)
    return found


def _conversation(lines: Sequence[str]) -> Call:
    return Call(
        kind=Kind.SERVICE,
        turns=tuple(
            Turn(id=f"t{n}", speaker="trainee" if line[0] == "T" else "persona", said=line[3:])
            for n, line in enumerate(lines, 1)
        ),
    )


def _composite(ratings: Mapping[Dimension, int]) -> float:
    return float(sum(-value if one.is_fault else value for one, value in ratings.items()))


def _scores(card: Scorecard) -> dict[str, float]:
    """Scores by id; what isn't scored stands in the middle."""
    return {score.id: 3.0 if score.value is None else score.value for score in card.scores}


def _words(call: Call) -> int:
    return sum(words_in(turn.text) for turn in call.trainee_turns())


def annomi() -> dict[str, object]:
    """Four therapist behaviours, and good against poor calls from the first turns."""
    path = GIVEN / "annomi_dev.csv"
    if not path.is_file():
        return {"annomi": "skipped: ../shared/data/annomi_dev.csv is not here"}
    calls = _annomi_calls(path)
    gold, found = zip(*(pair for rows in calls.values() for pair in _behaviours(rows)), strict=True)
    value, each = macro_f1(gold, found)
    firsts = {name: _first_turns(rows) for name, rows in calls.items()}
    return {
        "annomi_calls": len(calls),
        "annomi_behaviours_macro_f1": value,
        "annomi_behaviours_f1": each,
        "annomi_first_turns_auc": _told_apart(calls, lambda name: _empathy(firsts[name])),
        "annomi_first_turns_by_length": _told_apart(calls, lambda name: _words(firsts[name])),
        "annomi_poor_calls": sum(rows[0]["mi_quality"] == "low" for rows in calls.values()),
    }


def _annomi_calls(path: Path) -> dict[str, list[dict[str, str]]]:
    calls: dict[str, list[dict[str, str]]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            calls[row["transcript_id"]].append(row)
    return calls


def _turns(rows: Sequence[Mapping[str, str]]) -> tuple[Turn, ...]:
    return tuple(
        Turn(
            id=f"t{n}",
            speaker="trainee" if row["interlocutor"] == "therapist" else "persona",
            said=row["utterance_text"],
        )
        for n, row in enumerate(rows)
    )


def first_turns(turns: int) -> list[Call]:
    """The first turns of each AnnoMI call; none if the set isn't here."""
    path = GIVEN / "annomi_dev.csv"
    calls = _annomi_calls(path) if path.is_file() else {}
    return [Call(kind=Kind.SERVICE, turns=_turns(rows)[:turns]) for rows in calls.values()]


def _behaviours(rows: Sequence[Mapping[str, str]]) -> Iterator[tuple[str, str]]:
    """What the coders say and what the reader says, turn by turn."""
    reader, turns = Reader(None, {}), _turns(rows)
    for at, (row, turn) in enumerate(zip(rows, turns, strict=True)):
        if turn.is_trainee:
            gold = row["main_therapist_behaviour"].removeprefix("therapist_")
            yield gold, reader.appraise(turn.text, Context.of(turns[:at])).behaviour.value


def _first_turns(rows: Sequence[Mapping[str, str]]) -> Call:
    kept: list[Turn] = []
    for turn in _turns(rows):
        if turn.is_trainee and sum(one.is_trainee for one in kept) == FIRST:
            break
        kept.append(turn)
    return Call(kind=Kind.SERVICE, turns=tuple(kept))


def _empathy(call: Call) -> float:
    return _scores(grade(call))[COMPOSITE]


def _told_apart(calls: Mapping[str, Sequence[Mapping[str, str]]], measure: object) -> float:
    assert callable(measure)
    sides: dict[str, list[float]] = defaultdict(list)
    for name, rows in calls.items():
        sides[rows[0]["mi_quality"]].append(measure(name))
    return auc(sides["high"], sides["low"])


def epitome() -> dict[str, object]:
    """Macro-F1 over the levels 0, 1, 2 of each mechanism, beside what length alone gives."""
    path = GIVEN / "epitome_dev.jsonl"
    if not path.is_file():
        return {"epitome": "skipped: ../shared/data/epitome_dev.jsonl is not here"}
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    reader = Reader(None, {})
    read = [reader.appraise(row["text"], Context.after(row["context"])) for row in rows]
    middle = sorted(one.words for one in read)[len(read) // 2]
    found: dict[str, object] = {"epitome_rows": len(rows)}
    for name in ("emotional_reactions", "interpretations", "explorations"):
        gold = [str(row[name]) for row in rows]
        levels = [str(getattr(one, name).level) for one in read]
        longer = [str(int(one.words > middle)) for one in read]
        found[f"epitome_{name}_macro_f1"] = macro_f1(gold, levels)[0]
        found[f"epitome_{name}_by_length"] = macro_f1(gold, longer)[0]
    return found
