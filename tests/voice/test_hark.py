"""Words of a recording on the spans where a voice sounds."""

import numpy as np

from simulator.conversation.call import Word
from simulator.voice.edges import Span, refined
from simulator.voice.hark import hark, joined, stretches, voiced, without_echoes, words_on
from simulator.voice.kit import VoiceKit
from simulator.voice.listening import Listening
from simulator.voice.sound import FRAME, FRAME_S, RATE, Frame, SpokenWord
from simulator.voice.transcribing import turns_of
from simulator.voice.workers import Workers
from tests.voice.coded import (
    CodedEar,
    EvenMouth,
    LevelDetector,
    PlainOverlap,
    PlainTurnEnd,
    spoken,
)
from tests.voice.stage import Echo


def word(text: str, start_s: float, end_s: float) -> Word:
    return Word(text=text, start_s=start_s, end_s=end_s)


def test_words_fill_the_spans_they_sound_in() -> None:
    spans = [Span(1.0, 2.0), Span(3.0, 4.0), Span(6.0, 6.2)]
    words = [word("I", 1.1, 1.3), word("know", 1.4, 2.6), word("that", 2.2, 3.8)]
    found = words_on(words, spans)
    assert [(one.text, one.start_s, one.end_s) for one in found] == [
        ("I", 1.0, 1.35),
        ("know", 1.35, 2.0),  # whose end the recogniser drew into the pause
        ("that", 3.0, 4.0),  # and whose beginning
    ]


def test_long_recordings_are_cut_at_their_pauses() -> None:
    spans = [Span(0, 8), Span(8.5, 12), Span(13.5, 19), Span(19.3, 25), Span(28, 30)]
    assert list(stretches(spans)) == [spans[:2], spans[2:4], spans[4:]]
    assert [run[0] for run in stretches([Span(0, 60)])] == [
        Span(0, 28), Span(28, 56), Span(56, 60)
    ]  # fmt: skip
    assert not list(stretches([]))


def test_what_a_recogniser_says_twice_is_dropped() -> None:
    said = [SpokenWord("Take", 0, 0.5), SpokenWord("it.", 0.5, 1.0)]
    echo = [SpokenWord(text, 1.0, 1.0) for text in ("Take", "it.", "Take")]
    assert without_echoes([*said, *echo]) == said
    assert without_echoes([*said, echo[0]]) == [*said, echo[0]]


def test_edges_are_where_sound_rises_above_its_noise() -> None:
    noise = np.random.default_rng(1).normal(0, 0.001, 4 * RATE)
    noise[RATE : 2 * RATE] += 0.3 * np.sin(np.arange(RATE) * 0.2)
    noise[round(2.1 * RATE) : round(2.2 * RATE)] += 0.3  # the last consonant, after its stop
    (span,) = refined([Span(1.2, 1.95)], noise.astype(np.float32))
    assert abs(span.from_s - 1.0) < 0.05
    assert abs(span.until_s - 2.2) < 0.08
    assert refined([], noise.astype(np.float32)) == []


def test_a_channel_becomes_words_and_two_become_turns() -> None:
    first, second = spoken("one two three"), spoken("four five")
    silence = np.zeros(RATE, np.float32)
    samples = np.concatenate([silence, first, silence, second, silence])
    spans = joined(list(voiced(samples, LevelDetector())))
    assert len(spans) == 2
    told: list[float] = []
    words = hark(samples, CodedEar(), LevelDetector(), (), told.append)
    assert [one.text for one in words] == ["one", "two", "three", "four", "five"]
    assert abs(words[0].start_s - 1.0) < 0.03
    assert told
    other = [word("yes", 1.1 + len(first) / RATE, 1.5 + len(first) / RATE)]
    turns = turns_of(words, other)
    assert [(turn.speaker, turn.said) for turn in turns] == [
        ("trainee", "one two three"),
        ("persona", "yes"),
        ("trainee", "four five"),
    ]


def test_words_of_a_live_turn_are_moved_to_where_the_voice_sounded() -> None:
    kit = VoiceKit(CodedEar(), EvenMouth(), LevelDetector, PlainTurnEnd(), PlainOverlap())
    listening = Listening(kit, Echo(), Workers(inline=True))
    sounding = [*[False] * 50, *[True] * 50, *[False] * 50, *[True] * 50]
    for number, sounds in enumerate(sounding):
        samples = np.full(FRAME, 0.1 if sounds else 0.0, np.float32)
        listening.take(Frame(samples, number * FRAME_S))
    found = listening.on_voice([word("I", 0.9, 2.8), word("know", 2.2, 3.9)])
    assert [(one.start_s, round(one.end_s, 2)) for one in found] == [(1.0, 2.0), (3.0, 3.9)]
    assert listening.on_voice([]) == ()
