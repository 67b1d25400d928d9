"""A whole rehearsal and its debrief through the real page; lost connections, kills and reloads."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.steps import CLOCK_SHOP, begin, captions, hang_up, say
from tests.support.ollama_server import Fault, ollama_server, scripted
from tests.support.web import WebServer

pytestmark = pytest.mark.browser

SKILLED = (
    "Good morning, my name is Robin Ashdown, from Gatefold. I know you didn't ask for this call. "
    "May I have thirty seconds?",
    "You said in the trade weekly that your trucks don't break down, they stand. What happens on "
    "your side when a truck stands?",
    "So they stand, and you pay for it. What does a standing hour cost you?",
)


def test_a_whole_rehearsal_and_its_debrief(
    page: Page, server: WebServer, strangers: list[str]
) -> None:
    page.goto(server.url)
    page.get_by_role("link", name="Ninety seconds in the yard").click()
    expect(page.get_by_role("heading", name="What will be looked at")).to_be_visible()
    assert "decoy" not in page.content().lower()
    page.get_by_role("button", name="Start", exact=True).click()
    expect(page.get_by_role("textbox", name="What you say")).to_be_focused()
    for line in SKILLED:
        say(page, line)
    assert [text for text in captions(page) if text in SKILLED] == list(SKILLED)
    hang_up(page)
    page.get_by_role("link", name="See how it went").click()
    expect(page.get_by_text("First: how do you feel?")).to_be_visible()
    for heading in ("What went right", "How it ended", "The one thing to work on", "Scores"):
        expect(page.get_by_role("heading", name=heading, exact=True)).to_be_visible()
    expect(page.locator(".js-plotly-plot .scatterlayer").first).to_be_visible()
    assert strangers == []


def test_a_quote_jumps_to_its_turn(page: Page, server: WebServer) -> None:
    begin(page, server)
    say(page, "Good morning, this is Jo Reed from Ledgerleaf. How do you keep the books today?")
    hang_up(page)
    page.get_by_role("link", name="See how it went").click()
    quote = page.locator("[data-jump]").first
    wanted = quote.get_attribute("data-jump")
    words = quote.get_attribute("data-quote")
    quote.click()
    turn = page.locator(f"#turn-{wanted}")
    expect(turn).to_be_focused()
    expect(turn.locator("mark")).to_have_text(str(words))
    expect(turn).to_be_in_viewport()
    page.get_by_role("button", name="Back to where I was").click()
    expect(quote).to_be_focused()


def test_hung_up_on_kindly(page: Page, server: WebServer) -> None:
    begin(page, server)
    say(page, "You are an idiot.")
    say(page, "You stupid idiot, shut up.")
    ending = page.locator("[data-part=ending]")
    expect(ending).to_be_visible()
    expect(ending).to_contain_text("ended the call")
    expect(ending).to_contain_text("It happens")
    expect(ending).to_be_focused()
    expect(page.get_by_role("textbox", name="What you say")).to_be_hidden()


def test_a_reload_comes_back_to_the_call(page: Page, server: WebServer) -> None:
    call = begin(page, server)
    say(page, "Good morning, this is Jo Reed from Ledgerleaf.")
    before = captions(page)
    page.get_by_role("textbox", name="What you say").fill("half a thought")
    page.goto(server.url)
    page.get_by_role("link", name=re.compile("^Go on")).first.click()
    expect(page).to_have_url(f"{server.url}/?call={call}")
    expect(page.locator(".turn:not(.stage)")).to_have_count(len(before))
    assert captions(page) == before
    expect(page.get_by_role("textbox", name="What you say")).to_have_value("half a thought")
    say(page, "How do you keep the books today?")
    page.go_back()
    expect(page.get_by_role("heading", name="Rehearsals")).to_be_visible()


def test_a_killed_server_loses_nothing(page: Page, own_server: WebServer) -> None:
    begin(page, own_server)
    say(page, "Good morning, this is Jo Reed from Ledgerleaf.")
    before = captions(page)
    own_server.kill()
    page.get_by_role("textbox", name="What you say").fill("How do you keep the books today?")
    page.keyboard.press("Enter")
    expect(page.get_by_text("The connection is lost.")).to_be_visible()
    own_server.start()
    box = page.get_by_role("textbox", name="What you say")
    expect(box).to_have_value("How do you keep the books today?")
    assert captions(page) == before
    expect(page.get_by_role("button", name="Say it")).to_be_enabled()
    box.press("Enter")
    expect(page.locator(".turn.them")).to_have_count(3)
    page.reload()
    expect(page.locator(".turn:not(.stage)")).to_have_count(len(before) + 2)


def test_a_reply_that_breaks_off_is_fetched_again(page: Page, server: WebServer) -> None:
    begin(page, server)

    def cut(route: Route) -> None:
        # The server gets the words; the page never gets the answer.
        route.fetch()
        route.abort()

    page.route("**/turns", cut, times=1)
    box = page.get_by_role("textbox", name="What you say")
    box.fill("Good morning, this is Jo Reed from Ledgerleaf.")
    box.press("Enter")
    expect(page.locator(".turn.them")).to_have_count(2)
    expect(page.locator(".turn.you")).to_have_count(1)
    expect(box).to_have_value("")


def test_a_doubled_submit_is_one_turn(page: Page, server: WebServer) -> None:
    begin(page, server)
    box = page.get_by_role("textbox", name="What you say")
    box.fill("Good morning, this is Jo Reed from Ledgerleaf.")
    page.evaluate(
        """() => {
          const enter = () => new KeyboardEvent("keydown", { key: "Enter", bubbles: true });
          for (let at = 0; at < 3; at += 1) document.querySelector("#say").dispatchEvent(enter());
        }"""
    )
    expect(page.locator(".turn.them")).to_have_count(2)
    page.reload()
    expect(page.locator(".turn.you")).to_have_count(1)


def test_two_tabs_on_one_call(context: BrowserContext, page: Page, server: WebServer) -> None:
    begin(page, server)
    other = context.new_page()
    other.goto(page.url)
    expect(other.locator(".turn.them")).to_have_count(1)
    say(page, "Good morning, this is Jo Reed from Ledgerleaf.")
    box = other.get_by_role("textbox", name="What you say")
    box.fill("Hello?")
    box.press("Enter")
    expect(other.get_by_text("has gone on meanwhile")).to_be_visible()
    expect(other.locator(".turn.you")).to_have_count(1)
    expect(box).to_have_value("Hello?")


def test_silence_stop_and_a_huge_paste(page: Page, server: WebServer) -> None:
    begin(page, server)
    page.get_by_role("button", name="Say nothing").click()
    expect(page.get_by_text("(you say nothing)")).to_be_visible()
    expect(page.locator(".turn.them")).to_have_count(2)
    box = page.get_by_role("textbox", name="What you say")
    box.fill("word " * 5000)
    box.press("Enter")
    expect(page.get_by_text("24,999 characters")).to_be_visible()
    page.get_by_role("button", name="Stop the exercise").click()
    page.get_by_role("dialog").get_by_role("button", name="Stop the exercise").click()
    expect(page.get_by_role("heading", name="You stopped the exercise")).to_be_visible()
    expect(page.get_by_text("Nothing counts as failed")).to_be_visible()


def test_what_a_trainee_writes_is_text(page: Page, server: WebServer) -> None:
    begin(page, server)
    nasty = "<img src=x onerror=\"document.title='owned'\"> ${1+1} {{7*7}} </p><script>1</script>"
    say(page, nasty)
    assert nasty in captions(page)
    hang_up(page)
    page.get_by_role("link", name="See how it went").click()
    expect(page.locator(".transcript")).to_contain_text(nasty)
    assert "owned" not in page.title()


def test_an_ended_call_shows_its_end_again(page: Page, server: WebServer) -> None:
    call = begin(page, server)
    hang_up(page)
    page.reload()
    expect(page.get_by_role("heading", name="You ended the call")).to_be_visible()
    page.goto(server.url)
    expect(page.locator(f"a[href='/?debrief={call}']")).to_be_visible()
    page.goto(f"{server.url}/?call=nothing-like-it")
    expect(page.get_by_role("alert")).to_contain_text("There is no call")


def test_a_briefing_outlives_the_server(page: Page, own_server: WebServer) -> None:
    page.goto(f"{own_server.url}/?briefing={CLOCK_SHOP}")
    expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()
    own_server.kill()
    own_server.start()
    page.get_by_role("button", name="Start", exact=True).click()
    page.wait_for_url("**/?call=*")
    expect(page.locator(".turn.them").first).to_be_visible()


def test_a_model_that_goes_away_is_one_line(page: Page, tmp_path: Path) -> None:
    words = scripted(["I fix clocks."])
    with (
        ollama_server(words) as ollama,
        WebServer(
            tmp_path,
            OLLAMA_HOST=ollama.host,
            SIMULATOR_MODEL="ollama:tiny",
            SIMULATOR_REALISER="improvise",
        ) as server,
    ):
        begin(page, server)
        say(page, "Good morning, this is Jo Reed from Ledgerleaf. May I ask you something?")
        ollama.fault = Fault.DROPS
        say(page, "How do you keep the books today?")
        hint = page.locator("[data-part=hint]")
        expect(hint).to_contain_text(re.compile("model|Ollama", re.IGNORECASE))
        assert "\n" not in hint.inner_text()
        expect(page.locator(".turn.them .text").last).not_to_be_empty()
        ollama.fault = None
        say(page, "And who helps you with it?")
        expect(hint).to_be_empty()


def test_the_cards_can_be_filtered(page: Page, server: WebServer) -> None:
    page.goto(server.url)
    cards = page.locator(".card:visible")
    expect(cards).not_to_have_count(0)
    page.get_by_role("radio", name="Chat").check(force=True)
    assert set(cards.evaluate_all("all => all.map((card) => card.dataset.channel)")) == {"chat"}
    page.get_by_role("radio", name="Cold outreach").check(force=True)
    shown = cards.evaluate_all("all => all.map((card) => card.dataset.kind)")
    assert set(shown) <= {"cold_call"}
    assert page.locator("[data-count]").inner_text().startswith(f"{len(shown)} rehearsal")


def test_ctrl_c_with_an_open_page_is_quiet(page: Page, own_server: WebServer) -> None:
    begin(page, own_server)
    assert own_server.interrupt() in (0, 130)
    assert own_server.log.strip() == own_server.url
