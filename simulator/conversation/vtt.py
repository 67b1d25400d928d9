"""A call as WebVTT (https://www.w3.org/TR/webvtt1/): captions with a voice for each speaker."""

from simulator.conversation.call import Call
from simulator.conversation.view import WORDS_A_MINUTE, Moment, moments, speaker, text_of

HOURS_MOST = 9_999
"""Cues later than this are put there: a clock of more digits helps nobody."""


def to_vtt(call: Call) -> str:
    """The call's captions; times that it lacks are estimated, and a NOTE says so."""
    # Cues have to come in the order of their starts.
    cues = sorted(moments(call), key=lambda moment: moment.start_s)
    blocks = ["WEBVTT", *_notes(cues)]
    blocks += [_cue(number, call, moment) for number, moment in enumerate(cues, start=1)]
    return "\n\n".join(blocks) + "\n"


def _notes(cues: list[Moment]) -> list[str]:
    guessed = sum(moment.estimated for moment in cues)
    if not guessed:
        return []
    which = "The times" if guessed == len(cues) else f"The times of {guessed} cues"
    return [f"NOTE\n{which} are estimated, at {WORDS_A_MINUTE:.0f} spoken words a minute."]


def _cue(number: int, call: Call, moment: Moment) -> str:
    start = _milliseconds(moment.start_s)
    end = max(start + 1, _milliseconds(moment.end_s))
    voice = escape(speaker(call, moment.turn))
    text = escape(" ".join(text_of(moment.turn)))
    return f"{number}\n{_time(start)} --> {_time(end)}\n<v {voice}>{text}"


def escape(text: str) -> str:
    """Text for a cue; without ``>`` there is no ``-->`` in it either."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _milliseconds(seconds: float) -> int:
    return round(min(seconds, HOURS_MOST * 3600.0) * 1000)


def _time(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{rest:03}"
