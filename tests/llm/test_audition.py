"""Auditions, with models that play a part: a good one, a helper, a gossip, one that breaks down."""

import asyncio
import json
from collections.abc import AsyncGenerator, Sequence
from functools import cache
from pathlib import Path

import pytest

from simulator.authoring.cast import Cast
from simulator.authoring.catalogue import SUBFOLDERS, Catalogue, shipped
from simulator.cli import main
from simulator.clock import VirtualClock
from simulator.errors import ModelError, ModelStalled, ModelUnavailable
from simulator.llm import chooser
from simulator.llm.earned import earned_by
from simulator.llm.scripted import ScriptedWording
from simulator.llm.wording import Message, Wording
from simulator.persona.audition import moment_of, play_all
from simulator.persona.audition_cues import CUES, Cue
from simulator.persona.audition_report import BARS, Figures, Report, keep, report, verdict
from simulator.persona.hearing import heard
from simulator.persona.lines import LineBook
from simulator.settings import Settings
from simulator.vocabulary import Realiser

GOOD = Figures(28, 0, 0, 0, 0, 0, 0, 0, 0, 0, 8, 1.0, 2.0, 1.5)


@cache
def catalogue() -> Catalogue:
    return Catalogue.find(shipped() / folder for folder in SUBFOLDERS)


def cast_of(scenario: str) -> Cast:
    return catalogue().cast(scenario)


def audition(wording: Wording) -> Report:
    def tell(done: int, total: int) -> None:
        assert 1 <= done <= total

    return report(wording, asyncio.run(play_all(wording, cast_of, tell, VirtualClock())))


class Actor(ScriptedWording):
    """Says what the author wrote for the cue it is given."""

    async def stream(
        self,
        messages: Sequence[Message],
        *,
        stop: Sequence[str] = (),
        max_tokens: int = 96,
        temperature: float = 0.7,
        seed: int | None = None,
    ) -> AsyncGenerator[str, None]:
        prompt = " ".join(message.text for message in messages)
        for cue in CUES:
            if cue.heard[-1] in prompt.translate({ord("‹"): "<", ord("›"): ">"}):
                yield LineBook(3).word(moment_of(cue, cast_of(cue.scenario)))
                return
        yield "Right."


@pytest.mark.parametrize("cue", CUES, ids=[cue.id for cue in CUES])
def test_the_author_s_own_words_pass(cue: Cue) -> None:
    moment = moment_of(cue, cast_of(cue.scenario))
    found = [heard(LineBook(seed).word(moment), cue, moment.part) for seed in range(10)]
    assert not any(one.slip or one.leak for one in found)
    # A pattern can't know every way an author may say no.
    assert sum(one.ignored for one in found) <= 2


def test_a_good_actor_earns_to_improvise() -> None:
    found = audition(Actor())
    assert found.earns is Realiser.IMPROVISE
    assert found.figures[Realiser.IMPROVISE].turns == len(CUES)
    assert found.figures[Realiser.BRIDGE].turns >= 8


def test_a_helper_earns_nothing_and_nothing_of_it_gets_through() -> None:
    found = audition(ScriptedWording(["Of course! How can I assist you today?"]))
    assert found.earns is Realiser.LINES
    figures = found.figures[Realiser.IMPROVISE]
    assert (figures.slips, figures.slips_after) == (1.0, 0.0)
    assert any("100 % out of role" in reason for reason in found.why)


def test_a_gossip_earns_nothing() -> None:
    found = audition(ScriptedWording(["It was the crash. Sheila let me read it, in April."]))
    figures = found.figures[Realiser.IMPROVISE]
    assert found.earns is Realiser.LINES
    assert figures.leaks > BARS[Realiser.BRIDGE].leaks
    assert figures.leaks_after == 0


def test_a_model_that_breaks_down_is_heard_to_the_end() -> None:
    gone = ModelStalled("the model said nothing", "wait")
    found = audition(ScriptedWording(["Right.", gone]))
    assert found.earns is Realiser.LINES
    assert found.figures[Realiser.IMPROVISE].failed == len(CUES)
    assert all(one.said for one in found.played)


def test_a_parrot_goes_against_the_direction() -> None:
    cue = next(cue for cue in CUES if cue.id == "off-script-tea")
    part = moment_of(cue, cast_of(cue.scenario)).part
    assert heard("I want it stopped.", cue, part).ignored
    assert heard("Wyn Parry, guarded, says no.", cue, part).slip
    assert not heard("Hills. Sheep on them.", cue, part).ignored


def test_a_model_that_is_not_there_is_not_heard() -> None:
    with pytest.raises(ModelUnavailable):
        audition(ScriptedWording([ModelUnavailable("no server", "start it")]))


@pytest.mark.parametrize(
    ("change", "earns"),
    [
        ({}, Realiser.IMPROVISE),
        ({"slips": 0.06}, Realiser.BRIDGE),
        ({"leaks": 0.06}, Realiser.BRIDGE),
        ({"ignored": 0.3}, Realiser.BRIDGE),
        ({"stopped": 0.3}, Realiser.BRIDGE),
        ({"slips": 0.3}, Realiser.LINES),
        ({"leaks": 0.2}, Realiser.LINES),
        ({"stopped": 0.6}, Realiser.LINES),
        ({"silent": 0.3}, Realiser.BRIDGE),
        ({"silent": 0.6}, Realiser.LINES),
        ({"first_s": 4.5}, Realiser.LINES),
        ({"leaks_after": 0.01}, Realiser.LINES),
        ({"slips_after": 0.01}, Realiser.LINES),
        ({"failed": 1}, Realiser.LINES),
        ({"turns": 0}, Realiser.LINES),
    ],
)
def test_the_bars(change: dict[str, float], earns: Realiser) -> None:
    figures = Figures(**{**GOOD._asdict(), **change})
    got, why = verdict({Realiser.IMPROVISE: figures, Realiser.BRIDGE: figures})
    assert got is earns
    assert bool(why) == (earns is not Realiser.IMPROVISE)


def test_what_is_kept_decides(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, model="none")
    actor = Actor(digest="sha256:" + "b" * 64)
    before = earned_by(settings, actor.provider, actor.name, actor.digest)
    file = keep(settings, audition(actor))
    after = earned_by(settings, actor.provider, actor.name, actor.digest)
    assert (before.realiser, after.realiser) == (Realiser.BRIDGE, Realiser.IMPROVISE)
    assert file.name == "scripted-scripted-bbbbbbbbbbbb.json"
    kept = json.loads(file.read_text(encoding="utf-8"))
    assert kept["format"] == "simulator.audition/1"
    assert len(kept["turns"]) == sum(way["turns"] for way in kept["figures"].values())


def test_the_command_shows_the_table(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(chooser, "choose", lambda settings: Actor())
    assert main(["model", "audition"]) == 0
    said = capsys.readouterr().out
    assert "It earns: improvise." in said
    assert "stopped by the guard" in said
    assert "scripted-scripted-scripted_1.json" in said


def test_the_command_without_a_model_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["model", "audition"]) == 2
    assert "simulator model list" in capsys.readouterr().err


def test_an_error_of_the_model_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gone: ModelError = ModelUnavailable("no server", "start it")
    monkeypatch.setattr(chooser, "choose", lambda settings: ScriptedWording([gone]))
    assert main(["model", "audition"]) == 1
    assert capsys.readouterr().err == "no server. Fix: start it\n"
