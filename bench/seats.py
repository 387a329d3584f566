"""A browser of their own for somebody who is logged in."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, Page


@contextmanager
def seat(browser: Browser, at: str, cookie: str) -> Iterator[Page]:
    """Somebody's own browser, at their first page."""
    context: BrowserContext = browser.new_context(base_url=at)
    pairs = (one.partition("=") for one in cookie.split("; "))
    context.add_cookies([{"name": name, "value": value, "url": at} for name, _is, value in pairs])
    page = context.new_page()
    page.goto("/")
    yield page
    context.close()
