"""What tests of conversations share: the cast, and a mail server that misbehaves."""

from collections.abc import Iterator

import pytest

from buckstop.conversations.actions.delivering import Postman
from buckstop.conversations.mail.relay import Relay, RelayAddress
from buckstop.problems.tests.world import World
from tests.relays import BadRelay, bad_relay

PATIENCE = 0.5  # seconds that a test waits for a silent relay


@pytest.fixture
def world(db: None) -> World:
    """Halden's people, on a Monday at nine."""
    return World()


@pytest.fixture
def relay() -> Iterator[BadRelay]:
    with bad_relay() as server:
        yield server


@pytest.fixture
def postman(relay: BadRelay) -> Iterator[Postman]:
    """Hands over to `relay`."""
    client = Relay(RelayAddress.from_url(relay.url), timeout=PATIENCE)
    yield Postman(client.send)
    relay.let_go.set()
    client.close()
