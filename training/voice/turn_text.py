"""Train the words' half of the turn-end model, on turns of our own cut after every word.

    python -m training.voice.turn_text

Reads ``training/voice/turns.txt``, the simulated trainees' wordings, labelled utterances and the
personas' own lines; nothing that is measured.  One turn in eight is kept back: by those
``training.voice.turn_end`` weighs words against melody.  Writes ``simulator/voice/turn_text.json``.
"""

import json
import math
import random
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import yaml

from simulator.persona.sentences import split
from simulator.voice.turn_text import OPENERS, SLOTS, WORD, features, turn_so_far

ROOT = Path(__file__).parent.parent.parent
TARGET = ROOT / "simulator" / "voice" / "turn_text.json"
FILLERS = ("um", "uh", "er", "you know", "i mean", "well", "like")
NAMES: Mapping[str, Sequence[str]] = {
    "first": ("Orla", "Callum", "Danuta", "Femi"),
    "me": ("Robin Ashdown", "Kit Marlow", "Sam Peters"),
    "company": ("Gatefold", "Tailgate", "Kestrel"),
    "formal": ("Mr Parry", "Mrs Tolan"),
    "her": ("Orla", "Halina"),
    "role": ("account manager",),
    "role_article": ("an account manager",),
    "role_lower": ("reporter",),
}
OTHERS = ("the gate", "your trucks", "the parcels")
ONE_IN = 8
"""Turns of which one is kept back."""
ASKED = 0.7
"""How often a recogniser puts a question mark after a question that was cut off."""
RATE = 0.05


class Task(NamedTuple):
    """What is told, by how much each kind of cut counts, and how it is learned."""

    counts: Mapping[str, float]
    passes: int
    decay: float
    """Share of every weight that is lost with each pass."""


WHOLE = Task({"end": 3.0, "sentence": 4.0, "joint": 1.0, "word": 0.5, "filler": 1.0}, 6, 6e-3)
LAST = Task({"end": 1.0, "sentence": 1.0}, 8, 0.2)


class Turn(NamedTuple):
    """A whole turn, what was said before it, and how much it counts."""

    last_words: str
    text: str
    weight: float


class Cut(NamedTuple):
    """A turn up to a word."""

    slots: Sequence[int]
    kind: str
    weight: float


def turns(chance: random.Random) -> list[Turn]:
    """Everything that is learned from."""
    return [*_written(), *_wordings(chance), *_labelled(), *_lines()]


def _written() -> Iterator[Turn]:
    for line in (
        (ROOT / "training" / "voice" / "turns.txt").read_text(encoding="utf-8").splitlines()
    ):
        if "|" in line and not line.startswith("#"):
            last_words, text = line.split("|")
            yield Turn(last_words.strip(), _plain(text), 3.0)


def _wordings(chance: random.Random) -> Iterator[Turn]:
    for path in sorted((ROOT / "simulator" / "scale" / "wordings").glob("*.yaml")):
        for text in _strings(yaml.safe_load(path.read_text(encoding="utf-8"))):
            for _ in range(2):
                yield Turn("", _plain(_filled(text, chance)), 0.7)


def _labelled() -> Iterator[Turn]:
    for path in sorted((ROOT / "training" / "understanding" / "data").glob("*.yaml")):
        for row in yaml.safe_load(path.read_text(encoding="utf-8")):
            if isinstance(row, dict) and isinstance(row.get("text"), str):
                yield Turn(str(row.get("said") or ""), _plain(row["text"]), 1.0)


def _lines() -> Iterator[Turn]:
    for path in sorted((ROOT / "personas").glob("*.yaml")):
        for text in _strings(yaml.safe_load(path.read_text(encoding="utf-8"))):
            if len(text.split()) > 2 and re.search(r"[.?!]$", text) and "{" not in text:
                yield Turn("", _plain(text), 0.5)


def _strings(found: object) -> Iterator[str]:
    if isinstance(found, str):
        yield found
    elif isinstance(found, dict):
        for value in found.values():
            yield from _strings(value)
    elif isinstance(found, list):
        for value in found:
            yield from _strings(value)


def _plain(text: str) -> str:
    return " ".join(text.replace("…", ",").split())


def _filled(text: str, chance: random.Random) -> str:
    picked = re.sub(
        r"\[([^\[\]]*\|[^\[\]]*)\]", lambda found: chance.choice(found[1].split("|")), text
    )
    return re.sub(r"\{(\w+)\}", lambda found: chance.choice(NAMES.get(found[1], OTHERS)), picked)


def cuts(turn: Turn, chance: random.Random) -> Iterator[Cut]:
    """The turn after each of its words, and once after a filler."""
    sentences = split(turn.text)
    for number, sentence in enumerate(sentences):
        before = " ".join(sentences[:number])
        words = WORD.findall(sentence.lower().replace("’", "'"))
        last = number == len(sentences) - 1
        for count in range(1, len(words) + 1):
            whole = count == len(words)
            kind = ("end" if last else "sentence") if whole else _joint(words, count, sentence)
            mark = _mark(sentence, words, whole, chance)
            yield _cut(turn, before, [*words[:count]], mark, kind)
        if len(words) > 3:
            count = chance.randrange(1, len(words))
            yield _cut(turn, before, [*words[:count], chance.choice(FILLERS)], "", "filler")


def _cut(turn: Turn, before: str, words: Sequence[str], mark: str, kind: str) -> Cut:
    text = f"{before} {' '.join(words)}{mark}"
    return Cut(features(turn_so_far(text, turn.last_words)), kind, turn.weight)


def _mark(sentence: str, words: Sequence[str], whole: bool, chance: random.Random) -> str:
    asks = sentence.endswith("?")
    if whole:
        return "?" if asks else "."
    return "?" if asks and words[0] in OPENERS and chance.random() < ASKED else "."


def _joint(words: Sequence[str], count: int, sentence: str) -> str:
    comma = re.search(rf"\b{re.escape(words[count - 1])}[,;:]", sentence.lower())
    joints = {"and", "but", "or", "so", "because", "if", "when", "that", "which", "who"}
    return "joint" if comma or words[count] in joints else "word"


def is_kept_back(turn: Turn) -> bool:
    """Whether neither words nor melody learn from it; by its words, so that it is always so."""
    return zlib.crc32(turn.text.encode()) % ONE_IN == 0


def fitted(found: Iterable[Turn]) -> list[Turn]:
    """Those that are learned from."""
    return [turn for turn in found if not is_kept_back(turn)]


def train(cuts: Sequence[Cut], task: Task, chance: random.Random) -> list[float]:
    """Logistic regression by AdaGrad."""
    rows = [cut for cut in cuts if cut.kind in task.counts]
    slots, seen = [0.0] * SLOTS, [1e-6] * SLOTS
    for _ in range(task.passes):
        chance.shuffle(rows)
        for row in rows:
            sum_ = sum(slots[slot] for slot in row.slots)
            given = 1 / (1 + math.exp(-max(-20.0, min(20.0, sum_))))
            pull = (given - (row.kind == "end")) * row.weight * task.counts[row.kind]
            for slot in row.slots:
                seen[slot] += pull * pull
                slots[slot] -= RATE * pull / math.sqrt(seen[slot])
        slots = [slot * (1 - task.decay) for slot in slots]
    return slots


def main() -> None:
    """Train, and write; what each half weighs stays as it is."""
    chance = random.Random(4)
    rows = [cut for turn in fitted(turns(chance)) for cut in cuts(turn, chance)]
    slots, last = ([round(slot, 2) for slot in train(rows, task, chance)] for task in (WHOLE, LAST))
    kept = json.loads(TARGET.read_text()) if TARGET.exists() else {}
    written = {**kept, "slots": slots, "last_slots": last}
    TARGET.write_text(json.dumps(written) + "\n", encoding="utf-8")
    print(f"{len(rows)} cuts; {TARGET.name} has {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
