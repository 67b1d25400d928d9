"""What a trainee does on the pages, in one word each."""

from playwright.sync_api import Page, expect

from tests.support.web import WebServer

CLOCK_SHOP = "clock-shop-call"


def begin(page: Page, server: WebServer, scenario: str = CLOCK_SHOP) -> str:
    """Read the briefing and start; returns the call's id."""
    page.goto(f"{server.url}/?briefing={scenario}")
    page.get_by_role("button", name="Start", exact=True).click()
    page.wait_for_url("**/?call=*")
    expect(page.locator(".turn.them").first).to_be_visible()
    return page.url.partition("call=")[2]


def say(page: Page, text: str) -> None:
    """Say a line, and wait for the reply."""
    replies = page.locator(".turn.them")
    before = replies.count()
    page.get_by_role("textbox", name="What you say").fill(text)
    page.keyboard.press("Enter")
    expect(replies).to_have_count(before + 1)
    expect(page.locator(".waiting")).to_have_count(0)


def captions(page: Page) -> list[str]:
    """What has been said, as the page shows it."""
    return page.locator(".turn:not(.stage) .text").all_inner_texts()


def hang_up(page: Page) -> None:
    """Leave the call."""
    page.get_by_role("button", name="Hang up").click()
    page.get_by_role("dialog").get_by_role("button", name="Hang up").click()
    expect(page.get_by_role("link", name="See how it went")).to_be_visible()


def disagree(page: Page, score: str = "no_harm", why: str = "I was kind.") -> None:
    """On a debrief, disagree with a score, and wait until the page shows it."""
    page.get_by_text("I don’t agree with a score").click()
    form = page.locator("form[data-send$=disputes]")
    form.get_by_label("Which one").select_option(score)
    form.get_by_label("Because").fill(why)
    form.get_by_role("button", name="Send it to my instructor").press("Enter")
    expect(page.get_by_text("It waits for your instructor.")).to_be_visible()
