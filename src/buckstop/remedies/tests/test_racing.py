"""Many who give at once: no limit is overdrawn, and nothing that fits is lost."""

import pytest
from django.db.models import Sum

from buckstop.ledger.refused import Refused
from buckstop.ledger.verify import verify
from buckstop.problems.models import Case
from buckstop.problems.tests.test_concurrency import together
from buckstop.problems.tests.world import World
from buckstop.remedies.actions import granting
from buckstop.remedies.models import Remedy
from buckstop.remedies.tests.conftest import credit, limits

pytestmark = pytest.mark.django_db(transaction=True)

AT_ONCE, FITS = 8, 5


def test_racing_grants_never_overdraw_a_limit():
    world = World()
    limits(world, world.ana, 100, 500, 500)
    cases = [world.report(f"Order {n}") for n in range(AT_ONCE)]

    def gives(case: Case) -> int:
        try:
            granting.give(case, credit(world, 100), by=world.ana.actor(), at=world.now)
        except Refused:
            return 0
        return 1

    done = together(*(lambda case=case: gives(case) for case in cases))
    assert sum(int(str(one)) for one in done) == FITS
    assert Remedy.objects.aggregate(all=Sum("amount"))["all"] == 50_000
    assert list(verify()) == []
