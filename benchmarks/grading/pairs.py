"""Gaming: pairs of a better and a worse thing to say, placed by grading and by length alone."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from simulator.conversation.call import Call, Turn, words_in
from simulator.grading.chain import grade
from simulator.vocabulary import Kind

ROOT = Path(__file__).parent.parent.parent
OWN = ROOT / "tests" / "grading" / "data" / "gaming_pairs.jsonl"
GIVEN = ROOT.parent / "shared" / "data" / "probe_pairs.jsonl"
OWN_BAR, GIVEN_BAR = 0.97, 1.0

LOSS = "My husband Tom died three weeks ago. Forty years. The letters keep coming in his name."

COLD = {
    "opener": "Tolan. I've ninety seconds before a board call. Who is this?",
    "relevance": "Go on, then. You have thirty seconds.",
    "objection": "We already have a supplier for that, and they're fine.",
    "ask": "All right, that's interesting. What do you want from me?",
}
"""What the other side said before, for the given pairs, which come without it; by dimension."""


class Pair(NamedTuple):
    """A better and a worse thing to say after the same words."""

    kind: Kind
    context: str
    better: str
    worse: str
    attack: str


class Placed(NamedTuple):
    """How grading placed a pair."""

    pair: Pair
    total: float
    """Total of the call with the better line less that with the worse."""
    empathy: float
    """The same for the composite of the six dimensions."""


def own_pairs() -> Iterator[Pair]:
    """The hand-written suite of this project."""
    for line in OWN.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield Pair(Kind(row.pop("kind")), **row)


def given_pairs() -> Iterator[Pair]:
    """Pairs from beside the checkout, if they are there."""
    for line in GIVEN.read_text(encoding="utf-8").splitlines() if GIVEN.is_file() else ():
        row = json.loads(line)
        kind = Kind.COLD_CALL if row["dimension"] in COLD else Kind.SERVICE
        context = COLD.get(row["dimension"], LOSS)
        yield Pair(kind, context, row["better"], row["worse"], row["attack"])


def call_with(pair: Pair, line: str) -> Call:
    """The shortest call that gets a total, with the line in it."""
    said = (("persona", pair.context), ("trainee", line), ("persona", "Mm."), ("trainee", "Right."))
    turns = (Turn(id=f"t{n}", speaker=who, said=what) for n, (who, what) in enumerate(said, 1))
    return Call(kind=pair.kind, turns=tuple(turns))


def place(pair: Pair) -> Placed:
    """Grade both calls of a pair."""
    better, worse = (_values(call_with(pair, line)) for line in (pair.better, pair.worse))
    return Placed(pair, better[0] - worse[0], better[1] - worse[1])


def _values(call: Call) -> tuple[float, float]:
    card = grade(call)
    empathy = next(score.value for score in card.scores if score.id == "empathy")
    if card.overall.value is None:
        raise ValueError("a call of two turns has a total")
    return card.overall.value, empathy or 0.0


def figures(name: str, pairs: Iterable[Pair]) -> dict[str, object]:
    """How many pairs are ordered right (a tie is wrong), and which are not."""
    placed = [place(pair) for pair in pairs]
    longer = sum(words_in(at.pair.better) > words_in(at.pair.worse) for at in placed)
    return {
        f"{name}_pairs": len(placed) or "not there",
        f"{name}_right_by_total": sum(at.total > 0 for at in placed),
        f"{name}_right_by_empathy": sum(at.empathy > 0 for at in placed),
        f"{name}_right_by_length": longer,
        f"{name}_wrong_by_total": [_told(at) for at in placed if at.total <= 0],
    }


def _told(at: Placed) -> str:
    return f"{at.pair.attack} ({at.total:+.1f}): {at.pair.better[:40]} | {at.pair.worse[:40]}"
