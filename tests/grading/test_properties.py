"""What holds for every call: quotes are verbatim and the trainee's, scores keep their scale."""

import json
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.conversation.call import Call, Turn
from simulator.grading.chain import PARTS, grade
from simulator.grading.scorecard import Quote, Scorecard
from simulator.vocabulary import Kind

DATA = Path(__file__).parent / "data"
PAIRS = [json.loads(line) for line in (DATA / "gaming_pairs.jsonl").read_text("utf-8").splitlines()]
WORDS = sorted({pair[key] for pair in PAIRS for key in ("context", "better", "worse")})


def texts() -> st.SearchStrategy[str]:
    known = st.sampled_from(WORDS)
    odd = st.text(max_size=60)
    return st.one_of(known, odd, st.tuples(known, odd, known).map(" ".join))


def turns() -> st.SearchStrategy[list[Turn]]:
    speakers = st.sampled_from(["trainee", "persona", "someone else"])
    times = st.none() | st.floats(0, 1000)
    one = st.builds(
        Turn,
        id=st.just("t"),
        speaker=speakers,
        said=texts(),
        heard=st.none() | texts(),
        start_s=times,
        end_s=times,
    )
    return st.lists(one, max_size=14)


def call_of_turns(found: list[Turn], kind: Kind | None) -> Call:
    named = (turn.model_copy(update={"id": f"t{n}"}) for n, turn in enumerate(found))
    return Call(kind=kind, turns=tuple(named))


def all_quotes(card: Scorecard) -> list[Quote]:
    scored = [quote for score in card.scores for quote in score.evidence]
    blocked = [quote for error in card.blocking for quote in error.evidence]
    told = [(one.turn, one.quote) for one in card.strengths]
    if card.priority:
        told.append((card.priority.turn, card.priority.quote))
    return [
        *scored,
        *blocked,
        *(Quote(turn=turn, quote=quote) for turn, quote in told if turn and quote),
    ]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(turns(), st.sampled_from([None, *Kind]))
def test_whatever_is_said(found: list[Turn], kind: Kind | None) -> None:
    call = call_of_turns(found, kind)
    card = grade(call)
    spoken = {turn.id: turn.text for turn in call.turns if turn.is_trainee}
    for quote in all_quotes(card):
        assert quote.quote.strip()
        assert quote.quote in spoken[quote.turn]
    for score in card.scores:
        assert (score.value is None) == (score.unscored_reason is not None)
        assert score.value is None or score.scale[0] <= score.value <= score.scale[1]
        assert not (score.value and score.grader.name in {"checks", "empathy"}) or score.evidence
    for figure in card.pacing.values():
        assert (figure.value is None) == (figure.unscored_reason is not None)
    assert len({score.id for score in card.scores}) == len(card.scores)
    assert {score.grader.name for score in card.scores} <= {part.grader.name for part in PARTS}
    assert card.overall.value is None or 0.0 <= card.overall.value <= 100.0


def total(pair: dict[str, str], line: str) -> float:
    said = (pair["context"], line, "Mm.", "Right.")
    spoken = [
        Turn(id="t", speaker="trainee" if n % 2 else "persona", said=text)
        for n, text in enumerate(said)
    ]
    value = grade(call_of_turns(spoken, Kind(pair["kind"]))).overall.value
    assert value is not None
    return value


def test_gaming_does_not_pay() -> None:
    wrong = [
        pair["attack"]
        for pair in PAIRS
        if total(pair, pair["better"]) <= total(pair, pair["worse"])
    ]
    assert len(wrong) <= 0.15 * len(PAIRS), wrong
