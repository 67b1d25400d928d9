"""The loop of a voice call, in the studio, on a clock of its own."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pytest

from simulator.errors import VoiceError
from simulator.voice.floor import Knobs
from simulator.voice.manner import Manner
from simulator.voice.seams import Recognised
from simulator.voice.shown import CaptionShown, EndedShown, NoticeShown
from simulator.voice.sound import Speech
from tests.voice.coded import CodedEar, EvenMouth, spoken
from tests.voice.stage import Echo, in_order, over_her, play

if TYPE_CHECKING:
    from simulator.voice.sound import Samples


def test_a_turn_is_heard_and_answered() -> None:
    partner = Echo()
    line, shelf = play(partner, in_order((0.3, spoken("good morning it is me"))), 8)
    assert [said.text for said in partner.said] == ["good morning it is me"]
    assert partner.heard[0].heard == (
        "one two three four five six seven eight nine ten eleven twelve"
    )
    assert not partner.heard[0].interrupted
    assert line.sounded[0][0] - partner.said[0].end_s < 0.7
    captions = [one.text for one in shelf.shown if isinstance(one, CaptionShown)]
    assert "good morning it is me" in captions


def test_words_stand_where_they_were_said() -> None:
    partner = Echo()
    play(partner, in_order((0.5, spoken("one two three"))), 4)
    words = partner.said[0].words
    assert [word.text for word in words] == ["one", "two", "three"]
    assert words[0].start_s == pytest.approx(0.5, abs=0.05)
    assert words[2].end_s == pytest.approx(0.5 + 0.9, abs=0.08)


def test_she_waits_while_the_trainee_thinks() -> None:
    partner = Echo()
    line = spoken("i wanted to ask and you can say no", pause_s=1.2, after=5)
    play(partner, in_order((0.3, line)), 9)
    assert [said.text for said in partner.said] == ["i wanted to ask and you can say no"]


def test_a_long_silence_is_a_turn() -> None:
    partner = Echo(opens=True)
    play(partner, lambda moment: None, 9, Knobs(silence_turn_s=3.0))
    assert [said.text for said in partner.said] == [""]
    assert partner.said[0].end_s - partner.said[0].start_s == pytest.approx(3.0, abs=0.05)


def test_words_over_her_stop_her_and_only_what_was_heard_counts() -> None:
    partner = Echo()
    line, _ = play(partner, over_her(1.0, spoken("wait a moment please"), spoken("hello")), 9)
    first = partner.heard[0]
    assert first.interrupted
    assert 3 <= len(first.heard.split()) <= 5
    assert first.heard == " ".join(
        ["one", "two", "three", "four", "five", "six"][: len(first.words)]
    )
    assert [said.text for said in partner.said] == ["hello", "wait a moment please"]
    assert line.ducks[0][1]
    assert line.stops[0] - partner.said[1].start_s < 0.4


def test_she_stops_before_her_reply_is_closed() -> None:
    words, first = spoken("wait a moment please"), spoken("hello")
    line, _ = play(Echo(slow_to_close=True), over_her(1.0, words, first), 9)
    at_once, _ = play(Echo(), over_her(1.0, words, first), 9)
    assert line.stops == at_once.stops


def test_a_sign_of_listening_does_not_stop_her() -> None:
    partner = Echo()
    line, _ = play(partner, over_her(1.0, spoken("mhm"), spoken("hello")), 9)
    assert not partner.heard[0].interrupted
    assert [said.text for said in partner.said] == ["hello"]
    assert [on for _, on in line.ducks] == [True, False]


def test_without_headphones_she_is_not_interrupted() -> None:
    partner = Echo()
    trainee = over_her(1.0, spoken("wait a moment please"), spoken("hello"))
    play(partner, trainee, 9, Knobs(barge_in=False))
    assert not partner.heard[0].interrupted


def test_she_cuts_in_on_a_monologue() -> None:
    partner = Echo(patience_words=12)
    speech = spoken(" ".join(f"w{n}." for n in range(40)))
    play(partner, in_order((0.3, speech)), 16)
    assert partner.said[0].cut
    assert 12 < len(partner.said[0].text.split()) < 30
    heard = " ".join(said.text for said in partner.said).split()
    assert heard == [word for word in heard if word in speech_words(40)]
    assert heard == sorted(set(heard), key=heard.index)


def speech_words(count: int) -> list[str]:
    return [f"w{n}." for n in range(count)]


def test_a_turn_that_goes_on_before_she_answers_is_one_turn() -> None:
    partner = Echo(undecided=True)
    line = spoken("so that is all of it no wait there is more", pause_s=0.62, after=6)
    play(partner, in_order((0.3, line)), 12)
    assert partner.taken_back == 1
    assert [said.text for said in partner.said] == ["so that is all of it no wait there is more"]


def test_the_call_ends_when_she_has_said_her_last() -> None:
    partner = Echo(ends_after=1)
    line, shelf = play(partner, in_order((0.3, spoken("goodbye"))), 60)
    assert isinstance(shelf.shown[-1], EndedShown)
    assert partner.heard[0].heard.endswith("twelve")
    assert len(line.spoken) < 60 / 0.02


class Dead(EvenMouth):
    """A mouth that is gone."""

    def speak(self, text: str, manner: Manner) -> Speech:
        raise VoiceError("the voice is gone", "run `simulator doctor`")


def test_a_dead_mouth_leaves_the_words_to_read() -> None:
    partner = Echo()
    _, shelf = play(partner, in_order((0.3, spoken("hello there"))), 12, mouth=Dead())
    assert sum(isinstance(one, NoticeShown) for one in shelf.shown) == 1
    assert partner.heard[0].heard.endswith("twelve")
    assert not partner.heard[0].interrupted


class Failing(CodedEar):
    """An ear that fails some of the times it is asked."""

    def __init__(self, *fails: int) -> None:
        self._asked = 0
        self._fails = fails

    def hear(self, samples: "Samples", hints: Sequence[str] = (), before: str = "") -> Recognised:
        self._asked += 1
        if self._asked in self._fails:
            raise VoiceError("the recogniser stopped", "type your words")
        return super().hear(samples, hints, before)


def test_an_ear_that_stumbles_once_loses_no_word() -> None:
    partner = Echo()
    play(partner, in_order((0.3, spoken("hello there"))), 8, ear=Failing(2))
    assert [said.text for said in partner.said] == ["hello there"]


def test_a_dead_ear_is_told_in_one_line_and_its_words_are_heard_with_the_next() -> None:
    partner = Echo()
    lines = in_order((0.3, spoken("hello there")), (1.5, spoken("are you there")))
    _, shelf = play(partner, lines, 10, ear=Failing(2, 3))
    assert [one.text for one in shelf.shown if isinstance(one, NoticeShown)] == [
        "the recogniser stopped. Fix: type your words"
    ]
    assert [said.text for said in partner.said] == ["hello there are you there"]


def test_what_she_was_saying_when_the_line_closed_counts_as_read() -> None:
    partner = Echo()
    play(partner, in_order((0.3, spoken("hello there"))), 2.5)
    assert partner.heard[0].heard.startswith("one two three four five six")
    assert not partner.heard[0].interrupted
