"""A learner's figures beside those of her own earlier calls."""

from simulator.grading.baseline import changes
from simulator.grading.scorecard import Figure


def rate(value: float | None) -> dict[str, Figure]:
    return {"speech_rate_words": Figure(value=value, unit="words a minute", says="")}


def test_a_change_beyond_her_usual_ups_and_downs_is_told() -> None:
    earlier = [rate(160), rate(150), rate(155), rate(None)]
    quick = changes(rate(200), earlier)["speech_rate_words"]
    assert (quick.usual, quick.spread, quick.notable) == (155, 5, True)
    assert quick.says == "That is more than is usual for you (155 in your last calls)."
    assert not changes(rate(158), earlier)["speech_rate_words"].notable


def test_two_calls_are_no_baseline() -> None:
    assert changes(rate(200), [rate(150), rate(160)]) == {}
    assert changes(rate(None), [rate(150), rate(160), rate(170)]) == {}
