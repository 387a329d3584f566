"""A house to tell stories in."""

import os
from collections.abc import Iterator
from pathlib import Path
from shutil import which

import pytest
from playwright.sync_api import Browser, expect, sync_playwright
from playwright.sync_api import Error as BrowserError

from stories.house import PATIENCE, House, open_house

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")  # its event loop must end before other modules run theirs
def browser() -> Iterator[Browser]:
    """Debian's or Playwright's Chromium; without one the story says so and is skipped."""
    # Playwright runs an event loop in this thread, which Django's safety check would refuse
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    expect.set_options(timeout=PATIENCE)
    found = next((p for p in ("chromium", "chromium-browser", "google-chrome") if which(p)), None)
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
        program = which(found) if found else own if Path(own).exists() else None
        if program is None:
            pytest.skip("no Chromium on this machine: the story was not told in a browser")
        try:
            chromium = playwright.chromium.launch(executable_path=program, args=FLAGS)
        except BrowserError as trouble:
            pytest.skip(f"Chromium doesn't start here: {trouble.message.splitlines()[0]}")
        yield chromium
        chromium.close()


@pytest.fixture
def house(transactional_db: None, browser: Browser) -> Iterator[House]:
    """Halden IT on a Tuesday at 09:12 in Zurich: pages, mailbox and relay on real ports."""
    with open_house(browser) as opened:
        yield opened
