"""Found first, on its page: what was seen, whom it affects, what its owner decides."""

from datetime import timedelta

from buckstop.doors.desk.tests.filling import fields_of, send
from buckstop.doors.desk.tests.telling import words
from buckstop.ledger.actor import DESK
from buckstop.outreach.actions.telling import tell_next
from buckstop.outreach.models import Outreach, Recipient
from buckstop.people.actions import customers
from buckstop.problems.models import Case, Problem
from buckstop.problems.tests.world import World
from buckstop.services.actions.services import add_service
from buckstop.services.actions.uses import use
from buckstop.services.rules import Terms, Usage
from buckstop.signals.actions.finding import find_first
from buckstop.signals.actions.silences import Quiet, silence
from buckstop.signals.models import ProblemService, Taught
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
    world.later(minutes=1)
    starts, ends = world.now - timedelta(hours=1), world.now + timedelta(hours=1)
    quiet = Quiet(starts, ends, "For speed", "We exchange a router")
    silence(payments, quiet=quiet, by=world.ana.actor(), at=world.now)
    later = world.report().problem
    beside = words(ana.get(f"/problems/{later.ref}/"))
    assert "They use Payments, Thun." in beside, "the owner sees it beside their words"
    assert "Around it gw fails Payments · fires" in beside, beside
    assert "We exchange a router planned work on Payments" in beside
    known = words(ana.get(f"/customers/{world.nordbank.pk}/")).partition("Known of what")[2]
    assert "Payments: gw fails" in known
    assert "We exchange a router" in known
    assert f"{problem.ref} Payments: gw fails" in words(ana.get(f"/problems/{later.ref}/"))
    joined = ana.post(f"/problems/{later.ref}/found-before/{problem.pk}/joining/", follow=True)
    assert f"It belongs to {problem.ref} now." in words(joined)
    assert "A signal was first in 1 of 1 problem" in words(ana.get("/signals/found-first/"))
    case = problem.cases.get()
    ana.post(f"{at}cases/{case.pk}/moves/return/")
    problem.refresh_from_db()
    assert (problem.cases.count(), problem.is_closed) == (0, False), "its signal still fires"
    ana.post(f"{at}services/{ProblemService.objects.get().pk}/removal/")
    assert "None yet." in words(ana.get(f"{at}affected/"))
    send(ana, f"{at}services/new/", service=str(payments.pk))
    assert "Nordbank" in words(ana.get(f"{at}affected/"))
    send(ana, f"{at}nothing/new/", reason="It was our own test.", teaches="on")
    problem.refresh_from_db()
    assert problem.is_closed
    assert "gw fails Watch: opens no problem It was our own test." in words(ana.get("/signals/"))
    taught = Taught.objects.get()
    ana.post(f"/signals/taught/{taught.pk}/end/")
    assert "What you decided" not in words(ana.get("/signals/"))
    page = words(ana.get("/signals/found-first/"))
    assert "Signals that led to nothing gw fails Watch: 1 problem that came to nothing" in page
    send(ana, f"/signals/episodes/{problem.episodes.get().pk}/letting-be/new/", reason="Tests.")
    assert "led to nothing" not in words(ana.get("/signals/found-first/"))


def test_they_are_told_after_a_look_at_each_letter(world: World, seat):
    payments = add_service(terms=Terms(name="Payments"), by=DESK, at=world.now)
    customers.join(world.ines, world.nordbank, on=world.nordbank, by=DESK, at=world.now)
    alpina = customers.add(name="Alpina", domains=(), by=DESK, at=world.now)
    for customer in (world.nordbank, alpina):
        use(payments, customer=customer, usage=Usage(site="Thun"), by=DESK, at=world.now)
    tool = Tool(world)
    tool.sends(service="payments", severity="critical")
    tool.read()
    find_first(at=world.now)
    problem = Problem.objects.get()
    ana, at = seat(world.ana), f"/problems/{problem.ref}/"
    page = ana.get(f"{at}outreach/new/")
    assert "It goes to 1 customer" in words(page)
    assert "No address is known, so they aren’t told: Alpina" in words(page)
    said = {"subject": "Transfers wait", "text": "Transfers wait in a queue; none is lost."}
    looked = send(ana, f"{at}outreach/new/", **said)
    assert "It is about what you use: Payments, Thun." in words(looked), words(looked)
    assert not Recipient.objects.exists()
    fields = fields_of(looked, f"{at}outreach/")
    changed = ana.post(f"{at}outreach/", fields | {"subject": "Transfers are held up"})
    assert changed.status_code == 422, "what was changed is looked at again"
    assert ana.post(f"{at}outreach/", fields_of(changed, f"{at}outreach/")).status_code == 302
    page = words(ana.get(f"{at}affected/"))
    assert "Nobody was told; 1 waits" in page, page
    outreach = Outreach.objects.get()
    assert tell_next(at=world.later(minutes=1)) == 1
    case = Case.objects.get()
    assert (case.title, case.how) == ("Transfers are held up", "told")
    page = words(ana.get(f"{at}affected/"))
    assert "1 customer was told." in page
    assert "Nordbank Payments, Thun told at" in page, page
    stopped = ana.post(f"{at}outreach/{outreach.pk}/stop/", follow=True)
    assert "Everybody was told already." in words(stopped)


def test_a_house_without_services_sees_nothing_of_it(world: World, seat):
    problem = world.report().problem
    assert (
        "Services"
        not in words(seat(world.ana).get(f"/problems/{problem.ref}/")).partition("Log out")[2]
    )
