"""The feed of changes: in one order, and whoever follows it misses nothing, however late it is
committed."""

import threading

import pytest
from django.db import connection, transaction

from buckstop.doors.api.tests.conftest import Program
from buckstop.ledger.actor import DESK
from buckstop.ledger.entries import REGISTRY
from buckstop.ledger.feed import Place, entries_after
from buckstop.ledger.models import Entry
from buckstop.people.actions import customers
from buckstop.problems.tests.world import World


@pytest.mark.django_db(transaction=True)
def test_a_late_commit_is_not_skipped(world: World):
    """One begins, another begins and ends; what is read then must not go past the first."""
    entries = entries_after(None)
    before = Place.of(list(entries)[-1])
    begun, go_on = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            customers.add(name="Late", by=DESK, at=world.now)
            begun.set()
            go_on.wait(30)
        connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    assert begun.wait(30)
    customers.add(name="Soon", by=DESK, at=world.now)
    early = list(entries_after(before))
    go_on.set()
    thread.join()
    assert early == []  # the second is committed, but the first may still come before it
    after = list(entries_after(before))
    assert [row.transaction for row in after] == sorted(row.transaction for row in after)
    assert len({row.chain_id for row in after if row.code == "customer-added"}) == 2


@pytest.mark.django_db(transaction=True)
def test_the_feed_goes_on_from_its_end(world: World):
    program = Program(world, "read")
    world.report("Transfers fail")
    seen, place = [], ""
    while True:
        page = program.read("entries", after=place, limit=7)
        seen += page["items"]
        place = page["next"]
        if not page["more"]:
            break
    assert len(seen) == len({one["id"] for one in seen}) == Entry.objects.count()
    assert program.read("entries", after=place) == {"items": [], "next": place, "more": False}
    ref = world.report("Another").problem.ref
    new = program.read("entries", after=place)["items"]
    assert ref in {one["problem"] for one in new}
    assert {one["code"] for one in new} <= REGISTRY.keys()
    code = new[0]["code"]
    only = program.read("entries", after=place, code=code)["items"]
    assert only
    assert {one["code"] for one in only} == {code}
    [last] = program.read("entries", after=place, limit=200)["items"][-1:]
    of_a_lost_database = f"{2**62}.{last['id'].replace('-', '')}"
    assert program.get("entries", after=of_a_lost_database).status_code == 200
    assert program.get("entries", after="x").status_code == 422
    assert program.get("entries", after=f"{2**64}.{'0' * 32}").status_code == 422
