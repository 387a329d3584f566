"""A house to tell stories in."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from stories.house import PATIENCE, House, open_house


@pytest.fixture
def house(transactional_db: None, browser: Browser) -> Iterator[House]:
    """Halden IT on a Tuesday at 09:12 in Zurich: pages, mailbox and relay on real ports."""
    expect.set_options(timeout=PATIENCE)
    with open_house(browser) as opened:
        yield opened
