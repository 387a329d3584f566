"""The world of the problems' tests, with a service, who uses it, and a source of signals."""

import json
from typing import Any

import pytest

from buckstop.ledger.actor import DESK
from buckstop.ledger.verify import verify
from buckstop.problems.tests.world import World
from buckstop.services.actions.services import add_service
from buckstop.services.actions.uses import use
from buckstop.services.models import Matters, Service
from buckstop.services.rules import Terms, Usage
from buckstop.signals.actions.receiving import read_signals, receive
from buckstop.signals.actions.sources import add_source
from buckstop.signals.models import Episode, Source

MAPPING = {"identity": "id", "title": "title", "state": "state", "over": "ok", "service": "service",
           "severity": "severity", "at": "at"}  # fmt: skip


class Tool:
    """A source whose tool says what a test wants."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.source: Source
        self.source, self.secret = add_source(
            kind="generic", name="Watch", owner=world.ana, mapping=MAPPING, by=DESK, at=world.now
        )

    def sends(self, state: str = "bad", key: str = "gw", **more: Any) -> None:
        said = {"id": key, "title": f"{key} fails", "state": state, **more}
        self.posts(json.dumps(said).encode())

    def posts(self, body: bytes) -> None:
        receive(self.source, body=body, at=self.world.now)

    def read(self) -> list[Episode]:
        while read_signals(at=self.world.now):
            pass
        return list(Episode.objects.order_by("pk"))


@pytest.fixture
def tool(world: World) -> Tool:
    return Tool(world)


@pytest.fixture
def payments(world: World) -> Service:
    service = add_service(terms=Terms(name="Payments"), by=DESK, at=world.now)
    usage = Usage(site="Thun", matters=Matters.STOPS)
    use(service, customer=world.nordbank, usage=usage, by=DESK, at=world.now)
    return service


def holds() -> bool:
    return [str(one) for one in verify()] == []
