"""What she may say is rendered while nobody speaks to her, and never in anybody's way."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from simulator.authoring.catalogue import find_catalogue
from simulator.errors import VoiceError
from simulator.practice.voice_call import authored
from simulator.settings import Settings
from simulator.voice import cached_mouth
from simulator.voice.ahead import MOST
from simulator.voice.cached_mouth import CachedMouth
from simulator.voice.manner import Manner
from simulator.voice.studio import Moment
from tests.voice.coded import EvenMouth, spoken
from tests.voice.stage import MANNER, Echo, in_order, play

if TYPE_CHECKING:
    from simulator.voice.sound import Samples

MAY_SAY = [f"line {number}" for number in range(200)]


class Keeper:
    """Notes what it is asked to render."""

    def __init__(self, *, told: Callable[[], None] = lambda: None) -> None:
        self.lines: list[str] = []
        self._told = told

    def __call__(self, lines: Iterable[tuple[str, Manner]]) -> int:
        self.lines += [text for text, _ in lines]
        self._told()
        return 1


def test_her_lines_are_rendered_in_order_once_she_has_spoken() -> None:
    keeper = Keeper()
    play(Echo(opens=True, may_say=MAY_SAY[:3]), lambda _: None, 5, ahead=keeper)
    assert keeper.lines == MAY_SAY[:3]


def test_so_many_are_rendered_after_each_turn_and_no_more() -> None:
    keeper = Keeper()
    play(Echo(opens=True, may_say=MAY_SAY), lambda _: None, 5, ahead=keeper)
    assert keeper.lines == MAY_SAY[:MOST]


def test_none_is_rendered_while_the_trainee_speaks_or_waits_for_an_answer() -> None:
    at: list[float] = []
    now = 0.0

    def trainee(moment: Moment) -> "Samples | None":
        nonlocal now
        now = moment.at_s
        return said(moment)

    said = in_order((0.3, spoken("hello there")), (0.5, spoken("are you there my friend")))
    keeper = Keeper(told=lambda: at.append(now))
    line, _ = play(Echo(may_say=MAY_SAY), trainee, 20, ahead=keeper)
    assert at
    assert not any(abs(line.spoken[round(one * 50)]).max() > 0.01 for one in at)


def test_a_voice_that_fails_ahead_is_left_alone() -> None:
    def fail() -> None:
        raise VoiceError("the voice is gone", "see `simulator doctor`")

    keeper = Keeper(told=fail)
    _, shelf = play(Echo(opens=True, may_say=MAY_SAY), lambda _: None, 5, ahead=keeper)
    assert keeper.lines == MAY_SAY[:1]
    assert "gone" not in str(shelf.shown)


def test_only_the_author_s_own_words_are_rendered_ahead() -> None:
    catalogue = find_catalogue(Settings())
    for persona in map(catalogue.persona, catalogue.personas()):
        lines = list(authored(persona))
        assert len(lines) > MOST
        assert not [line for line in lines if "{" in line]


def test_what_is_kept_on_disk_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cached_mouth, "PRUNED_EVERY", 1)
    mouth = CachedMouth(EvenMouth(), tmp_path)
    mouth.render_ahead([("line 0", MANNER)])
    (first,) = tmp_path.glob("*.speech")
    monkeypatch.setattr(cached_mouth, "ON_DISK", 3 * first.stat().st_size)
    for text in MAY_SAY[1:8]:
        mouth.render_ahead([(text, MANNER)])
    kept = list(tmp_path.glob("*.speech"))
    assert 1 <= len(kept) <= 4
    assert first not in kept
