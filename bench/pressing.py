"""Part of `help`: a credit given by keyboard in a real browser, at the pace at which people press.

The keystroke-level model gives a practised typist 0.28 s a press, and 1.35 s to think before each
of four steps: which act, what and how much, who sees to it, whether it is right. The three
sentences of the letter are put in as they are; how long somebody looks for words isn't measured.
"""

import json
import sys
import time
from collections.abc import Iterator
from shutil import which

from playwright.sync_api import Error as BrowserError
from playwright.sync_api import Page, sync_playwright

from bench import house
from bench.figures import Figure
from bench.seats import seat
from tests.browser import installed

PART, TARGET_S, ROUNDS = "help", 15, 5
PRESS, THINK = 0.28, 1.35  # seconds
SENTENCES = (
    "I’m sorry: we lost your order.",
    "We found it again and it left this morning.",
    "Orders are read back from now on.",
)


def figures(ours: house.House) -> Iterator[Figure]:
    """Each time on a problem of its own, from its page to the letter that is on its way."""
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(
                executable_path=which("chromium") or installed(), args=["--no-sandbox"]
            )
        except BrowserError:
            print("no Chromium: no credit was given by keyboard", file=sys.stderr, flush=True)
            return
        refs = json.loads(ours.run("bench.granting", "cases").splitlines()[-1])
        cookie = ours.run("bench.session").splitlines()[-1]
        served = ours.serve(workers=1)
        with seat(browser, f"http://localhost:{served.port}", cookie) as page:
            taken = [_give(page, ref) for ref in refs[: ROUNDS + 1]][1:]  # the first warms up
        browser.close()
        ours.stop()
    whole, waited = max(seconds for seconds, _ in taken), max(waits for _, waits in taken)
    name = "a credit by keyboard, the slowest of five"
    yield Figure(PART, f"{name}: at 0.28 s a press", whole, "s", "less", TARGET_S)
    yield Figure(PART, f"{name}: of which waiting for pages", waited, "s", "less")


def _give(page: Page, ref: str) -> tuple[float, float]:
    """Seconds from the first press to the sheet that has closed, and those spent waiting for it."""
    page.goto(f"/problems/{ref}/")
    page.wait_for_load_state()
    begun, waited, keys = time.perf_counter(), 0.0, page.keyboard

    def press(*pressed: str) -> None:
        nonlocal waited
        for key in pressed:
            time.sleep(PRESS)
            since = time.perf_counter()
            keys.press(key)
            waited += time.perf_counter() - since

    def shows(what: str) -> None:
        nonlocal waited
        since = time.perf_counter()
        page.locator(what).first.wait_for()
        waited += time.perf_counter() - since

    time.sleep(THINK)
    press("Control+k")
    shows("#palette input:focus")
    press(*"right")
    shows("#palette-list [role=option]:has-text('Make it right')")
    press("Enter")
    shows("dialog[open] input[type=radio]:focus")
    time.sleep(THINK)
    press("ArrowDown")
    for sentence in SENTENCES:
        press("Tab")
        keys.insert_text(sentence)
    press("Tab", *"120")
    time.sleep(THINK)
    press("Tab", *"Zed")
    time.sleep(THINK)
    press("Control+Enter")
    since = time.perf_counter()
    page.locator("dialog[open]").wait_for(state="hidden")
    return time.perf_counter() - begun, waited + time.perf_counter() - since
