import html
import re

from hypothesis import given

from simulator.conversation.call import Call, Turn
from simulator.conversation.plain import one_line
from simulator.conversation.transcript import to_vtt
from simulator.conversation.view import moments, speaker, text_of
from tests.conversation.strategies import calls

CUE = re.compile(
    r"(?P<id>\d+)\n(?P<start>\d{2,}:\d\d:\d\d\.\d{3}) --> (?P<end>\d{2,}:\d\d:\d\d\.\d{3})\n"
    r"<v (?P<voice>[^<>\n]+)>(?P<text>[^<>\n]*)"
)


def ms(time: str) -> int:
    hours, minutes, seconds = time.split(":")
    return (int(hours) * 60 + int(minutes)) * 60_000 + round(float(seconds) * 1000)


def cues(vtt: str) -> list[re.Match[str]]:
    """A strict reader of what we write."""
    head, *blocks = vtt.removesuffix("\n").split("\n\n")
    assert head == "WEBVTT"
    found = [CUE.fullmatch(block) for block in blocks if not block.startswith("NOTE\n")]
    return [cue for cue in found if cue is not None] if None not in found else []


@given(calls)
def test_captions_can_be_read_back(call: Call) -> None:
    vtt = to_vtt(call)
    read = cues(vtt)
    ordered = sorted(moments(call), key=lambda moment: moment.start_s)
    assert [html.unescape(cue["voice"]) for cue in read] == [
        speaker(call, moment.turn) for moment in ordered
    ]
    assert [html.unescape(cue["text"]) for cue in read] == [
        " ".join(text_of(moment.turn)) for moment in ordered
    ]
    starts = [ms(cue["start"]) for cue in read]
    assert starts == sorted(starts)
    assert all(ms(cue["start"]) < ms(cue["end"]) for cue in read)
    vtt.encode()


def test_times_are_those_of_the_call_and_only_heard_words_count() -> None:
    call = Call(
        turns=(
            Turn(id="a", speaker="trainee", said="Hello?", start_s=0.5, end_s=1.25),
            Turn(id="b", speaker="persona", persona="orla-tolan", said="Yes, but", heard="Yes",
                 start_s=3661.0, end_s=3662.0),
        )
    )  # fmt: skip
    assert to_vtt(call) == (
        "WEBVTT\n\n"
        "1\n00:00:00.500 --> 00:00:01.250\n<v Trainee>Hello?\n\n"
        "2\n01:01:01.000 --> 01:01:02.000\n<v Orla Tolan>Yes\n"
    )


def test_missing_times_are_estimated_and_said_to_be() -> None:
    call = Call(
        turns=(
            Turn(id="a", speaker="trainee", said="one two three four five six seven eight"),
            Turn(id="b", speaker="persona", said=""),
        )
    )
    assert to_vtt(call) == (
        "WEBVTT\n\n"
        "NOTE\nThe times are estimated, at 160 spoken words a minute.\n\n"
        "1\n00:00:00.000 --> 00:00:03.000\n<v Trainee>one two three four five six seven eight\n\n"
        "2\n00:00:03.600 --> 00:00:04.100\n<v Persona>(silence)\n"
    )


def test_some_missing_times_are_counted() -> None:
    known = Turn(id="a", speaker="trainee", said="x", start_s=0, end_s=1)
    vtt = to_vtt(Call(turns=(known, Turn(id="b", speaker="persona", said="y"))))
    assert "NOTE\nThe times of 1 cues are estimated" in vtt


def test_an_arrow_in_speech_is_no_cue() -> None:
    vtt = to_vtt(Call(turns=(Turn(id="a", speaker="t", said="x\n\n9\n00:00 --> 00:01\ny & <b>"),)))
    assert "x 9 00:00 --&gt; 00:01 y &amp; &lt;b&gt;" in vtt
    assert one_line("a\x00b\u202ec\r\nd") == "a\ufffdbc d"
