"""Real pages in a real browser, with no server between: a test client answers what it asks.

So pages see what the test's own transaction has written, and nothing need be emptied afterwards.
"""

import mimetypes
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import copy_context
from typing import Any
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.test import Client
from playwright.sync_api import Browser, Page, Request, Route

from tests.browser import leave

HOST = "http://desk.localhost"
KEPT = ("content-type", "hx-trigger", "hx-redirect", "content-security-policy")


@contextmanager
def looking(browser: Browser, client: Client, **how: Any) -> Iterator[Page]:
    """A page of a browser whose requests `client` answers; `how` are the options of its context."""
    context = browser.new_context(**{"base_url": HOST, "reduced_motion": "reduce"} | how)
    here = copy_context()  # the browser calls back from elsewhere, with no connection of the test's

    def ask(asked: Request) -> HttpResponse:
        return here.run(asked_of, client, asked)

    context.route(re.compile(""), lambda route: answer(route, ask))
    page = context.new_page()
    yield page
    leave(context)


def answer(route: Route, ask: Callable[[Request], HttpResponse]) -> None:
    """What a server would: a file of ours, or what a view says. There is no live stream."""
    path = urlsplit(route.request.url).path
    if path.startswith("/static/"):
        found = str(finders.find(path.removeprefix("/static/")))
        route.fulfill(path=found, content_type=mimetypes.guess_type(found)[0])
    elif path == "/live/":
        route.fulfill(status=204)
    else:
        said = ask(route.request)
        headers = {name: value for name, value in said.items() if name.lower() in KEPT}
        route.fulfill(status=said.status_code, headers=headers, body=said.getvalue())


def asked_of(client: Client, request: Request) -> HttpResponse:
    """The answer to what a browser asks; where that sends it elsewhere, the answer from there."""
    url, headers = urlsplit(request.url), request.headers
    said: HttpResponse = client.generic(
        request.method,
        f"{url.path}?{url.query}" if url.query else url.path,
        request.post_data_buffer or b"",
        headers.get("content-type", ""),
        headers={name: value for name, value in headers.items() if name[:2] in ("hx", "x-")},
    )  # type: ignore[assignment]
    while said.status_code in (301, 302):
        said = client.get(said["Location"])  # type: ignore[assignment]
    return said
