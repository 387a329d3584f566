"""How many were told before they asked, equal to a recount that knows nothing of how it is read."""

import random
from typing import Any

import pytest
from django.db import connection

from buckstop.ledger.actor import DESK
from buckstop.outreach.shares import Share, shares, together
from buckstop.people.actions import customers
from buckstop.problems.actions import kinds
from buckstop.problems.actions.opening import add_case, open_problem
from buckstop.problems.models import Case
from buckstop.problems.tests.world import World, answering

RECOUNT = """
WITH first AS (
    SELECT DISTINCT ON (problem_id, customer_id) problem_id, customer_id, how
    FROM problems_case
    WHERE customer_id IS NOT NULL AND state <> ALL ('{void,spared,declined}')
    ORDER BY problem_id, customer_id, opened_at
), each AS (
    SELECT problem_id, count(*) AS every, sum((how = 'told')::int) AS told
    FROM first GROUP BY problem_id HAVING count(*) > 1
)
SELECT coalesce(sum(told), 0), coalesce(sum(every), 0) FROM each
"""


@pytest.mark.django_db
def test_the_share_equals_a_recount_of_the_rows():
    """Problems of which customers hear from us, or write, or both, in any order; some take it
    back."""
    world, dice = World(), random.Random(5)
    by: dict[str, Any] = {"by": DESK, "at": world.now}
    theirs = [customers.add(name=f"C {n}", domains=(), **by) for n in range(4)]
    people = [customers.meet(email=f"it@c{c.pk.hex}.example", name="I", on=c, **by) for c in theirs]
    problems = [open_problem(title=f"P {n}", by=DESK, at=world.now) for n in range(5)]
    for problem in problems[1:]:
        for n in dice.sample(range(4), dice.randint(1, 4)):
            for how in dice.choice([("told",), ("mail",), ("told", "mail"), ("mail", "told")]):
                add_case(
                    problem, contact=people[n], customer=theirs[n], title="x", how=how, by=DESK,
                    at=world.later(minutes=1),
                )  # fmt: skip
    told = Case.objects.filter(how="told").order_by("opened_at")
    kinds.spare(told[0], by=answering(told[0]), at=world.later(minutes=1))
    found = together(shares([one.pk for one in problems]).values())
    with connection.cursor() as cursor:
        cursor.execute(RECOUNT)
        assert found == Share(*cursor.fetchone())
    assert 0 < found.told < found.all


def test_above_a_third_who_ask_it_has_failed():
    assert [Share(told, 10).failed for told in (7, 6)] == [False, True]
