"""Trouble is found before the customer calls."""

import json
from typing import Any

import pytest
from django.test import Client

from buckstop.doors.clock.duties import duties, turn
from buckstop.kit import clock
from buckstop.ledger.actor import DESK
from buckstop.ledger.verify import verify
from buckstop.problems.models import Problem
from buckstop.problems.tests.world import World
from buckstop.services.actions.services import add_service, need
from buckstop.services.actions.uses import use
from buckstop.services.models import Matters
from buckstop.services.rules import Terms, Usage
from buckstop.signals.actions.sources import add_heartbeat
from buckstop.signals.models import Episode
from buckstop.signals.queries import affected
from buckstop.signals.rules.heartbeats import Rhythm


@pytest.fixture
def world(db: None) -> World:
    return World.here()


def work(world: World, **later: float) -> None:
    """Time goes on, and the worker does all that can be done then."""
    world.later(**later)
    each = duties()
    while turn(each, world.now):
        pass


def test_a_heartbeat_stays_silent(world: World, monkeypatch: pytest.MonkeyPatch):
    """The nightly transfers must run every hour; one night they don't, and nobody calls."""
    monkeypatch.setattr(clock, "now", lambda: world.now)
    by: dict[str, Any] = {"by": DESK, "at": world.now}
    transfers = add_service(terms=Terms(name="Transfers", quiet_minutes=20), **by)
    payments = add_service(terms=Terms(name="Online payments"), **by)
    need(payments, on=transfers, **by)
    usage = Usage(site="Thun", matters=Matters.STOPS)
    use(payments, customer=world.nordbank, usage=usage, **by)
    rhythm = Rhythm(every=60, grace=10)
    _job, secret = add_heartbeat(
        name="Hourly transfers", rhythm=rhythm, owner=world.bruno, service=transfers, **by
    )
    ping = f"/signals/heartbeat/{secret}"
    for _hour in range(3):
        answer = Client().post(ping, json.dumps({"rows": 7}), content_type="application/json")
        assert answer.status_code == 202
        work(world, hours=1)
    assert not Problem.objects.exists(), "it was heard every time"

    work(world, minutes=10)
    problem = Problem.objects.get()
    assert problem.title == "Hourly transfers wasn’t heard"
    assert (problem.owner, problem.hurts) == (world.ana, 2)
    assert [one.name for one in affected(problem, at=world.now)] == ["Nordbank"]
    work(world, hours=2)
    assert Problem.objects.count() == 1, "silence that goes on is one"

    Client().post(ping)
    work(world, minutes=19)
    problem.refresh_from_db()
    assert (Episode.objects.get().state, problem.is_closed) == ("quiet", False)
    work(world, minutes=1)
    problem.refresh_from_db()
    assert (problem.is_closed, problem.outcome) == (True, "unreported")
    assert list(verify()) == []
