"""The pages as HTML: what they show, what they keep back, and what they escape."""

import asyncio
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from simulator.authoring.cast import Cast
from simulator.conversation.call import Call, OutcomeReached, Turn
from simulator.errors import CallError
from simulator.grading.scorecard import (
    BlockingError,
    Figure,
    Grader,
    Overall,
    Priority,
    Quote,
    Score,
    Scorecard,
    Strength,
)
from simulator.settings import Settings
from simulator.vocabulary import Channel, Difficulty
from simulator.web.briefing import briefing_body, briefing_head
from simulator.web.call_page import call_page
from simulator.web.debrief import debrief_page
from simulator.web.home import ago, home_page, standing_card
from simulator.web.house import House, open_house
from simulator.web.models import Standing
from tests.support.content import minimal_cast, minimal_scenario
from tests.web.test_sessions import SCENARIO

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
NASTY = "<img src=x onerror=alert(1)>\"'"
ESCAPED = "&lt;img src=x onerror=alert(1)&gt;"


def spoilt_cast() -> Cast:
    """The smallest cast with markup wherever an author can write."""
    cast = minimal_cast()
    scenario = minimal_scenario()
    item = scenario.dossier[0].model_copy(update={"text": NASTY, "source": NASTY})
    spoilt = scenario.model_copy(
        update={
            "title": NASTY,
            "trains": NASTY,
            "briefing": NASTY,
            "goal": NASTY,
            "hints": (NASTY,),
            "content_notice": NASTY,
            "dossier": (item,),
        }
    )
    persona = cast.first.model_copy(update={"name": NASTY, "role": NASTY})
    return Cast(spoilt, {persona.id: persona}, cast.hashes)


def test_home_lists_what_can_be_rehearsed(house: House) -> None:
    page = home_page(house, NOW)
    scenario = minimal_scenario()
    assert scenario.title in page
    assert f'href="/?briefing={scenario.id}"' in page
    assert 'data-channel="phone"' in page
    assert "Go on where you left off" not in page


def test_home_leads_back_to_what_is_unfinished(house: House) -> None:
    async def play() -> str:
        call = await house.sessions.begin(SCENARIO, Difficulty.EASY, 1)
        other = await house.sessions.begin(SCENARIO, Difficulty.EASY, 1)
        await (await house.sessions.live(other)).hang_up()
        return call

    call = asyncio.run(play())
    page = home_page(house, datetime.now(UTC))
    assert f'href="/?call={call}"' in page
    assert len(re.findall(r'href="/\?debrief=', page)) == 1


def test_calls_from_elsewhere_and_old_ones_are_still_there(house: House) -> None:
    for number in range(7):
        call = Call(id=f"call-{number}", turns=(Turn(id="1", speaker="trainee", said="Hello"),))
        house.store.import_call(call)
    page = home_page(house, NOW)
    assert len(re.findall(r'href="/\?debrief=call-', page)) == 7
    assert "Earlier calls" in page
    assert "not ended" in page


def test_a_broken_file_is_one_line_and_hides_nothing(settings: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "broken"
    folder.mkdir()
    (folder / "bad.yaml").write_text("format: simulator.scenario/1\nid: bad\n", encoding="utf-8")
    spoilt = settings.model_copy(update={"path": f"{folder}:{settings.path}"})
    spoilt.__dict__.pop("content_folders", None)
    house = open_house(spoilt)
    page = home_page(house, NOW)
    assert "bad.yaml" in page
    assert minimal_scenario().title in page
    house.store.close()


def test_a_database_that_cannot_be_opened_is_one_line(settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("", encoding="utf-8")
    house = open_house(settings.model_copy(update={"data": file}))
    page = home_page(house, NOW)
    assert "kept only while this server runs" in page
    assert asyncio.run(house.sessions.begin(SCENARIO, Difficulty.EASY, 1))
    house.store.close()


@pytest.mark.parametrize(
    ("back", "said"),
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(minutes=5), "5 minutes ago"),
        (timedelta(minutes=70), "an hour ago"),
        (timedelta(hours=5), "5 hours ago"),
        (timedelta(hours=30), "yesterday"),
        (timedelta(days=30), "4 April"),
    ],
)
def test_how_long_ago(back: timedelta, said: str) -> None:
    assert ago(NOW - back, NOW) == said
    assert ago((NOW - back).replace(tzinfo=None), NOW) == said


def test_the_briefing_keeps_decoys_to_itself() -> None:
    cast = minimal_cast()
    page = briefing_body(cast)
    for item in cast.scenario.dossier:
        assert item.text in page
        assert not item.why or item.why not in page
    assert "decoy" not in page.lower()
    assert cast.scenario.rubric.checks[0].asks in page
    assert re.search(r"<details>.*Hints", page)


def test_what_an_author_writes_is_text() -> None:
    cast = spoilt_cast()
    for page in (briefing_head(cast), briefing_body(cast), call_page("abc", cast)):
        assert "<img" not in page
        assert ESCAPED in page


@pytest.mark.parametrize("channel", list(Channel))
def test_every_channel_has_a_page(channel: Channel) -> None:
    cast = minimal_cast()
    scenario = cast.scenario.model_copy(update={"channel": channel})
    page = call_page("abc", Cast(scenario, cast.personas, cast.hashes))
    assert f'data-channel="{channel.value}"' in page
    assert ("Say nothing" in page) == (channel in (Channel.PHONE, Channel.VIDEO))


def test_the_status_line_says_what_would_better_it() -> None:
    page = standing_card(Standing("Authored lines.", "No model.", ("run `ollama pull x`",)))
    assert "Run <code>ollama pull x</code>" in page


def stored(house: House, **changes: object) -> Call:
    """A finished call in the store, with nasty words in it."""
    turns = (
        Turn(id="t1", speaker="trainee", said=f"Hello {NASTY} there"),
        Turn(id="t2", speaker="persona", said=NASTY, persona="clock-shop-owner"),
    )
    outcome = OutcomeReached(id="no-time", label="no time", reached=False)
    call = Call(id="given", turns=turns, outcome=outcome, started_at=NOW).model_copy(update=changes)
    house.store.import_call(call)
    return call


def card(call: Call) -> Scorecard:
    grader = Grader(name="test", version="1")
    quote = Quote(turn="t1", quote=NASTY)
    scored = Score(
        id="a", label=NASTY, value=0.5, explanation=NASTY, evidence=(quote,), grader=grader
    )
    unscored = Score(
        id="b",
        label="Listening",
        value=None,
        unscored_reason="too few turns",
        explanation="",
        grader=grader,
    )
    return Scorecard(
        call=call.id,
        rubric="r",
        outcome=call.outcome,
        scores=(scored, unscored),
        pacing={"turns": Figure(value=None, unit="turns", says="", unscored_reason="no clock")},
        blocking=(BlockingError(id="x", label=NASTY, evidence=(quote,), better=NASTY),),
        priority=Priority(id="p", delta=NASTY, turn="t1", quote=NASTY, better=NASTY),
        strengths=(Strength(id="s", plus="You greeted.", turn="t1", quote="Hello"),),
        overall=Overall(value=None, how="No total: too few turns."),
    )


def test_the_debrief_shows_scores_quotes_and_what_is_not_scored(house: House) -> None:
    call = stored(house)
    house.store.put_scorecard(card(call))
    debrief = asyncio.run(debrief_page(house, "given", NOW, dark=False))
    whole = debrief.head + debrief.top + debrief.rest + debrief.transcript
    assert "<img" not in whole
    assert debrief.top.index("how do you feel") < debrief.top.index("You greeted.")
    assert debrief.top.index("You greeted.") < debrief.top.index("How it ended")
    assert 'data-jump="t1"' in debrief.top
    assert 'id="turn-t1"' in debrief.transcript
    assert "Why: Too few turns." in debrief.rest
    assert "No clock." in debrief.rest
    assert '">0 of 100' not in whole
    assert debrief.plot is None


def test_a_call_is_graded_once_and_kept(house: House) -> None:
    call = stored(house)
    asyncio.run(debrief_page(house, str(call.id), NOW, dark=False))
    kept = house.store.scorecard(str(call.id))
    assert kept is not None
    assert asyncio.run(debrief_page(house, str(call.id), NOW, dark=True)).top


def test_an_unfinished_call_has_no_scores_yet(house: House) -> None:
    call = asyncio.run(house.sessions.begin(SCENARIO, Difficulty.EASY, 1))
    debrief = asyncio.run(debrief_page(house, call, NOW, dark=False))
    assert "hasn’t ended yet" in debrief.top
    assert house.store.scorecard(call) is None
    assert debrief.plot is not None


def test_there_is_no_debrief_of_nothing(house: House) -> None:
    with pytest.raises(CallError):
        asyncio.run(debrief_page(house, "nothing", NOW, dark=False))
