"""Found-first figures: by the rules, and equal to a recount that knows nothing of them."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from buckstop.ledger.actor import DESK
from buckstop.people.actions import customers
from buckstop.problems.models import Problem
from buckstop.problems.tests.world import World
from buckstop.services.actions.services import add_service, need
from buckstop.services.models import Service
from buckstop.services.rules import Terms
from buckstop.signals.actions.finding import close_quiet, find_first
from buckstop.signals.actions.naming import name_service
from buckstop.signals.actions.quiet import end_quiet
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


RECOUNT = """
SELECT count(*),
    count(*) FILTER (WHERE first_signal < first_case OR first_case IS NULL),
    percentile_cont(0.5) WITHIN GROUP (ORDER BY first_case - first_signal)
        FILTER (WHERE first_signal < first_case)
FROM problems_problem AS p
LEFT JOIN LATERAL (SELECT min(began_at) AS first_signal FROM signals_episode
    WHERE problem_id = p.id) AS s ON true
LEFT JOIN LATERAL (SELECT min(opened_at) AS first_case FROM problems_case
    WHERE problem_id = p.id AND how <> 'told' AND state <> 'void') AS c ON true
WHERE p.kind = 'problem' AND (first_signal IS NOT NULL OR first_case IS NOT NULL)
    AND (first_signal IS NOT NULL OR EXISTS (SELECT FROM signals_problemservice
        WHERE problem_id = p.id))
"""
MISSED = """
SELECT count(DISTINCT p.id) FROM problems_problem AS p
JOIN LATERAL (SELECT min(opened_at) AS at FROM problems_case
    WHERE problem_id = p.id AND how <> 'told' AND state <> 'void') AS asked ON true
JOIN signals_problemservice AS named ON named.problem_id = p.id AND named.until IS NULL
JOIN signals_episode AS e ON e.began_at < asked.at AND (e.ended_at IS NULL OR e.ended_at > asked.at)
    AND (e.problem_id IS NULL OR e.problem_id = p.id)
    AND (e.service_id = named.service_id OR e.service_id IN (SELECT on_id FROM services_dependency
        WHERE service_id = named.service_id AND until IS NULL))
WHERE NOT EXISTS (SELECT FROM signals_episode WHERE problem_id = p.id AND began_at < asked.at)
"""


def test_the_figures_equal_a_recount_of_the_rows(world: World, tool: Tool, payments: Service):
    """Half a day at random, counted again by SQL that knows nothing of the code."""
    disks = add_service(terms=Terms(name="Disks"), by=DESK, at=world.now)
    need(payments, on=disks, by=DESK, at=world.now)
    began, dice = world.now, random.Random(11)
    for n in range(36):
        world.later(minutes=dice.randint(1, 40))
        what = dice.choice(["alert", "info", "report", "report", "join", "ok"])
        service = dice.choice([payments, disks])
        running = list(Problem.objects.running().order_by("number"))
        if what in ("alert", "info", "ok"):
            said = {"severity": "info" if what == "info" else "critical"}
            key = str(dice.randint(0, 3))
            tool.sends("ok" if what == "ok" else "down", key=key, service=service.key, **said)
            tool.read()
            find_first(at=world.now)
            end_quiet(at=world.now)
            close_quiet(at=world.now)
        elif what == "report":
            problem = world.report(f"Number {n} fails").problem
            if dice.random() < 0.8:
                name_service(problem, service=service, by=world.ana.actor(), at=world.now)
        elif running:
            world.join(dice.choice(running), world.ines)
    found = rate(one.known for one in counted(since=began))
    with connection.cursor() as cursor:
        cursor.execute(RECOUNT)
        every, signalled, middle = cursor.fetchone()
        cursor.execute(MISSED)
        [missed] = cursor.fetchone()
    assert min(every, signalled, missed) > 0, "all of it was tried"
    assert (found.all, found.found_first, found.missed) == (every, signalled, missed)
    assert found.lead == middle
