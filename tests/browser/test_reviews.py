"""A person's word on a grade, and the moment tried again, through the real pages."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import begin, captions, disagree, hang_up, say
from tests.support.web import WebServer

pytestmark = pytest.mark.browser

CURT = "Good morning. Buy now, or you will lose out."
POLITE = "Good morning, this is Jo Reed from Ledgerleaf. May I have half a minute?"


def debrief(page: Page, server: WebServer) -> str:
    """The debrief of a curt call; gives the call's id."""
    call = begin(page, server)
    say(page, CURT)
    hang_up(page)
    page.get_by_role("link", name="See how it went").click()
    expect(page.get_by_role("heading", name="Not right?")).to_be_visible()
    return call


def test_a_dispute_is_decided_and_both_values_are_shown(page: Page, server: WebServer) -> None:
    call = debrief(page, server)
    disagree(page, why="I only said how it is.")
    page.goto(f"{server.url}/?disputes")
    sheet = page.locator(".sheet", has_text="I only said how it is.")
    sheet.get_by_label("Another value").fill("0.5")
    sheet.get_by_label("Why, for the learner").fill("Once is not always.")
    sheet.get_by_label("Your name").fill("Ms Lee")
    sheet.get_by_role("button", name="Decide").click()
    expect(page.locator(".sheet", has_text="Ms Lee sets 0.5 beside it")).to_be_visible()
    page.goto(f"{server.url}/?debrief={call}")
    expect(page.get_by_text("Ms Lee says 0.5")).to_be_visible()
    expect(page.get_by_text("Ms Lee sets 0.5 beside it.")).to_be_visible()


def test_an_instructor_sets_a_value_beside_the_machines(page: Page, server: WebServer) -> None:
    debrief(page, server)
    page.get_by_text("For the instructor: a value beside a score").press("Enter")
    form = page.locator("form[data-send$=overrides]")
    form.get_by_label("Which one").select_option("no_harm")
    form.get_by_label("Your value").fill("2")
    form.get_by_label("Why").fill("Said with a smile.")
    form.get_by_label("Your name").fill("Mr Poe")
    form.get_by_role("button").press("Enter")
    expect(form.get_by_role("status")).to_contain_text("not on the scale")
    form.get_by_label("Your value").fill("0.8")
    form.get_by_role("button").press("Enter")
    expect(page.get_by_text("Mr Poe says 0.8")).to_be_visible()


def test_a_moment_is_tried_again_and_stands_beside_the_first_time(
    page: Page, server: WebServer
) -> None:
    call = debrief(page, server)
    page.get_by_role("button", name="Try that moment again").press("Enter")
    page.wait_for_url("**/?call=*")
    expect(page.locator(".turn.them")).to_have_count(1)
    assert CURT not in captions(page)
    say(page, POLITE)
    hang_up(page)
    page.get_by_role("link", name="See how it went").click()
    both = page.locator(".sheet", has_text="That moment, both times")
    expect(both.get_by_role("region", name="First")).to_contain_text(CURT)
    expect(both.get_by_role("region", name="This time")).to_contain_text(POLITE)
    earlier = both.get_by_role("link", name=re.compile("earlier one"))
    assert earlier.get_attribute("href") == f"/?debrief={call}"
