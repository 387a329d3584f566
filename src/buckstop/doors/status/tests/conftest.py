"""A status page for everybody, and two services that a customer uses."""

from pathlib import Path
from typing import Any

import pytest

from buckstop.configuration import current
from buckstop.kit import clock
from buckstop.ledger.actor import DESK
from buckstop.people.actions import customers
from buckstop.problems.tests.world import World
from buckstop.services.actions.services import add_service
from buckstop.services.actions.uses import use
from buckstop.services.models import Service
from buckstop.services.rules import Terms, Usage
from buckstop.status_page.settings import STATUS_PAGE


@pytest.fixture
def world(db: None, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    settings.DATA = tmp_path
    world = World.here()
    monkeypatch.setattr(clock, "now", lambda: world.now)
    current.keep({STATUS_PAGE.name: "public"})
    return world


@pytest.fixture
def payments(world: World) -> Service:
    by: dict[str, Any] = {"by": DESK, "at": world.now}
    add = add_service(terms=Terms(name="Payments"), **by)
    use(add, customer=world.nordbank, usage=Usage(), **by)
    other = add_service(terms=Terms(name="Mail"), **by)
    use(other, customer=world.nordbank, usage=Usage(), **by)
    customers.join(world.ines, world.nordbank, on=world.nordbank, **by)
    return add
