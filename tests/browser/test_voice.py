"""A call that is spoken in a real browser with a file for a microphone, and what may go wrong."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect, sync_playwright

from simulator.voice.weights import DEFAULTS
from tests.browser.conftest import FLAGS, PATIENCE_MS, chromium
from tests.browser.steps import begin, captions, hang_up, say
from tests.support.voice_wav import trainee_wav
from tests.support.voice_weights import voice_weights
from tests.support.web import WebServer

pytestmark = [pytest.mark.browser, pytest.mark.audio]

FIRST = "Good morning, this is Jo Reed from Ledgerleaf."
SECOND = "How do you keep the books today?"
AWAY_S = 4


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebServer]:
    folder = tmp_path_factory.mktemp("server")
    voice = folder / "data" / "models" / "voice"
    voice.mkdir(parents=True)
    for name in DEFAULTS:
        (voice / name).symlink_to(voice_weights(name))
    with WebServer(folder, SIMULATOR_VOICE_AWAY_S=str(AWAY_S)) as running:
        yield running


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    if chromium() is None:
        pytest.skip("NO BROWSER: install Debian's chromium, or name one in CHROMIUM")
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as running:
        yield running


@contextmanager
def browser_with(
    playwright: Playwright, microphone: Path | None, *, refused: bool = False
) -> Iterator[BrowserContext]:
    """A browser whose microphone is a file; without one it is refused."""
    flags = [*FLAGS, "--autoplay-policy=no-user-gesture-required"]
    flags += ["--use-fake-device-for-media-stream"]
    if microphone is not None:
        flags += [
            "--use-fake-ui-for-media-stream",
            f"--use-file-for-fake-audio-capture={microphone}%noloop",
        ]
    browser = playwright.chromium.launch(executable_path=chromium(), args=flags)
    allowed = [] if refused else ["microphone"]
    context = browser.new_context(viewport={"width": 1280, "height": 860}, permissions=allowed)
    context.set_default_timeout(PATIENCE_MS)
    yield context
    browser.close()


@pytest.fixture(scope="module")
def wav(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("wav") / "trainee.wav"
    trainee_wav(path, [FIRST, SECOND], lead_s=3.5, gap_s=6.0)
    return path


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("wav") / "quiet.wav"
    trainee_wav(path, [], lead_s=60, gap_s=0)
    return path


def pick_up(page: Page, record: str = "No, keep only the words", *, key: bool = False) -> None:
    """Answer the lobby's questions and pick up."""
    page.get_by_role("button", name="Speak", exact=True).click()
    lobby = page.get_by_role("dialog", name="The phone is ringing")
    expect(lobby).to_be_visible()
    if not page.locator(".turn.you").count():
        expect(page.locator(".turn.them")).not_to_be_visible()
    expect(lobby.get_by_role("button", name="Pick up")).to_be_disabled()
    lobby.get_by_role("radio", name=record, exact=True).check()
    if key:
        lobby.get_by_role("radio", name="when I let go of the talk key").check()
    lobby.get_by_text("Microphone", exact=True).click()
    lobby.get_by_label("Take out echo and noise").uncheck()  # it would clip the file's beginnings
    lobby.get_by_role("button", name="Pick up").click()


def line(page: Page, phase: str) -> None:
    """Wait until the call is in that phase."""
    expect(page.locator(f"[data-part=line][data-phase={phase}]")).to_be_visible()


def wav_words(page: Page) -> list[str]:
    mine = page.locator(".turn.you .text").all_inner_texts()
    return [text.lower() for text in mine if "say nothing" not in text]


def test_a_whole_call_by_voice_and_its_debrief(
    playwright: Playwright, server: WebServer, wav: Path
) -> None:
    with browser_with(playwright, wav) as context:
        page = context.new_page()
        begin(page, server)
        first_words = page.locator(".turn.them .text").inner_text()
        pick_up(page)
        page.locator(".turn.them .unsaid").first.wait_for(state="attached")
        expect(page.locator(".turn.them .text").first).to_have_text(first_words)
        expect(page.locator(".turn.you", has_text=re.compile("Ledgerleaf", re.I))).to_be_visible()
        expect(page.locator(".turn.you", has_text=re.compile("books today", re.I))).to_be_visible()
        expect(page.locator(".turn.them details.ms").first).to_be_visible()
        page.locator(".turn.them details.ms summary").first.click()
        expect(page.locator(".turn.them details.ms").first).to_contain_text("first sound")
        order = page.locator(".turn:not(.stage)").evaluate_all(
            "all => all.map((turn) => turn.classList.contains('you') ? 'you' : 'them')"
        )
        assert order[:3] == ["them", "you", "them"]
        hang_up(page)
        page.get_by_role("link", name="See how it went").click()
        expect(page.get_by_text("First: how do you feel?")).to_be_visible()
        expect(page.locator(".transcript")).to_contain_text("books today")


def test_a_refused_microphone_is_one_line_and_text_goes_on(
    playwright: Playwright, server: WebServer
) -> None:
    with browser_with(playwright, None, refused=True) as context:
        page = context.new_page()
        begin(page, server)
        pick_up(page)
        hint = page.locator("[data-part=hint]")
        expect(hint).to_contain_text("Go on in writing")
        assert "\n" not in hint.inner_text()
        expect(page.get_by_role("textbox", name="What you say")).to_be_focused()
        say(page, FIRST)


def test_a_microphone_that_vanishes_is_one_line_and_text_goes_on(
    playwright: Playwright, server: WebServer, quiet: Path
) -> None:
    with browser_with(playwright, quiet) as context:
        page = context.new_page()
        page.add_init_script(UNPLUGGABLE)
        begin(page, server)
        pick_up(page)
        line(page, "listening")
        page.evaluate("window.unplug()")
        expect(page.locator("[data-part=hint]")).to_contain_text("The microphone is gone.")
        expect(page.locator("[data-part=line]")).to_be_hidden()
        say(page, FIRST)


def test_a_voice_that_is_not_here_is_offered(
    playwright: Playwright, tmp_path: Path, quiet: Path
) -> None:
    with WebServer(tmp_path) as bare, browser_with(playwright, quiet) as context:
        page = context.new_page()
        begin(page, bare)
        page.get_by_role("button", name="Speak", exact=True).click()
        lobby = page.get_by_role("dialog", name="The phone is ringing")
        expect(lobby.locator("[data-part=lobby-hint]")).to_contain_text("simulator voice get")
        expect(
            lobby.get_by_role("button", name=re.compile(r"Fetch the voice \(\d+ MB\)"))
        ).to_be_visible()
        lobby.get_by_role("radio", name="Yes", exact=True).check()
        expect(lobby.get_by_role("button", name="Pick up")).to_be_disabled()
        lobby.get_by_role("button", name="Type instead").click()
        say(page, FIRST)


def test_typing_muting_and_going_on_in_writing(
    playwright: Playwright, server: WebServer, quiet: Path
) -> None:
    with browser_with(playwright, quiet) as context:
        page = context.new_page()
        begin(page, server)
        pick_up(page)
        line(page, "listening")
        page.get_by_role("button", name="Mute").click()
        expect(page.get_by_role("button", name="Microphone is off")).to_be_visible()
        say(page, FIRST)
        line(page, "listening")
        page.get_by_role("button", name="Go on in writing").click()
        expect(page.locator("[data-part=line]")).to_be_hidden()
        say(page, SECOND)
        assert [text for text in captions(page) if text in (FIRST, SECOND)] == [FIRST, SECOND]


def test_the_talk_key(playwright: Playwright, server: WebServer, wav: Path) -> None:
    with browser_with(playwright, wav) as context:
        page = context.new_page()
        begin(page, server)
        pick_up(page, key=True)
        line(page, "listening")
        page.locator("[role=log]").focus()
        page.keyboard.down("Space")
        expect(page.get_by_role("button", name="Hold to talk")).to_have_attribute(
            "aria-pressed", "true"
        )
        expect(page.locator("[data-part=partial]")).to_contain_text("Ledger", ignore_case=True)
        page.keyboard.up("Space")
        expect(page.locator(".turn.you", has_text=re.compile("Ledgerleaf", re.I))).to_be_visible()


def test_a_cut_of_some_seconds_loses_no_word(
    playwright: Playwright, server: WebServer, wav: Path
) -> None:
    with browser_with(playwright, wav) as context:
        page = context.new_page()
        page.add_init_script(CUTTABLE)
        begin(page, server)
        pick_up(page)
        line(page, "listening")
        page.evaluate("window.cut(2000)")
        expect(page.get_by_text("Speak on: your words are kept")).to_be_visible()
        expect(page.locator("[data-part=hint]")).to_be_empty()
        expect(page.locator(".turn.you", has_text=re.compile("Ledgerleaf", re.I))).to_be_visible()


def test_a_long_cut_puts_the_call_on_hold(
    playwright: Playwright, server: WebServer, quiet: Path
) -> None:
    with browser_with(playwright, quiet) as context:
        page = context.new_page()
        page.add_init_script(CUTTABLE)
        begin(page, server)
        pick_up(page)
        line(page, "listening")
        page.evaluate("window.cut(60000)")
        hint = page.locator("[data-part=hint]")
        expect(hint).to_contain_text("put on hold")
        expect(page.locator("[data-part=line]")).to_be_hidden()
        say(page, FIRST)
        page.evaluate("window.cut(0)")
        pick_up(page)
        line(page, "listening")


def test_three_tabs_on_one_call(playwright: Playwright, server: WebServer, quiet: Path) -> None:
    with browser_with(playwright, quiet) as context:
        first = context.new_page()
        begin(first, server)
        pick_up(first)
        line(first, "listening")
        second, third = context.new_page(), context.new_page()
        for tab in (second, third):
            tab.goto(first.url)
            expect(tab.locator(".turn.them").first).to_be_visible()
        box = third.get_by_role("textbox", name="What you say")
        box.fill("Hello?")
        box.press("Enter")
        expect(third.locator("[data-part=hint]")).to_contain_text("spoken in another tab")
        expect(box).to_have_value("Hello?")
        pick_up(second)
        expect(second.locator("[data-part=line]")).to_be_visible()
        expect(first.get_by_text("moved to another tab")).to_be_visible()
        expect(first.locator("[data-part=line]")).to_be_hidden()
        line(second, "listening")
        say(second, FIRST)
        expect(first.locator(".turn.you")).to_have_count(second.locator(".turn.you").count())


@pytest.mark.parametrize("rate", [44_100, 16_000])
def test_other_sample_rates(
    playwright: Playwright, server: WebServer, wav: Path, rate: int
) -> None:
    with browser_with(playwright, wav) as context:
        page = context.new_page()
        page.add_init_script(
            f"const Real = AudioContext; window.AudioContext = class extends Real {{"
            f" constructor(options) {{ super({{ ...options, sampleRate: {rate} }}); }} }};"
        )
        begin(page, server)
        pick_up(page)
        expect(page.locator(".turn.you", has_text=re.compile("Ledgerleaf", re.I))).to_be_visible()


UNPLUGGABLE = """
const media = navigator.mediaDevices;
const real = media.getUserMedia.bind(media);
media.getUserMedia = async (wishes) => {
  const stream = await real(wishes);
  window.unplug = () => stream.getAudioTracks()[0].dispatchEvent(new Event("ended"));
  return stream;
};
"""
CUTTABLE = """
const Real = window.WebSocket;
const open = new Set();
let until = 0;
window.WebSocket = class extends Real {
  constructor(address) {
    // Where nobody answers, for as long as the cable is out.
    super(performance.now() < until ? location.origin.replace("http", "ws") : address);
    open.add(this);
  }
};
window.cut = (ms) => {
  until = performance.now() + ms;
  if (ms) for (const socket of open) socket.close();
};
"""
