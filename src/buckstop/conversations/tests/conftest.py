"""What tests of conversations share: the cast, and a mail server that misbehaves."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from buckstop.outbox.actions.delivering import Postman
from buckstop.outbox.channels.smtp.channel import Smtp
from buckstop.outbox.channels.smtp.relay import Relay
from buckstop.outbox.relay_address import RelayAddress
from tests.relays import BadRelay, bad_relay

PATIENCE = 0.5  # seconds that a test waits for a silent relay


@pytest.fixture(autouse=True)
def data(tmp_path: Path, settings: Any) -> Path:
    """A data folder of the test's own: what is known of mail in hand stands there."""
    settings.DATA = tmp_path
    return tmp_path


@pytest.fixture
def relay() -> Iterator[BadRelay]:
    with bad_relay() as server:
        yield server


@pytest.fixture
def postman(relay: BadRelay) -> Iterator[Postman]:
    """Hands over to `relay`."""
    client = Relay(RelayAddress.from_url(relay.url), timeout=PATIENCE)
    yield Postman(Smtp(client.send))
    relay.let_go.set()
    client.close()
