"""Whatever breaks in a voice call, it goes on or says in one line what to do; no turn is lost."""

from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from simulator.errors import VoiceError
from simulator.voice.events import Began, Ceased
from simulator.voice.manner import Manner
from simulator.voice.onnx import session
from simulator.voice.reply import Reply
from simulator.voice.resampling import Resampler
from simulator.voice.seams import Recognised
from simulator.voice.shown import NoticeShown
from simulator.voice.sound import RATE, Frame, Speech
from simulator.voice.speaking import STUCK
from simulator.voice.studio import StudioLine
from simulator.voice.workers import FIX, Hangs
from tests.voice.coded import CodedEar, EvenMouth, LevelDetector, PlainOverlap, PlainTurnEnd, spoken
from tests.voice.stage import Echo, Shelf, in_order, over_her, play

if TYPE_CHECKING:
    from simulator.voice.sound import Samples


def notices(shelf: Shelf) -> list[str]:
    return [one.text for one in shelf.shown if isinstance(one, NoticeShown)]


class HangingEar(CodedEar):
    """An ear that doesn't come back when it is first asked for words."""

    def __init__(self) -> None:
        self.asked = 0

    def hear(self, samples: "Samples", hints: Sequence[str] = (), before: str = "") -> Recognised:
        self.asked += 1
        if self.asked == 2:  # the first is the warm-up
            raise Hangs("the recogniser doesn't come back", FIX)
        return super().hear(samples, hints, before)


def test_what_a_hanging_ear_missed_is_heard_with_the_next_words() -> None:
    partner, ear = Echo(), HangingEar()
    lines = in_order((0.3, spoken("hello there")), (1.5, spoken("are you there")))
    _, shelf = play(partner, lines, 10, ear=ear)
    assert [said.text for said in partner.said] == ["hello there are you there"]
    assert notices(shelf) == [f"the recogniser doesn't come back. Fix: {FIX}"]


class BrokenEar(CodedEar):
    """An ear whose library raises an error of its own."""

    def hear(self, samples: "Samples", hints: Sequence[str] = (), before: str = "") -> Recognised:
        raise MemoryError


def test_a_broken_ear_leaves_the_call_to_typing() -> None:
    partner = Echo()
    _, shelf = play(partner, in_order((0.3, spoken("hello there"))), 6, ear=BrokenEar())
    assert set(notices(shelf)) == {f"the recogniser failed (MemoryError). Fix: {FIX}"}
    assert partner.said == []


class HangingMouth(EvenMouth):
    """A mouth that doesn't come back."""

    def speak(self, text: str, manner: Manner) -> Speech:
        raise Hangs("the voice doesn't come back", FIX)


def test_a_hanging_mouth_is_told_once_and_its_words_are_read() -> None:
    partner = Echo()
    lines = in_order((0.3, spoken("hello there")), (1.5, spoken("are you there")))
    _, shelf = play(partner, lines, 16, mouth=HangingMouth())
    assert [said.text for said in partner.said][:2] == ["hello there", "are you there"]
    assert partner.heard[0].heard.endswith("twelve")
    assert len(notices(shelf)) == 1


class BrokenTurnEnd(PlainTurnEnd):
    """A hint that can't be had."""

    def hint(self, samples: "Samples") -> float:
        raise RuntimeError


class BrokenOverlap(PlainOverlap):
    """A judge of talk over her that is gone."""

    def real(self, samples: "Samples") -> float:
        raise RuntimeError


def test_without_a_judge_of_pauses_the_words_decide() -> None:
    partner = Echo()
    lines = in_order((0.3, spoken("hello there")))
    _, shelf = play(partner, lines, 8, turn_end=BrokenTurnEnd())
    assert [said.text for said in partner.said] == ["hello there"]
    assert notices(shelf) == [f"the judge of pauses failed (RuntimeError). Fix: {FIX}"]


def test_without_a_judge_of_overlaps_she_can_still_be_stopped() -> None:
    partner = Echo()
    over = over_her(0.5, spoken("wait a moment please i have a question"), spoken("hello"))
    play(partner, over, 12, overlap=BrokenOverlap())
    assert partner.heard[0].interrupted
    assert partner.said[1].text == "wait a moment please i have a question"


class BrokenDetector(LevelDetector):
    """A detector that fails in the middle of the call."""

    def feed(self, frame: Frame) -> Sequence[Began | Ceased]:
        if frame.at_s > 6:
            raise VoiceError("the voice detector failed", "run `simulator voice get`")
        return super().feed(frame)


def test_a_detector_that_fails_ends_the_sound_in_one_line() -> None:
    partner = Echo()
    lines = in_order((0.3, spoken("hello there")))
    line, shelf = play(partner, lines, 12, detector=BrokenDetector)
    assert notices(shelf) == ["the voice detector failed. Fix: run `simulator voice get`"]
    assert [said.text for said in partner.said] == ["hello there"]
    assert len(line.spoken) < 7 * 50


@pytest.mark.audio
def test_damaged_weights_are_told_in_one_line(tmp_path: Path) -> None:
    damaged = tmp_path / "silero.onnx"
    damaged.write_bytes(b"\x08\x07 not a network")
    with pytest.raises(VoiceError, match=r"can't be used .*Fix: run `simulator voice get`"):
        session(damaged)


@pytest.mark.parametrize("rate", [48_000, 44_100, 16_000])
def test_any_microphone_s_rate_is_heard(rate: int) -> None:
    stream = Resampler(rate, RATE)
    seconds = np.arange(rate) / rate
    sound = np.sin(2 * np.pi * 440 * seconds).astype(np.float32)
    blocks = [stream.feed(sound[at : at + rate // 50]) for at in range(0, rate, rate // 50)]
    found = np.concatenate(blocks)
    assert abs(len(found) / RATE - 1) < 0.1
    spectrum = np.abs(np.fft.rfft(found[1000:]))
    assert np.argmax(spectrum) * RATE / (len(found) - 1000) == pytest.approx(440, abs=2)


class Stuck(StudioLine):
    """A loudspeaker that takes everything and never says that it played it."""

    async def play(self, piece: int, speech: Speech) -> None:
        self.sounded.append((0.0, speech))


def test_a_stuck_loudspeaker_is_told_and_her_words_count_as_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Reply, "longest_s", 0.0)
    partner = Echo()
    lines = in_order((0.3, spoken("hello there")), (1.5, spoken("are you there")))
    _, shelf = play(partner, lines, 7, studio=Stuck)
    assert [said.text for said in partner.said] == ["hello there", "are you there"]
    assert partner.heard[0].heard.endswith("twelve")
    assert notices(shelf) == [STUCK]


def test_words_that_were_being_taken_when_the_line_closes_are_said_all_the_same() -> None:
    partner = Echo(undecided=True)
    play(partner, in_order((0.3, spoken("hello there"))), 1.7)
    assert [said.text for said in partner.said] == ["hello there"]


def test_a_turn_that_was_being_said_when_the_line_closes_is_taken_as_far_as_it_came() -> None:
    partner = Echo()
    play(partner, in_order((0.3, spoken("wait i have one more thing to ask"))), 1.2)
    (said,) = partner.said
    assert said.text
    assert "wait i have one more thing to ask".startswith(said.text)
    assert [turn.heard for turn in partner.heard] == [
        "one two three four five six seven eight nine ten eleven twelve"
    ]


class Unplugged(StudioLine):
    """A microphone that vanishes."""

    async def frames(self) -> AsyncIterator[Frame]:
        async for frame in super().frames():
            yield frame
        raise VoiceError("the microphone is gone", "plug it in, or go on in writing")


def test_a_turn_in_the_pause_of_which_the_microphone_vanishes_is_answered() -> None:
    partner = Echo()
    _, shelf = play(partner, in_order((0.3, spoken("hello there"))), 1.1, studio=Unplugged)
    assert [said.text for said in partner.said] == ["hello there"]
    assert notices(shelf) == ["the microphone is gone. Fix: plug it in, or go on in writing"]


def test_a_line_that_closes_while_nothing_is_said_takes_no_turn() -> None:
    partner = Echo()
    play(partner, in_order((0.3, spoken("hello there"))), 0.3)
    assert partner.said == []
