"""What carries over to other talk: haggling, and asking for charity.

CaSiNo (CC BY 4.0) and PersuasionForGood (Apache-2.0); these parts trained nothing here.
"""

import json
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from benchmarks.grading.measures import f1, spearman
from benchmarks.grading.people import GIVEN
from simulator.conversation.appraisal import Appraisal
from simulator.conversation.call import Call, Turn, words_in
from simulator.grading.chain import grade
from simulator.understanding.context import Context
from simulator.understanding.reader import Reader
from simulator.vocabulary import Act, Behaviour, Fault, Kind

LIKED = (
    "Extremely dislike",
    "Slightly dislike",
    "Undecided",
    "Slightly like",
    "Extremely like",
)
LAST_DIALOGUES = 60
"""Dialogues of PersuasionForGood that count as its test part: the last fifth, by its order."""
_CELLS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


class Line(NamedTuple):
    """One utterance with what people say it does, and what was said before it."""

    text: str
    before: str
    labels: frozenset[str]


Found = Callable[[Appraisal], bool]
CASINO: Mapping[str, Found] = {
    "showing-empathy": lambda a: a.emotional_reactions.level > 0 or a.understanding.level > 0,
    "elicit-pref": lambda a: a.behaviour is Behaviour.QUESTION,
    "small-talk": lambda a: a.does(Act.SMALL_TALK, Act.GREET, Act.THANK, Act.CLOSE),
}
PERSUASION: Mapping[str, Found] = {
    "personal-story": lambda a: a.has(Fault.SELF_ORIENTED),
    "inquiry": lambda a: a.behaviour is Behaviour.QUESTION,
    "greeting": lambda a: a.does(Act.GREET),
    "thank": lambda a: a.does(Act.THANK),
    "closing": lambda a: a.does(Act.CLOSE),
    "praise-user": lambda a: a.has(Fault.FLATTERY),
}


def figures() -> dict[str, object]:
    """F1 of what has a counterpart here; rho of the composite with being liked."""
    return {**_casino(), **_persuasion()}


def _f1s(name: str, lines: Sequence[Line], maps: Mapping[str, Found]) -> dict[str, object]:
    reader = Reader(None, {})
    read = [reader.appraise(line.text, Context.after(line.before)) for line in lines]
    found: dict[str, object] = {f"{name}_lines": len(lines)}
    for label, shows in maps.items():
        gold = [str(label in line.labels) for line in lines]
        found[f"{name}_{label}_f1"] = round(f1(gold, [str(shows(one)) for one in read], "True"), 3)
    return found


def _casino() -> dict[str, object]:
    path = GIVEN / "casino" / "casino_test.json"
    if not path.is_file():
        return {"casino": "skipped: ../shared/data/casino is not here"}
    dialogues = json.loads(path.read_text(encoding="utf-8"))
    rated = [(call, liked) for one in dialogues for call, liked in _sides(one)]
    composites = [_empathy(call) for call, _ in rated]
    length = [float(sum(words_in(t.text) for t in call.trainee_turns())) for call, _ in rated]
    liked = [float(liked) for _, liked in rated]
    return {
        **_f1s("casino", [line for one in dialogues for line in _lines(one)], CASINO),
        "casino_liked_rho": spearman(composites, liked),
        "casino_liked_by_length": spearman(length, liked),
    }


def _lines(dialogue: Mapping[str, list[list[str]]]) -> Iterable[Line]:
    before = ""
    for text, labels in dialogue["annotations"]:
        yield Line(text, before, frozenset(labels.split(",")))
        before = text


def _sides(dialogue: dict[str, object]) -> Iterable[tuple[Call, int]]:
    """Each party as the trainee, with how the other liked them, 0 to 4."""
    people, said = dialogue["participant_info"], dialogue["chat_logs"]
    assert isinstance(people, dict)
    assert isinstance(said, list)
    for me, other in (("mturk_agent_1", "mturk_agent_2"), ("mturk_agent_2", "mturk_agent_1")):
        liked = people[other]["outcomes"]["opponent_likeness"]
        turns = [
            Turn(id=f"t{n}", speaker="trainee" if one["id"] == me else "persona", said=one["text"])
            for n, one in enumerate(said)
            if not one["task_data"]
        ]
        yield Call(kind=Kind.SERVICE, turns=tuple(turns)), LIKED.index(liked)


def _empathy(call: Call) -> float:
    value = next(score.value for score in grade(call).scores if score.id == "empathy")
    return 3.0 if value is None else value


def _persuasion() -> dict[str, object]:
    path = GIVEN / "p4g" / "300_dialog.xlsx"
    if not path.is_file():
        return {"persuasion": "skipped: ../shared/data/p4g is not here"}
    rows = _rows(path)[1:]
    last = set(list(dict.fromkeys(row[1] for row in rows))[-LAST_DIALOGUES:])
    lines, before = [], ""
    for _, dialogue, role, _, text, label, *_ in rows:
        if dialogue in last and role == "0" and label:
            lines.append(Line(text, before, frozenset({label, *_inquiry(label)})))
        elif role == "1":
            before = text
    return _f1s("persuasion", lines, PERSUASION)


def _inquiry(label: str) -> tuple[str, ...]:
    return ("inquiry",) if label.endswith("-inquiry") and "-related-" in label else ()


def _rows(path: Path) -> list[list[str]]:
    """The cells of the first sheet; its strings stand in the cells themselves."""
    with zipfile.ZipFile(path) as file:
        sheet = ElementTree.fromstring(file.read("xl/worksheets/sheet1.xml"))
    return [["".join(cell.itertext()) for cell in row] for row in sheet.iter(f"{_CELLS}row")]
