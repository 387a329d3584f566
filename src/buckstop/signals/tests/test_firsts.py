"""Found-first figures: by the rules, and equal to a recount that knows nothing of them."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from buckstop.ledger.actor import DESK
from buckstop.people.actions import customers
from buckstop.problems.models import Problem
from buckstop.problems.tests.world import World
from buckstop.services.models import Service
from buckstop.signals.actions.finding import find_first
from buckstop.signals.actions.naming import name_service
from buckstop.signals.firsts import counted
from buckstop.signals.rules.firsts import First, Known, first, lead, rate
from buckstop.signals.tests.conftest import Tool

NOW = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.mark.parametrize("seed", range(5))
def test_the_figures_equal_a_recount(seed: int):
    dice = random.Random(seed)

    def some() -> datetime | None:
        return dice.choice([None, *(NOW + timedelta(minutes=n) for n in range(9))])

    drawn = [Known(some(), some(), some()) for _ in range(40)]
    rows = [one for one in drawn if one.signal_at or one.customer_at]
    late = NOW + timedelta(days=1)
    by_signal = [r for r in rows if (r.signal_at or late) < (r.customer_at or late)]
    by_customer = [r for r in rows if r not in by_signal]
    missed = [r for r in by_customer if r.stood_at and r.customer_at and r.stood_at < r.customer_at]
    leads = sorted(r.customer_at - r.signal_at for r in by_signal if r.customer_at and r.signal_at)
    half = len(leads) // 2
    middle = None
    if leads:
        middle = leads[half] if len(leads) % 2 else (leads[half - 1] + leads[half]) / 2
    found = rate(rows)
    assert (found.found_first, found.missed, found.all, found.lead) == (
        len(by_signal), len(missed), len(rows), middle,
    )  # fmt: skip


def test_a_signal_a_customer_and_one_that_was_missed(world: World, tool: Tool, payments: Service):
    tool.sends(service="payments", severity="critical")
    tool.read()
    find_first(at=world.now)
    found = Problem.objects.get()
    world.later(minutes=7)
    world.join(found, world.ines)
    raised = world.report("Cards fail").problem  # of no service: it doesn't count
    world.later(hours=1)
    tool.sends("ok", service="payments", severity="critical")
    tool.sends(key="slow", service="payments", severity="info")
    tool.read()
    world.later(minutes=5)
    other = world.report("Transfers fail").problem
    name_service(other, service=payments, by=world.ana.actor(), at=world.now)
    customers.add(name="Alpina", domains=(), by=DESK, at=world.now)
    rows = {one.problem: one for one in counted(since=world.now - timedelta(days=1))}
    assert raised not in rows
    assert (first(rows[found].known), lead(rows[found].known)) == (
        First.SIGNAL, timedelta(minutes=7),
    )  # fmt: skip
    assert first(rows[other].known) is First.MISSED
    stood = rows[other].stood
    assert stood is not None
    assert stood.title == "slow fails"
    assert counted(since=world.now + timedelta(days=1)) == []
