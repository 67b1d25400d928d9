"""The manner of a sentence: whose voice it is, and how she is at that moment."""

from typing import Literal, NamedTuple

from simulator.conversation.state import PersonaState


class Manner(NamedTuple):
    """How a sentence is to be said; equal manners and equal words sound the same."""

    sex: Literal["female", "male"]
    pitch: Literal["low", "middle", "high"]
    wpm: int
    """Words a minute, for this sentence."""
    range: float = 1.0
    """How lively the melody is: 1 as the voice's own, 0.4 flat, 1.5 agitated."""
    breaks: float = 0.0
    """0 to 1: how far she falters: longer pauses at commas and dots, a break in the voice."""


def manner_of(
    sex: Literal["female", "male"],
    pitch: Literal["low", "middle", "high"],
    rate_wpm: int,
    state: PersonaState | None,
) -> Manner:
    """The manner of someone who speaks ``rate_wpm`` when calm, in the state that she is in."""
    if state is None:
        return Manner(sex, pitch, rate_wpm)
    hurry = max(0.0, 0.5 - state.patience) * 2
    grief = max(0.0, state.distress - 0.3) / 0.7
    pace = 1 + 0.15 * hurry * (1 - grief) - 0.12 * grief
    lively = 1 + 0.5 * hurry * (1 - grief) - 0.45 * grief
    # In coarse steps, so that what was rendered in advance still fits after a small move of hers.
    return Manner(
        sex, pitch, round(rate_wpm * pace / 5) * 5, round(lively * 5) / 5, round(grief * 4) / 4
    )
