"""When a voice begins and when it ceases, from how probably each moment holds one; pure."""

from dataclasses import dataclass

from simulator.voice.events import Began, Ceased


@dataclass(frozen=True)
class Sensitivity:
    """Thresholds of probability, and seconds."""

    on: float = 0.5
    """Probability from which a voice begins."""
    off: float = 0.3
    """Probability below which it may have ceased; between the two nothing changes."""
    on_s: float = 0.06
    """Voice of this length is a beginning: a click is shorter."""
    off_s: float = 0.09
    """Silence of this length is an end: the stop of a consonant is shorter."""
    look_back_s: float = 0.032
    """How much earlier than a detector is sure of it a voice truly begins."""


class Activity:
    """Follows one voice."""

    def __init__(self, sensitivity: Sensitivity | None = None) -> None:
        self._knobs = sensitivity or Sensitivity()
        self._voiced = False
        self._turned_s: float | None = None
        self._edge_s = 0.0

    def feed(
        self, from_s: float, until_s: float, probability: float, late_s: float = 0.0
    ) -> Began | Ceased | None:
        """What a stretch of sound adds; stretches come in order.

        Args:
            from_s: where the stretch begins on the audio clock, in seconds.
            until_s: where it ends.
            probability: how probably there is a voice in it.
            late_s: how long after a voice its probability falls.
        """
        if self._stays(probability):
            self._turned_s = None
            return None
        if self._turned_s is None:
            self._turned_s = from_s
        # Hundredths of a millisecond are lost in adding up stretches: they decide nothing.
        if until_s - self._turned_s < self._needed() - 1e-5:
            return None
        at_s, self._turned_s = self._turned_s, None
        self._voiced = not self._voiced
        earlier_s = self._knobs.look_back_s if self._voiced else late_s
        self._edge_s = max(self._edge_s, at_s - earlier_s)
        return Began(self._edge_s) if self._voiced else Ceased(self._edge_s)

    def _stays(self, probability: float) -> bool:
        if self._voiced:
            return probability >= self._knobs.off
        return probability < self._knobs.on

    def _needed(self) -> float:
        return self._knobs.off_s if self._voiced else self._knobs.on_s
