"""A recording of a real call, made into a call of turns with words and their times."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from simulator.conversation.call import PERSONA, TRAINEE, Call, Turn, Word
from simulator.conversation.talk import Run, runs_of, spurts_of
from simulator.errors import CallError
from simulator.vocabulary import Channel
from simulator.voice.hark import hark
from simulator.voice.kit import Detector
from simulator.voice.recordings import Channels
from simulator.voice.seams import Ear

if TYPE_CHECKING:
    from simulator.voice.sound import Samples

Progress = Callable[[float, float], None]
"""Called with the seconds of sound that have been heard, and that there are."""


def call_of(
    channels: Channels,
    ear: Ear,
    detector: Callable[[], Detector],
    hints: Sequence[str],
    tell: Progress,
) -> Call:
    """Write down who said what in a recording, and when.

    Args:
        channels: the recording.
        ear: hears the words.
        detector: makes what hears where a voice begins and ceases, one for each channel.
        hints: names and terms that are likely to be said.
        tell: told how far it has come.

    Raises:
        CallError: the trainee says nothing in it.
        VoiceError: recogniser or detector failed.
    """
    total = channels.seconds * (1 if channels.them is None else 2)

    def words(samples: "Samples", done_s: float) -> tuple[Word, ...]:
        return hark(samples, ear, detector(), hints, lambda at_s: tell(done_s + at_s, total))

    you = words(channels.you, 0.0)
    if not you:
        raise CallError(
            f"no words are heard on {_where(channels)}",
            "record the trainee on the left channel, or alone",
        )
    them = () if channels.them is None else words(channels.them, channels.seconds)
    tell(total, total)
    return Call(channel=Channel.PHONE, turns=turns_of(you, them))


def _where(channels: Channels) -> str:
    return "the recording" if channels.them is None else "the left channel, the trainee's"


def turns_of(you: Sequence[Word], them: Sequence[Word]) -> tuple[Turn, ...]:
    """Both sides' words as turns, in the order in which they begin."""
    yours, theirs = spurts_of(you), spurts_of(them)
    runs = [(run, TRAINEE) for run in runs_of(yours, theirs)]
    runs += [(run, PERSONA) for run in runs_of(theirs, yours)]
    ordered = sorted(runs, key=lambda pair: pair[0].from_s)
    return tuple(_turn(f"t{number}", *pair) for number, pair in enumerate(ordered, start=1))


def _turn(turn_id: str, run: Run, speaker: str) -> Turn:
    return Turn(
        id=turn_id,
        speaker=speaker,
        said=run.text,
        start_s=run.from_s,
        end_s=run.spurts[-1].until_s,
        words=tuple(word for spurt in run.spurts for word in spurt.words),
    )
