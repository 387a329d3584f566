"""A house to tell stories in."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from urllib3.util import connection

from buckstop.identity.tests.provider import OpenIdProvider
from buckstop.kit import clock
from buckstop.ledger.verify import verify
from buckstop.outbox.channels.push import guard
from buckstop.problems.tests.world import World
from stories.house import PATIENCE, House, open_house
from stories.post import Post


@pytest.fixture
def house(transactional_db: None, browser: Browser) -> Iterator[House]:
    """Halden IT on a Tuesday at 09:12 in Zurich: pages, mailbox and relay on real ports."""
    expect.set_options(timeout=PATIENCE)
    with open_house(browser) as opened:
        yield opened


@pytest.fixture
def post(db: None) -> Iterator[Post]:
    """Mail as it really comes in, read by a worker, on a Monday at nine; no browser, no ports.

    Whatever the story, the ledger and the tables agree in the end.
    """
    world = World.here()
    with clock.set_to(world.now):
        yield Post(world)
    assert list(verify()) == []


@pytest.fixture
def theirs(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[OpenIdProvider]:
    """Nordbank's own log-in, on this machine, which may be called."""
    monkeypatch.setattr(connection, "create_connection", guard.guarded)
    settings.PUSH_PRIVATE_HOSTS = ["127.0.0.1"]
    provider = OpenIdProvider()
    yield provider
    provider.stop()
