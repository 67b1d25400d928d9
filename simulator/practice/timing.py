"""The clock of a call: in writing, what the words would take to say; in speech, what sounded."""

from collections.abc import Callable

from simulator.clock import Clock
from simulator.conversation.call import words_in
from simulator.errors import UsageError

TRAINEE_WPM = 160
"""Words a minute a trainee is taken to speak; people do 137 to 218 in counselling calls."""
GAP_S = 0.6
"""Seconds between two turns."""
TYPING_SHARE = 0.25
"""The share of the time spent typing that is charged: people type far slower than they talk."""
SILENCE_S = 3.0
"""Seconds that an empty turn stands for, when typing took no longer."""


class CallTime:
    """Seconds on the call's clock, from the first ring; kept to hundredths."""

    def __init__(self, clock: Clock, at_s: float = 0.0) -> None:
        self._clock = clock
        self._mark = clock.now()
        self.at_s = at_s
        """Where the last turn ended."""

    def trainee(self, text: str, start_s: float | None, end_s: float | None) -> tuple[float, float]:
        """Charge a turn of the trainee's; timestamps that are given win.

        Raises:
            UsageError: a turn that ends before it starts.
        """
        start = _hundredths(self.at_s + GAP_S) if start_s is None else _hundredths(start_s)
        end = _hundredths(start + self._charge(text)) if end_s is None else _hundredths(end_s)
        if end < start:
            raise UsageError(f"a turn can't end at {end} s and start at {start} s", "swap them")
        self.at_s = end
        return start, end

    def persona(self, start_s: float, said: str, words_per_minute: int) -> float:
        """Charge what she has said since ``start_s``; gives where she has come to."""
        self.at_s = _hundredths(start_s + words_in(said) * 60 / words_per_minute)
        self._mark = self._clock.now()
        return self.at_s

    def next_start(self) -> float:
        """Where a turn that follows at once begins."""
        return _hundredths(self.at_s + GAP_S)

    def running(self) -> float:
        """Where the clock stands while the trainee types."""
        return self.at_s + self._typing()

    def _charge(self, text: str) -> float:
        words = words_in(text)
        spoken = words * 60 / TRAINEE_WPM if words else SILENCE_S
        return max(spoken, self._typing())

    def _typing(self) -> float:
        return (self._clock.now() - self._mark) * TYPING_SHARE


class HeardTime(CallTime):
    """Seconds on the audio clock of a voice call: nothing is charged but what sounded."""

    def __init__(self, now_s: Callable[[], float], at_s: float) -> None:
        self._now_s = now_s
        self.at_s = at_s

    def persona(self, start_s: float, said: str, words_per_minute: int) -> float:
        """Where she will probably have come to; ``sounded`` tells where she did."""
        return _hundredths(start_s + words_in(said) * 60 / words_per_minute)

    def sounded(self, end_s: float) -> None:
        """Note where her turn ended."""
        self.at_s = _hundredths(max(self.at_s, end_s))

    def next_start(self) -> float:
        """Now: where a turn that follows begins is known once it sounds."""
        return _hundredths(self._now_s())

    def running(self) -> float:
        """Where the audio clock stands."""
        return self._now_s()

    def _typing(self) -> float:
        return 0.0


def _hundredths(seconds: float) -> float:
    return round(seconds, 2)
