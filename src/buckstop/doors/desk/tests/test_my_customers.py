"""My customers, and one page about each: from facts, in the order of what presses."""

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from buckstop.conversations.actions import telling
from buckstop.doors.desk.tests.conftest import Seat
from buckstop.doors.desk.tests.telling import reported, words
from buckstop.kit import clock
from buckstop.ledger.actor import DESK
from buckstop.people.actions import customers
from buckstop.problems.actions import attending, fixing
from buckstop.problems.actions.understandings import change_hurt
from buckstop.problems.models import Commitment
from buckstop.problems.models.commitment import NEWS
from buckstop.problems.tests.world import World, answering
from buckstop.relationships.tests.faces import has_relationship


def test_who_has_no_customers_reads_how_one_comes_to_have_some(world: World, ana: Client):
    assert "You are nobody’s account manager yet." in words(ana.get("/my-customers/"))
    assert "/my-customers/" not in ana.get("/people/").content.decode()


def test_a_missed_promise_is_what_to_say_until_a_person_wrote(world: World, seat: Seat):
    has_relationship(world, world.bruno)
    case = reported(world)
    bruno = seat(world.bruno)
    by: dict[str, Any] = {"by": world.ana.actor()}
    change_hurt(case.problem, hurts=2, at=world.now, **by)
    said = words(bruno.get("/my-customers/"))
    assert "Nordbank One page about them “Transfers fail since nine” stops them; news by" in said
    assert "none due yet never" in said
    world.now = Commitment.objects.get(kind=NEWS, ended_at=None).due
    attending.attend_commitments(at=world.now)
    with clock.set_to(world.later(minutes=1)):
        said = words(bruno.get("/my-customers/"))
        assert "We missed a promise at" in said
        assert "nobody has written since: call." in said
        assert "0 of 1 kept, 1 missed" in said
        telling.reply(case, text="We found it: the gateway.", at=world.now, **by)
    with clock.set_to(world.later(minutes=1)):
        said = words(bruno.get("/my-customers/"))
        assert "stops them; news by" in said  # what is pressing once somebody wrote
        assert "nobody has written" not in said
        brief = words(bruno.get(f"/customers/{world.nordbank.pk}/brief/"))
        assert "and wrote since: ask how it is." in brief


def test_one_page_about_a_customer(world: World, seat: Seat):
    has_relationship(world, world.bruno)
    customers.join(world.ines, world.nordbank, on=world.nordbank, by=DESK, at=world.now)
    solved, case = reported(world, "Cards are refused"), reported(world)
    ana: dict[str, Any] = {"by": world.ana.actor(), "at": world.now}
    fixing.fix(solved.problem, **ana)
    fixing.confirm(solved, by=answering(solved), at=world.now)
    telling.reply(case, text="The gateway restarts at ten.", **ana)
    page = seat(world.ana).get(f"/customers/{world.nordbank.pk}/brief/")
    said = words(page)
    for part in (
        "Account manager: Bruno Keller", "“Transfers fail since nine” is open; news by",
        "The gateway restarts at ten.", "Solved lately", "Cards are refused",
        "Ines Vogt ines@nordbank.example", "Printed by Ana Ruiz",
    ):  # fmt: skip
        assert part in said
    assert seat(world.zed).get(f"/customers/{world.nordbank.pk}/brief/").status_code == 404


def test_however_many_customers_it_is_as_many_queries(world: World, seat: Seat):
    bruno = seat(world.bruno)
    has_relationship(world, world.bruno)
    for n in range(3):
        made = customers.add(name=f"Customer {n}", by=DESK, at=world.now)
        has_relationship(world, world.bruno, made)
        reported(world, f"Trouble {n}", customer=made, contact=world.olaf)
    bruno.get("/my-customers/")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        page = bruno.get("/my-customers/")
    assert len(queries) <= 14, [one["sql"][:90] for one in queries]
    order = words(page)
    assert order.index("Customer 0") < order.index("Nordbank")  # who waits comes first
