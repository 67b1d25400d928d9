"""Mouths: what was said is remembered, what hangs is replaced, words stand where they sound."""

import shutil
import sys
from pathlib import Path

import numpy as np
import pytest

from simulator.errors import VoiceError
from simulator.voice.cached_mouth import CachedMouth
from simulator.voice.manner import Manner, manner_of
from simulator.voice.placing import placed
from simulator.voice.system_mouth import SystemMouth
from tests.voice.coded import EvenMouth

MANNER = Manner("female", "middle", 180)


def test_a_sentence_is_rendered_once(tmp_path: Path) -> None:
    mouth = EvenMouth()
    cached = CachedMouth(mouth, tmp_path)
    first, second = cached.speak("one two", MANNER), cached.speak("one two", MANNER)
    assert first is second
    assert mouth.spoken == ["one two"]
    assert not list(tmp_path.glob("*.speech"))


def test_another_manner_is_another_sound(tmp_path: Path) -> None:
    mouth = EvenMouth()
    cached = CachedMouth(mouth, tmp_path)
    cached.speak("one two", MANNER)
    cached.speak("one two", MANNER._replace(wpm=120))
    assert mouth.spoken == ["one two", "one two"]


def test_authored_lines_are_rendered_ahead_and_found_on_disk(tmp_path: Path) -> None:
    lines = [("one two", MANNER), ("three", MANNER)]
    assert CachedMouth(EvenMouth(), tmp_path).render_ahead(lines) == 2
    mouth = EvenMouth()
    again = CachedMouth(mouth, tmp_path)
    assert again.render_ahead(lines) == 0
    speech = again.speak("one two", MANNER)
    assert not mouth.spoken
    assert [word.text for word in speech.words] == ["one", "two"]
    np.testing.assert_allclose(
        speech.samples, EvenMouth().speak("one two", MANNER).samples, atol=1e-4
    )


@pytest.mark.parametrize("damage", [b"", b"{}\n", b"not json\n\x00\x00", b'{"rate": 16000}\n\x01'])
def test_a_damaged_file_is_rendered_again(tmp_path: Path, damage: bytes) -> None:
    CachedMouth(EvenMouth(), tmp_path).render_ahead([("one two", MANNER)])
    for path in tmp_path.glob("*.speech"):
        path.write_bytes(damage)
    mouth = EvenMouth()
    assert CachedMouth(mouth, tmp_path).speak("one two", MANNER).words
    assert mouth.spoken == ["one two"]


def _child(tmp_path: Path, program: str) -> SystemMouth:
    script = tmp_path / "child.py"
    script.write_text(program, encoding="utf-8")
    return SystemMouth((sys.executable, str(script)))


def test_a_child_that_dies_is_replaced_once_then_given_up(tmp_path: Path) -> None:
    pytest.importorskip("pyttsx3")
    marks = tmp_path / "marks"
    mouth = _child(tmp_path, f"open({str(marks)!r}, 'a').write('x')")
    with pytest.raises(VoiceError, match="doesn't answer"):
        mouth.speak("hello", MANNER)
    mouth.close()
    assert marks.read_text() == "xx"


@pytest.mark.audio
def test_the_system_voice_says_several_sentences() -> None:
    pytest.importorskip("pyttsx3")
    if shutil.which("espeak-ng") is None and sys.platform == "linux":
        pytest.skip("espeak-ng is not installed")
    mouth = SystemMouth()
    try:
        lengths = [mouth.speak(text, MANNER).seconds for text in ("Yes.", "I want to stop it now.")]
    finally:
        mouth.close()
    assert 0.2 < lengths[0] < lengths[1]


def test_words_are_placed_between_the_pauses() -> None:
    tone, rest = np.full(8000, 0.5, np.float32), np.zeros(4800, np.float32)
    words = placed("Well, there it is.", np.concatenate([rest, tone, rest, tone]), 16_000)
    assert [word.text for word in words] == ["Well,", "there", "it", "is."]
    assert words[0].start_s == pytest.approx(0.3, abs=0.02)
    assert words[0].end_s == pytest.approx(0.8, abs=0.02)
    assert words[1].start_s == pytest.approx(1.1, abs=0.02)


def test_grief_is_slow_and_flat_and_impatience_is_quick() -> None:
    from simulator.conversation.state import PersonaState

    def at(patience: float, distress: float) -> Manner:
        state = PersonaState(
            persona="p",
            trust=0.5,
            patience=patience,
            interest=0.5,
            distress=distress,
            seconds_left=9,
        )
        return manner_of("male", "low", 150, state)

    calm, curt, hurt = at(0.8, 0.1), at(0.05, 0.1), at(0.6, 1.0)
    assert curt.wpm > calm.wpm > hurt.wpm
    assert hurt.breaks > calm.breaks == 0
    assert hurt.range < calm.range < curt.range
