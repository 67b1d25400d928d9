"""One channel of a recording as words with their times: voice detector and recogniser together.

Where a voice sounds, the detector knows better; which words it says, and that it says any, the
recogniser does.  So words are moved onto the voiced spans, and a span without a word is noise.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from simulator.conversation.call import Word
from simulator.voice.edges import Span, refined
from simulator.voice.events import Began
from simulator.voice.kit import Detector
from simulator.voice.seams import Ear
from simulator.voice.sound import FRAME, FRAME_S, RATE, Frame, SpokenWord

if TYPE_CHECKING:
    from simulator.voice.sound import Samples

JOINED_S = 0.15
"""Silence below this is inside a word: the stop of a consonant, or a detector's doubt."""
STRETCH_S = 20.0
"""Longest stretch that is recognised at once, where there is a pause to cut at."""
WHOLE_S = 28.0
"""A stretch without a pause is cut here: Whisper takes 30 s."""
APART_S = 2.0
"""Silence of this length is always cut at: recognisers make up words in it."""
WORD_S = 0.3
"""A voice that sounds for so long says something."""
TIMELESS_S = 0.02
ECHO = 3
"""So many words of no length in a row are an echo of what was said before them."""
LEAD_S, TRAIL_S = 0.2, 0.1
"""Sound around a stretch that is recognised with it; detectors miss soft beginnings."""

Told = Callable[[float], None]
"""Called with the seconds that have been done."""


def hark(
    samples: "Samples", ear: Ear, detector: Detector, hints: Sequence[str], told: Told
) -> tuple[Word, ...]:
    """The words of one channel; between words of one voiced span there is no gap.

    Raises:
        VoiceError: recogniser or detector failed.
    """
    spans = joined(refined(list(voiced(samples, detector)), samples))
    words: list[Word] = []
    for stretch in stretches(spans):
        words += _heard(samples, ear, stretch, hints)
        told(stretch[-1].until_s)
    return words_on(words, spans)


def voiced(samples: "Samples", detector: Detector) -> Iterator[Span]:
    """Where a voice sounds."""
    import numpy as np

    begun: float | None = None
    padded = np.pad(samples, (0, -len(samples) % FRAME + RATE // 2))
    for at in range(0, len(padded), FRAME):
        for event in detector.feed(Frame(padded[at : at + FRAME], at / FRAME * FRAME_S)):
            if isinstance(event, Began):
                begun = event.at_s
            elif begun is not None:
                yield Span(begun, event.at_s)
                begun = None
    if begun is not None:
        yield Span(begun, len(samples) / RATE)


def joined(spans: Sequence[Span]) -> list[Span]:
    """Spans with next to nothing between them as one."""
    found: list[Span] = []
    for span in spans:
        if found and span.from_s - found[-1].until_s < JOINED_S:
            found[-1] = Span(found[-1].from_s, span.until_s)
        else:
            found.append(span)
    return found


def stretches(spans: Sequence[Span]) -> Iterator[list[Span]]:
    """Spans in stretches that can be recognised at once, parted at their longest pauses."""
    queue = [list(spans)] if spans else []
    while queue:
        run = queue.pop()
        cut = max(range(1, len(run)), key=lambda at: _before_s(run, at), default=0)
        whole = run[-1].until_s - run[0].from_s <= STRETCH_S
        if whole and (not cut or _before_s(run, cut) < APART_S):
            yield run
        elif not cut:
            yield from ([piece] for piece in _pieces(run[0]))
        else:
            queue += [run[cut:], run[:cut]]


def _before_s(run: Sequence[Span], at: int) -> float:
    """The silence before a span of a run."""
    return run[at].from_s - run[at - 1].until_s


def _pieces(span: Span) -> Iterator[Span]:
    at_s = span.from_s
    while span.until_s - at_s > WHOLE_S:
        yield Span(at_s, at_s + WHOLE_S)
        at_s += WHOLE_S
    yield Span(at_s, span.until_s)


def _heard(
    samples: "Samples", ear: Ear, stretch: Sequence[Span], hints: Sequence[str]
) -> list[Word]:
    """The words of a stretch; a span that got none of them is heard once more by itself.

    What was said before isn't told to the recogniser: in noise it says that again.
    """
    begin_s = max(0.0, stretch[0].from_s - LEAD_S)
    piece = samples[round(begin_s * RATE) : round((stretch[-1].until_s + TRAIL_S) * RATE)]
    heard = without_echoes(ear.hear(piece, hints).words)
    words = [_placed(word, begin_s) for word in heard]
    if len(stretch) > 1:
        for span in _wordless(stretch, words):
            words += _heard(samples, ear, [span], hints)
    return sorted(words, key=lambda word: word.start_s)


def _wordless(spans: Sequence[Span], words: Sequence[Word]) -> list[Span]:
    """Spans of the length of a word or more in which no word was heard."""
    taken = {_span_of(word, spans) for word in words}
    return [span for span in spans if span not in taken and span.until_s - span.from_s >= WORD_S]


def without_echoes(words: Sequence[SpokenWord]) -> list[SpokenWord]:
    """Words without those that the recogniser made up: several in a row that take no time."""
    kept: list[SpokenWord] = []
    for timed, run in groupby(words, key=lambda word: word.end_s - word.start_s >= TIMELESS_S):
        found = list(run)
        kept += found if timed or len(found) < ECHO else []
    return kept


def _placed(word: SpokenWord, begin_s: float) -> Word:
    return Word(text=word.text, start_s=begin_s + word.start_s, end_s=begin_s + word.end_s)


def words_on(words: Sequence[Word], spans: Sequence[Span]) -> tuple[Word, ...]:
    """Words moved onto the spans that they sound in; spans without any are left out."""
    taken: dict[Span, list[Word]] = {}
    for word in words:
        if spans:
            taken.setdefault(_span_of(word, spans), []).append(word)
    return tuple(word for span, inside in sorted(taken.items()) for word in _filling(inside, span))


def _span_of(word: Word, spans: Sequence[Span]) -> Span:
    return max(spans, key=lambda span: _together_s(word, span))


def _together_s(word: Word, span: Span) -> float:
    """How long a word and a span sound together; below 0, how far they are apart."""
    return min(word.end_s, span.until_s) - max(word.start_s, span.from_s)


def _filling(words: Sequence[Word], span: Span) -> Iterator[Word]:
    """Words of a span, without a gap between them."""
    middles = [(before.end_s + after.start_s) / 2 for before, after in pairwise(words)]
    inner = [min(max(at_s, span.from_s), span.until_s) for at_s in middles]
    edges = [span.from_s, *inner, span.until_s]
    for word, (start_s, end_s) in zip(words, pairwise(edges), strict=True):
        yield Word(text=word.text, start_s=round(start_s, 3), end_s=round(end_s, 3))
