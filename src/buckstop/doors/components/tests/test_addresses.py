"""Every address that a page offers exists, and every form posts where a POST is taken.

Addresses in the examples name things that aren't in the database, so this asks the address table
only; it is skipped, with a word, while the desk has none.
"""

import re
from importlib.util import find_spec

import pytest
from django.test import Client, override_settings
from django.urls import Resolver404, resolve

from buckstop.doors.components.gallery import EXAMPLES

SEEN_ELSEWHERE = re.compile(
    r"^/(components|static|accounts|log-in)/|/x/$|^#|^\?|^mailto:|^tel:|^http"
)
ADDRESS = re.compile(r'(?:href|action|hx-get|data-live-url)="([^"]+)"')


def test_every_address_on_every_page_exists(client: Client) -> None:
    if find_spec("buckstop.doors.desk.urls") is None:
        pytest.skip("the desk has no addresses yet")
    with override_settings(ROOT_URLCONF="buckstop.doors.components.tests.urls", DEMO=True):
        pages = {name: client.get(f"/components/{name}/").content.decode() for name in EXAMPLES}
    missing: dict[str, str] = {}
    for name, page in pages.items():
        for address in ADDRESS.findall(page):
            path = address.split("?")[0].split("#")[0]
            if not path or SEEN_ELSEWHERE.search(address):
                continue
            try:
                resolve(path)
            except Resolver404:
                missing.setdefault(path, name)
    assert missing == {}
