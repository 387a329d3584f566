"""What is expected opens no problem, has an end, and counts again afterwards."""

from datetime import timedelta
from typing import Any

import pytest

from buckstop.ledger.actor import DESK
from buckstop.ledger.refused import Refused
from buckstop.problems.models import Problem
from buckstop.problems.tests.world import World
from buckstop.services.actions.services import add_service, need
from buckstop.services.models import Service
from buckstop.services.rules import Terms
from buckstop.signals import queries
from buckstop.signals.actions.finding import find_first
from buckstop.signals.actions.silences import Quiet, end_silence, silence
from buckstop.signals.tests.conftest import Tool, holds


def opened(world: World, tool: Tool) -> int:
    tool.read()
    while find_first(at=world.now):
        pass
    return Problem.objects.count()


@pytest.mark.parametrize("subject", ["", "We exchange a disk"])
def test_planned_work_is_expected_of_what_needs_it(
    world: World, tool: Tool, payments: Service, subject: str
):
    by: dict[str, Any] = {"by": world.ana.actor(), "at": world.now}
    disks = add_service(terms=Terms(name="Disks"), by=DESK, at=world.now)
    need(payments, on=disks, by=DESK, at=world.now)
    ends = world.now + timedelta(hours=1)
    silence(disks, quiet=Quiet(world.now, ends, "New disks", subject), **by)
    tool.sends(key="d", service=disks.key, severity="critical")
    assert opened(world, tool) == 0
    tool.sends(key="p", service=payments.key, severity="critical")
    assert opened(world, tool) == (0 if subject else 1)
    world.later(hours=1)
    assert opened(world, tool) == 1, "what still fires counts as soon as it is over"
    assert holds()


def test_it_has_an_end_a_reason_and_whoever_ends_it(world: World, tool: Tool, payments: Service):
    by: dict[str, Any] = {"by": world.ana.actor(), "at": world.now}
    soon = world.now + timedelta(hours=1)
    for quiet, says in (
        (Quiet(world.now, soon, " "), "Say why"),
        (Quiet(soon, soon, "x"), "must end after"),
        (Quiet(world.now, world.now + timedelta(days=40), "x"), "at most 31 days"),
    ):
        with pytest.raises(Refused, match=says):
            silence(payments, quiet=quiet, **by)
    row = silence(payments, quiet=Quiet(soon, soon + timedelta(hours=1), "Test"), **by)
    tool.sends(service=payments.key, severity="critical")
    assert opened(world, tool) == 1, "it hasn't begun"
    end_silence(row, **by)
    with pytest.raises(Refused, match="over already"):
        end_silence(row, **by)
    assert not queries.silences(at=world.now).exists()
    assert holds()
