"""Found first, on its page: what was seen, whom it affects, what its owner decides."""

from buckstop.doors.desk.tests.filling import send
from buckstop.doors.desk.tests.telling import words
from buckstop.ledger.actor import DESK
from buckstop.people.actions import customers
from buckstop.problems.models import Problem
from buckstop.problems.tests.world import World
from buckstop.services.actions.services import add_service
from buckstop.services.actions.uses import use
from buckstop.services.rules import Terms, Usage
from buckstop.signals.actions.finding import find_first
from buckstop.signals.models import ProblemService
from buckstop.signals.tests.conftest import Tool


def test_its_owner_sees_whom_it_affects_and_decides(world: World, seat):
    payments = add_service(terms=Terms(name="Payments"), by=DESK, at=world.now)
    use(payments, customer=world.nordbank, usage=Usage(site="Thun"), by=DESK, at=world.now)
    customers.add(name="Alpina", domains=(), by=DESK, at=world.now)
    tool = Tool(world)
    tool.sends(service="payments", severity="critical")
    tool.read()
    find_first(at=world.now)
    problem = Problem.objects.get()
    ana, at = seat(world.ana), f"/problems/{problem.ref}/"
    page = words(ana.get(at))
    assert "It affects 1 customer; none of them has a case." in page, page
    page = words(ana.get(f"{at}affected/"))
    assert "Payments: gw fails" in page
    assert "What was seen gw fails Watch · critical · Payments" in page, page
    assert "Nordbank Payments, Thun slows them" in page
    send(ana, f"{at}affected/corrections/new/", customer="Alpina", affected="yes", why="They rang.")
    page = words(ana.get(f"{at}affected/"))
    assert "It affects 2 customers" in page
    assert "Alpina They rang." in page
    assert ana.post(f"{at}watching/").status_code == 302
    later = world.report().problem
    assert f"{problem.ref} Payments: gw fails" in words(ana.get(f"/problems/{later.ref}/"))
    ana.post(f"{at}services/{ProblemService.objects.get().pk}/removal/")
    assert "None yet." in words(ana.get(f"{at}affected/"))
    send(ana, f"{at}services/new/", service=str(payments.pk))
    assert "Nordbank" in words(ana.get(f"{at}affected/"))
    send(ana, f"{at}closing/new/", reason="It was our own test.")
    problem.refresh_from_db()
    assert problem.is_closed


def test_a_house_without_services_sees_nothing_of_it(world: World, seat):
    problem = world.report().problem
    assert (
        "Services"
        not in words(seat(world.ana).get(f"/problems/{problem.ref}/")).partition("Log out")[2]
    )
