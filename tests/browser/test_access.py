"""Everybody can use the pages: by keyboard alone, on a phone, in both schemes, with a reader."""

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.steps import CLOCK_SHOP, begin, disagree, hang_up, say
from tests.support.web import WebServer

pytestmark = pytest.mark.browser

SHALLOW_CONTRAST = """() => {
  const parse = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((v) => {
      const c = v / 255;
      return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const ground = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] > 0.99) return colour;
    }
    return [255, 255, 255];
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || !node.checkVisibility()) continue;
    if (node.closest(".js-plotly-plot, .sr, .skip, [disabled], script, style")) continue;
    const style = getComputedStyle(node);
    const [a, b] = [light(parse(style.color)), light(ground(node))].sort((x, y) => y - x);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < (large ? 3 : 4.5)) {
      const text = node.textContent.slice(0, 40);
      found.push(`${ratio.toFixed(2)} ${node.tagName}.${node.className}: ${text}`);
    }
  }
  return found;
}"""

BASICS = """() => {
  const wrong = [];
  const shown = (node) => node.checkVisibility();
  const named = (node) => node.getAttribute("aria-label") || node.textContent.trim() ||
    node.getAttribute("aria-labelledby") || node.title;
  if (document.documentElement.lang !== "en") wrong.push("no language");
  if (!document.title) wrong.push("no title");
  if (document.querySelectorAll("h1").length !== 1) wrong.push("not one h1");
  let last = 0;
  for (const heading of [...document.querySelectorAll("h1, h2, h3, h4")].filter(shown)) {
    const level = Number(heading.tagName[1]);
    if (level > last + 1) wrong.push(`heading skips to ${level}: ${heading.textContent}`);
    last = level;
  }
  for (const node of [...document.querySelectorAll("input, textarea, select")].filter(shown)) {
    const label = node.labels?.length || named(node);
    if (!label) wrong.push(`no label: ${node.outerHTML.slice(0, 90)}`);
  }
  for (const node of [...document.querySelectorAll("button, a[href]")].filter(shown)) {
    if (!named(node)) wrong.push(`no name: ${node.outerHTML.slice(0, 90)}`);
    const box = node.getBoundingClientRect();
    if (box.width && box.height < 24 && getComputedStyle(node).display !== "inline") {
      wrong.push(`too small: ${node.outerHTML.slice(0, 90)}`);
    }
  }
  const ids = [...document.querySelectorAll("[id]:not(style)")].map((node) => node.id);
  const twice = ids.filter((id, at) => id && ids.indexOf(id) !== at);
  if (twice.length) wrong.push(`id twice: ${twice}`);
  return wrong;
}"""


def views(page: Page, server: WebServer) -> list[str]:
    """Addresses of every view, with a call that has been ended."""
    call = begin(page, server)
    say(page, "Good morning, this is Jo Reed from Ledgerleaf. How do you keep the books today?")
    hang_up(page)
    page.goto(f"{server.url}/?debrief={call}")
    expect(page.locator(".transcript .turn").first).to_be_visible()
    disagree(page)
    unfinished = begin(page, server)
    paths = (
        "",
        f"?briefing={CLOCK_SHOP}",
        f"?call={unfinished}",
        f"?debrief={call}",
        "?disputes",
        "?trend",
    )
    return [f"{server.url}/{path}" for path in paths]


def settle(page: Page, address: str) -> None:
    """Open a view and wait until it stands."""
    page.goto(address)
    expect(page.locator("[data-start-here]")).to_be_attached()
    page.wait_for_timeout(700)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_view_is_readable_and_named(browser: Browser, server: WebServer, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page = context.new_page()
    for address in views(page, server):
        settle(page, address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address
        assert page.evaluate(SHALLOW_CONTRAST) == [], address
        assert page.evaluate(BASICS) == [], address
    context.close()


def test_the_looks_see_what_is_wrong(page: Page) -> None:
    page.set_content("<body><h3 style='color:#999'>pale</h3><input><button></button></body>")
    assert len(page.evaluate(SHALLOW_CONTRAST)) == 1
    wrong = " ".join(page.evaluate(BASICS))
    for fault in ("no language", "not one h1", "heading skips", "no label", "no name"):
        assert fault in wrong


def tab_to(page: Page, name: str, most: int = 80) -> None:
    """Press Tab until the focus is on something of that name."""
    for _ in range(most):
        page.keyboard.press("Tab")
        text = page.evaluate(
            "() => { const a = document.activeElement;"
            " return `${a.getAttribute('aria-label') || ''} ${a.innerText || ''}`.trim() }"
        )
        if text.startswith(name):
            return
    raise AssertionError(f"Tab does not come to {name!r}")


def test_by_keyboard_alone(page: Page, server: WebServer) -> None:
    settle(page, server.url)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    tab_to(page, "A printed sheet for a clock shop")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="The situation")).to_be_visible()
    tab_to(page, "Start")
    page.keyboard.press("Enter")
    box = page.get_by_role("textbox", name="What you say")
    expect(box).to_be_focused()
    page.keyboard.type("Good morning, this is Jo Reed")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("from Ledgerleaf.")
    page.keyboard.press("Enter")
    expect(page.locator(".turn.them")).to_have_count(2)
    expect(box).to_be_focused()
    tab_to(page, "Hang up")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").get_by_role("button", name="Stay")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[data-part=ending]")).to_be_focused()
    tab_to(page, "See how it went")
    page.keyboard.press("Enter")
    expect(page.get_by_text("First: how do you feel?")).to_be_visible()
    tab_to(page, "“")
    page.keyboard.press("Enter")
    expect(page.locator(".transcript .turn:focus")).to_be_visible()


def test_the_focus_is_seen(page: Page, server: WebServer) -> None:
    settle(page, server.url)
    for _ in range(6):
        page.keyboard.press("Tab")
        width = page.evaluate(
            "() => { let a = document.activeElement;"
            " a = a.closest('.card') || a.closest('.filters label') || a;"
            " return parseFloat(getComputedStyle(a).outlineWidth) }"
        )
        assert width >= 2


def seconds(face: str) -> int:
    minutes, rest = face.split(":")
    return int(minutes) * 60 + int(rest)


def face(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02}"


def test_the_clock_runs_and_can_be_hidden(page: Page, server: WebServer) -> None:
    begin(page, server)
    time = page.locator("[data-part=time]")
    before = seconds(time.inner_text())
    assert 170 < before <= 180
    box = page.get_by_role("textbox", name="What you say")
    box.fill("These are sixteen words. " * 4)
    expect(time).not_to_have_text(face(before))
    assert before - 8 <= seconds(time.inner_text()) <= before - 4
    page.get_by_role("checkbox", name="No clock while I type").check()
    box.press_sequentially("and")
    expect(time).to_be_hidden()


def test_captions_are_announced_once_each(context: BrowserContext, server: WebServer) -> None:
    page = context.new_page()
    begin(page, server)
    log = page.get_by_role("log")
    assert log.get_attribute("aria-live") == "polite"
    page.evaluate(
        """() => {
          window.heard = [];
          new MutationObserver((changes) => {
            for (const change of changes) {
              for (const node of change.addedNodes) window.heard.push(node.textContent);
            }
          }).observe(document.querySelector("[role=log]"), { childList: true, subtree: true });
        }"""
    )
    say(page, "Good morning, this is Jo Reed from Ledgerleaf.")
    reply = page.locator(".turn.them .text").last.inner_text()
    heard: list[str] = page.evaluate("window.heard")
    assert sum(reply in text for text in heard) == 1
