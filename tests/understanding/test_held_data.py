"""The held-out lines: whole, labelled with words that exist, and told to nobody who learns."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from simulator.vocabulary import Act, Fault

ROOT = Path(__file__).parents[2]
DATA = Path(__file__).parent / "data"
RUN = 6
"""Words in a row that two held-out utterances may not share."""
COPIED = 9
"""Words in a row that two hands don't write by chance; six are at times only English."""
BLIND = ("utterances_held2", "paraphrases_held", "fact_questions_held")
LEARNED = [DATA / "utterances_dev.yaml", *sorted((ROOT / "training").rglob("*.yaml"))]


def held(name: str) -> Any:
    return yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))


UTTERANCES = held("utterances_held2")
PARAPHRASES = held("paraphrases_held")
QUESTIONS = held("fact_questions_held")


def strings(node: object) -> Iterator[str]:
    """The trainee's lines below a node; ``said`` is the other person's."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from () if key in {"said", "move", "act"} else strings(value)
    elif isinstance(node, list):
        for one in node:
            yield from strings(one)
    elif isinstance(node, str):
        yield node


def words(text: str) -> list[str]:
    return re.findall(r"[\w']+", text.lower().replace("’", "'"))


def runs(text: str, length: int = RUN) -> set[tuple[str, ...]]:
    said = words(text)
    return {tuple(said[at : at + length]) for at in range(len(said) - length + 1)}


def traces(text: str) -> set[tuple[str, ...]]:
    """By what a copied line is known: its long runs, and the whole of one that isn't a phrase."""
    whole = tuple(words(text))
    return runs(text, COPIED) | ({whole} if len(whole) >= RUN else set())


def test_every_act_has_enough_lines_and_every_label_is_a_word_of_the_vocabulary() -> None:
    acts = Counter(act for row in UTTERANCES for act in row.get("acts", ()))
    faults = {fault for row in UTTERANCES for fault in row.get("faults", ())}
    assert len(UTTERANCES) >= 640
    assert set(acts) == {act.value for act in Act}
    assert min(acts.values()) >= 22
    assert faults <= {fault.value for fault in Fault}


def test_no_two_utterances_share_a_run_of_words() -> None:
    each = [runs(row["text"]) for row in UTTERANCES]
    assert sum(map(len, each)) == len(set().union(*each))


def test_every_move_is_worded_five_times() -> None:
    assert len(PARAPHRASES) == 60
    for row in PARAPHRASES:
        assert len(set(row["wordings"])) == 5, row["move"]
        assert Act(row["act"])


@pytest.mark.parametrize("path", sorted((ROOT / "personas").glob("*.yaml")), ids=lambda p: p.stem)
def test_every_fact_of_every_persona_is_asked_about_in_ten_wordings(path: Path) -> None:
    persona = yaml.safe_load(path.read_text(encoding="utf-8"))
    asked = QUESTIONS[persona["id"]]
    assert set(asked) == {fact["id"] for fact in persona["facts"]} | {"nothing"}
    assert all(len(set(asked[fact["id"]])) == 10 for fact in persona["facts"])
    assert len(set(asked["nothing"])) >= 12


@pytest.mark.parametrize("path", LEARNED, ids=lambda path: path.stem)
def test_nothing_that_is_learned_from_repeats_a_held_out_line(path: Path) -> None:
    blind = [line for name in BLIND for line in strings(held(name))]
    known = set().union(*map(traces, blind))
    learned = strings(yaml.safe_load(path.read_text(encoding="utf-8")))
    # Only the learner's own line is shown: its writer is not to read the held-out one.
    assert [line for line in learned if traces(line) & known] == []
