"""Recordings that commands are given: heard with what is here, with a bar on a terminal."""

import sys
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.conversation.call import Call
    from simulator.voice.kit import ListeningKit

BAR = 24


def transcribed(path: Path) -> "Call":
    """A recording as a call of turns with words and their times.

    Raises:
        CallError: the file can't be read, or nothing is said in it.
        VoiceError: recogniser or detector are missing; says how to get them.
    """
    from simulator.errors import CallError
    from simulator.voice.recordings import read_channels
    from simulator.voice.transcribing import call_of

    channels = read_channels(path)
    kit = _kit()
    try:
        return call_of(channels, kit.ear, kit.detector, (), _tell)
    except CallError as error:
        raise CallError(f"{path}: {error.message}", error.fix) from None
    finally:
        if sys.stderr.isatty():
            print("\r\x1b[K", end="", file=sys.stderr)


@lru_cache(1)
def _kit() -> "ListeningKit":
    from simulator.settings import load_settings
    from simulator.voice.kits import listening_kit

    return listening_kit(load_settings())


def _tell(done_s: float, total_s: float) -> None:
    if sys.stderr.isatty():
        full = round(BAR * done_s / max(1e-9, total_s))
        bar = "#" * full + "·" * (BAR - full)
        shown = f"\r[{bar}] {done_s:.0f} of {total_s:.0f} s heard"
        print(shown, end="", file=sys.stderr, flush=True)
