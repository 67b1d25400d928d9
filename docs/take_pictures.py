"""Takes the pictures of the web pages in docs/pictures again, by rehearsing a real call.

Needs Chromium (Debian: ``apt install chromium``, or name one in CHROMIUM).
"""

import shutil
import sys
import tempfile
from pathlib import Path

import yaml
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from simulator.voice.weights import DEFAULTS  # noqa: E402
from tests.browser.conftest import FLAGS, chromium  # noqa: E402 - after the path to them is set
from tests.browser.steps import begin, hang_up, say  # noqa: E402
from tests.browser.test_voice import browser_with, pick_up  # noqa: E402
from tests.support.voice_wav import trainee_wav  # noqa: E402
from tests.support.voice_weights import voice_weights  # noqa: E402
from tests.support.web import WebServer  # noqa: E402

PICTURES = ROOT / "docs" / "pictures"
SCENARIO = "exec-ninety-seconds"
SCRIPT = ROOT / "tests" / "content" / "scripts" / SCENARIO / "skilled.yaml"
DESKTOP = (1280, 860)
PHONE = (390, 844)
LARGEST = 300_000
SPOKEN = (
    "I'm so sorry, this is Robin at Tailgate, and I can stop that for you right now.",
    "It's done, Mr Parry, and nothing more will come to the door.",
)


def main() -> int:
    """Take them all.

    Returns:
        0, or 2 when there is no browser.
    """
    path = chromium()
    if path is None:
        print("There is no Chromium here. Fix: apt install chromium", file=sys.stderr)
        return 2
    PICTURES.mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp())
    with sync_playwright() as playwright, WebServer(folder, content=folder) as server:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        rehearse(browser, server)
        browser.close()
    with sync_playwright() as playwright:
        speak(playwright)
    shutil.rmtree(folder)
    for picture in sorted(PICTURES.glob("*.png")):
        size = picture.stat().st_size
        print(f"{picture.relative_to(ROOT)}  {size // 1000} kB")
        if size > LARGEST:
            raise AssertionError(f"{picture} is larger than {LARGEST} bytes")
    return 0


def speak(playwright: Playwright) -> None:
    """A call by voice, while he answers; the weights are fetched if they aren't there."""
    folder = Path(tempfile.mkdtemp())
    voice = folder / "data" / "models" / "voice"
    voice.mkdir(parents=True)
    for name in DEFAULTS:
        (voice / name).symlink_to(voice_weights(name))
    wav = folder / "trainee.wav"
    trainee_wav(wav, list(SPOKEN), lead_s=14.0, gap_s=9.0)
    with WebServer(folder, content=folder) as server, browser_with(playwright, wav) as context:
        page = context.new_page()
        page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
        begin(page, server, "pet-box-cancellation")
        pick_up(page)
        page.locator(".turn.you").nth(1).wait_for(timeout=90_000)
        page.locator("[data-part=line][data-phase=speaking]").wait_for()
        page.wait_for_timeout(1_500)
        shoot(page, "voice")
    shutil.rmtree(folder)


def rehearse(browser: Browser, server: WebServer) -> None:
    """One call with a skilled trainee, seen on a desktop by day and on a phone by night."""
    lines = [str(line["text"]) for line in yaml.safe_load(SCRIPT.read_text(encoding="utf-8"))]
    page = open_page(browser, DESKTOP, "light")
    take(page, f"{server.url}/?briefing={SCENARIO}", ".goals", "briefing")
    call = begin(page, server, SCENARIO)
    for line in lines[:3]:
        say(page, line)
    phone = open_page(browser, PHONE, "dark")
    take(phone, page.url, ".turn.them", "call-phone")
    page.get_by_role("textbox", name="What you say").fill(lines[3][:40])
    shoot(page, "call")
    page.get_by_role("textbox", name="What you say").fill("")
    for line in lines[3:]:
        if page.get_by_role("link", name="See how it went").is_visible():
            break
        say(page, line)
        page.wait_for_timeout(500)
    if not page.get_by_role("link", name="See how it went").is_visible():
        hang_up(page)
    take(page, f"{server.url}/?debrief={call}", ".js-plotly-plot .scatterlayer", "debrief", 1500)
    take(phone, f"{server.url}/?debrief={call}", ".js-plotly-plot .scatterlayer", "debrief-phone")
    begin(phone, server, SCENARIO)
    say(phone, lines[0])
    take(page, server.url, ".card", "home", DESKTOP[1])


def open_page(browser: Browser, size: tuple[int, int], scheme: str) -> Page:
    """A page of that size; ``scheme`` is light or dark."""
    return browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if scheme == "dark" else "light",
    ).new_page()


def take(page: Page, address: str, ready: str, name: str, height: int | None = None) -> None:
    """Open a view, wait until it stands, and take its picture."""
    page.goto(address)
    page.wait_for_selector(ready)
    shoot(page, name, height)


def shoot(page: Page, name: str, height: int | None = None) -> None:
    """Take a picture of the window, made as high as asked."""
    if height is not None and page.viewport_size is not None:
        page.set_viewport_size({"width": page.viewport_size["width"], "height": height})
    page.wait_for_timeout(900)
    page.screenshot(path=PICTURES / f"{name}.png")


if __name__ == "__main__":
    sys.exit(main())
