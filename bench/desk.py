"""Part 8: the desk as it is worked at: how long the wording check reads a draft, what pages weigh,
and how soon a real browser shows what was pressed and who writes."""

import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from shutil import which
from zoneinfo import ZoneInfo

import psycopg
from playwright.sync_api import Locator, Page, sync_playwright

from bench import drawn_ahead, growing, house, painted
from bench.drawn_ahead import CLICK_MS, PART, PRESSES, RESTS
from bench.figures import Figure
from bench.seats import seat
from bench.spans import p95, spans_of
from bench.wording import sentences
from buckstop.conversations.wording.checking import check
from buckstop.conversations.wording.context import Context
from buckstop.conversations.wording.language import CODES
from tests.browser import installed

LENGTH = 2_000  # characters of a long letter
TIMES = 200
MOST = 30.0  # ms
ZONE = ZoneInfo("Europe/Zurich")
PROBLEMS, RUNNING = 5_000, 1_000
SEEN_MS, HTML_KB, STATIC_KB = 300, 60, 80
PAGES = {"my work": "/", "all problems": "/problems/", "a problem": ""}

STATIC = """() => performance.getEntriesByType("resource")
    .filter((one) => /\\.(css|js)$/.test(one.name)).map((one) => one.encodedBodySize)"""


def measure() -> list[Figure]:
    """The wording check in each language; the weight of pages; a browser, where there is one."""
    return [*(_read(code) for code in CODES), *_in_a_browser()]


def _read(code: str) -> Figure:
    """How long 2,000 characters take, full of what is looked for."""
    own = " ".join(one.text for one in sentences() if one.language == code)
    draft = (own * (LENGTH // len(own) + 1))[:LENGTH]
    context = Context(now=datetime(2026, 11, 25, 10, 30, tzinfo=ZONE), zone=ZONE, language=code)
    check(draft, context)
    spans = spans_of(TIMES, lambda _round: check(draft, context))
    name = f"wording check, {LENGTH:,} characters, {code}, p95"
    return Figure(PART, name, p95(spans), "ms", target=MOST)


def _in_a_browser() -> Iterator[Figure]:
    program = which("chromium") or installed()  # as people have it, where it is there
    if program is None:
        print("no Chromium: nothing of the desk was pressed", file=sys.stderr, flush=True)
        return
    with house.house("desk") as ours:
        with psycopg.connect(ours.cluster.url("postgres"), autocommit=True) as connection:
            grown = growing.Grown(PROBLEMS, RUNNING, growing.soon(3600))
            growing.grow(connection, grown)
        cookies = ours.run("bench.session", "everybody").split("\n")[:-1]
        served = ours.serve(workers=1)
        at = f"http://localhost:{served.port}"
        yield drawn_ahead.figure(program, at, cookies[1])
        yield from _driven(program, at, cookies)


def _driven(program: str, at: str, cookies: list[str]) -> Iterator[Figure]:
    """What two people at their desks weigh, press and see."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        with seat(browser, at, cookies[1]) as ana, seat(browser, at, cookies[2]) as bruno:
            yield from _weigh(ana)
            yield from _press(ana)
            yield _seen(ana, bruno)
        browser.close()


def _problem(page: Page) -> str:
    """The address of the first that one owns."""
    page.goto("/problems/?owner=me")
    first = page.locator("[data-row] [data-open]").first
    return str(first.get_attribute("href")).partition("?")[0]


def _weigh(page: Page) -> Iterator[Figure]:
    """What the HTML of a page weighs, before it is compressed; and what all look and do by."""
    files = page.evaluate(STATIC)
    weight, more = sum(files) / 1000, {"files": len(files)}
    yield Figure(PART, "CSS and JS of the desk, compressed", weight, "KB", target=STATIC_KB,
                 more=more)  # fmt: skip
    for name, address in PAGES.items():
        answer = page.context.request.get(address or _problem(page))
        weight = len(answer.body()) / 1000
        yield Figure(PART, f"HTML of {name}", weight, "KB", target=HTML_KB)


def _press(page: Page) -> Iterator[Figure]:
    """From a press to what it shows: a sheet over a problem, and a problem from the list."""
    address = _problem(page)
    painted.note(page)
    page.goto(address)
    sheet = page.locator("dialog[open] form").first
    act = page.locator("main a[data-sheet]").filter(visible=True).first

    def closes() -> None:
        page.keyboard.press("Escape")
        sheet.wait_for(state="hidden")

    painted.want(page, "dialog[open] form")
    yield _slowest("a press to its sheet", page, act, sheet, closes)

    row, composer = page.locator("[data-row] [data-open]").first, page.locator("#composer")
    painted.want(page, "#composer")
    for rests in (RESTS, 0):

        def back() -> None:
            page.goto("/problems/")
            if rests:  # noqa: B023 (it is called within its turn)
                row.hover()
                page.wait_for_timeout(rests)  # noqa: B023

        back()
        how = f"fetched ahead for {rests} ms" if rests else "at once"
        yield _slowest(f"a row to its problem, {how}", page, row, composer, back)


def _slowest(
    name: str, page: Page, press: Locator, shows: Locator, undo: Callable[[], None]
) -> Figure:
    """What 95 of a hundred presses take at most, by the browser's own clock; beside it what they
    take with all that drives the browser."""
    spans, driven = [], []
    for turn in range(PRESSES + 3):
        begun = time.perf_counter()
        press.click()
        shows.wait_for()
        if turn >= 3:  # what is made at the first need, is made
            driven.append((time.perf_counter() - begun) * 1000)
            spans.append(painted.took(page))
        undo()
    more = {"p50": sorted(spans)[len(spans) // 2], "driven p50": sorted(driven)[len(driven) // 2]}
    return Figure(PART, f"{name}, p95", p95(spans), "ms", target=CLICK_MS, more=more)


def _seen(ana: Page, bruno: Page) -> Figure:
    """From a key that one presses to the other's page saying that they write."""
    address = _problem(ana)
    for page in (ana, bruno):
        page.goto(address)
    says = ana.locator("#composer [data-presence]")
    says.wait_for()
    spans = []
    for _ in range(12):
        bruno.goto(address)
        says.filter(has_not_text="writing").wait_for()
        bruno.keyboard.press("r")
        begun = time.perf_counter()
        bruno.keyboard.press("A")
        says.filter(has_text="writing").wait_for()
        spans.append((time.perf_counter() - begun) * 1000)
    name = "who writes, seen by another, p95"
    return Figure(PART, name, p95(spans), "ms", target=SEEN_MS)
