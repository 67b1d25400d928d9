"""What trainees say by voice in the benchmarks: the lines of the test scripts, call by call."""

import random
from pathlib import Path
from typing import NamedTuple

import yaml

SCRIPTS = Path(__file__).parent.parent / "tests" / "content" / "scripts"
LONGEST = 55
"""Words; what is longer was written, not said."""
SPOKEN = (
    "bereaved-account",
    "exec-ninety-seconds",
    "past-the-gatekeeper",
    "pet-box-cancellation",
    "savings-on-screen",
    "cfo-on-camera",
    "source-called-cold",
)


class Line(NamedTuple):
    """A turn of a trainee's."""

    scenario: str
    text: str


def lines(count: int, seed: int = 1) -> list[Line]:
    """So many turns, in an order that mixes the calls; all there are if there are fewer."""
    found = [
        Line(scenario, " ".join(text.split()))
        for scenario in SPOKEN
        for script in sorted((SCRIPTS / scenario).glob("*.yaml"))
        for turn in yaml.safe_load(script.read_text(encoding="utf-8"))
        for text in ([turn["text"]] if isinstance(turn, dict) else [turn])
        if 3 <= len(text.split()) <= LONGEST
    ]
    random.Random(seed).shuffle(found)
    return found[:count]
