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
from buckstop.signals.actions.planned import attend_work, move_work, next_work
from buckstop.signals.actions.silences import Quiet, end_silence, silence
from buckstop.signals.models import PlannedWork
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


def test_planned_work_is_over_as_promised_or_somebodys_problem(world: World, payments: Service):
    by: dict[str, Any] = {"by": world.ana.actor(), "at": world.now}
    soon, later = (world.now + timedelta(hours=n) for n in (1, 2))
    rows = [
        silence(payments, quiet=Quiet(world.now, soon, "New disks", f"Disks {n}"), **by)
        for n in range(3)
    ]
    _kept, moved, late = (PlannedWork.objects.get(silence=row) for row in rows)
    with pytest.raises(Refused, match="must end after"):
        move_work(moved, due=world.now, **by)
    move_work(moved, due=later, **by)
    moved.refresh_from_db()
    assert (moved.due, moved.first_due, moved.silence.ends) == (later, soon, later)
    end_silence(rows[0], by=world.ana.actor(), at=world.later(minutes=30))
    assert next_work() == soon
    assert attend_work(at=world.now) == 0
    world.now = soon
    assert attend_work(at=world.now) == 1
    states = PlannedWork.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["kept", "promised", "missed"]
    late.refresh_from_db()
    assert late.problem is not None
    assert late.problem.title == "It takes longer: Disks 2"
    assert (late.problem.owner, late.problem.services.get().service) == (world.ana, payments)
    with pytest.raises(Refused, match="over already"):
        move_work(late, due=later, by=world.ana.actor(), at=world.now)
    assert holds()


def test_work_that_hasnt_begun_is_called_off(world: World, payments: Service):
    by: dict[str, Any] = {"by": world.ana.actor(), "at": world.now}
    soon, later = (world.now + timedelta(hours=n) for n in (1, 2))
    end_silence(silence(payments, quiet=Quiet(soon, later, "New disks", "Disks"), **by), **by)
    assert PlannedWork.objects.get().state == "called off"
    assert (attend_work(at=later), holds()) == (0, True)
