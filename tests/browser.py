"""A real Chromium for the tests that look at pages."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from shutil import which

import pytest
from django.db import connections
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from playwright.sync_api import Error as BrowserError

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The shell has no windows of its own to draw: a page takes it half of a whole Chromium's time."""


def installed() -> str | None:
    """Where this machine has a Chromium."""
    return next(filter(None, map(which, PROGRAMS)), None)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's or Playwright's Chromium; without one the test says so and is skipped."""
    # Playwright runs an event loop in this thread, which Django's safety check would refuse; and
    # Django keeps connections by loop, so that one left open now would be nobody's meanwhile.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    connections.close_all()
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
        program = installed() or (own if Path(own).exists() else None)
        if program is None:
            pytest.skip("no Chromium on this machine: nothing was looked at in a browser")
        try:
            browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        except BrowserError as trouble:
            pytest.skip(f"Chromium doesn't start here: {trouble.message.splitlines()[0]}")
        yield browser
        browser.close()
        connections.close_all()


class OneChromium:
    """The Chromium of this process: from a test that looks at pages until one that doesn't, for
    its event loop is in the way of others'."""

    def __init__(self) -> None:
        self._open = ExitStack()
        self._browser: Browser | None = None

    def running(self) -> Browser:
        """It, started if need be: before a test's transaction, which this would end."""
        if self._browser is None:
            self._browser = self._open.enter_context(chromium())
        return self._browser

    def stop(self) -> None:
        """End it, if it runs."""
        self._browser = None
        self._open.close()


CHROMIUM = OneChromium()


def leave(context: BrowserContext) -> None:
    """Close all pages: a context that is closed while a page goes elsewhere may never answer."""
    for page in context.pages:
        _go_nowhere(page)
    context.close()


def _go_nowhere(page: Page, tries: int = 5) -> None:
    try:
        page.goto("about:blank")
    except BrowserError:  # it was on its way: that interrupted us, and is over now
        if not tries:
            raise
        _go_nowhere(page, tries - 1)
