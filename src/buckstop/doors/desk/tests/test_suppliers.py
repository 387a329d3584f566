"""Suppliers on their pages, by their own forms."""

import csv
from datetime import timedelta
from typing import Any

from django.test import Client

from buckstop.doors.desk.tests.filling import send
from buckstop.doors.desk.tests.telling import words
from buckstop.kit import clock
from buckstop.ledger.actor import DESK
from buckstop.people.actions import staff
from buckstop.problems.models import Problem
from buckstop.problems.tests.world import World
from buckstop.services.actions.services import add_service
from buckstop.services.rules import Terms as ServiceTerms
from buckstop.signals.actions.naming import name_service
from buckstop.suppliers.actions.answering import say_done
from buckstop.suppliers.actions.asking import Wanted, ask_supplier
from buckstop.suppliers.actions.counting import count_months
from buckstop.suppliers.actions.people import Reached, add_person
from buckstop.suppliers.actions.silence import attend_asks
from buckstop.suppliers.actions.suppliers import add_supplier
from buckstop.suppliers.models import Ask, Supplier, SupplierPerson
from buckstop.suppliers.rules.checks import Post, Terms


def test_a_supplier_is_added_with_its_people(world: World, seat):
    ana = seat(world.ana)
    assert "Whoever helps you from outside" in words(ana.get("/suppliers/"))
    made = send(
        ana, "/suppliers/additions/new/", name="Halden Networks", supplies="Lines",
        answers_stopped="2", answers_slowed="8.5", zone="Oslo",
    )  # fmt: skip
    at = f"/suppliers/{Supplier.objects.get().pk}/"
    assert made["Location"] == at
    page = words(ana.get(at))
    assert "Monday to Friday, 08:00 to 17:00 (Europe/Oslo)" in page, page
    assert "Answers within 2 h where work stands, within 8.5 h where work is slowed." in page
    assert "Nobody yet." in page
    send(ana, f"{at}people/new/", name="Rolf Huber", post="Support", email="rolf@halden.example")
    send(
        ana, f"{at}people/new/", name="Night line", phone="+47 55 01", turn_to_after="0.5",
        always="on",
    )  # fmt: skip
    page = words(ana.get(at))
    assert "Rolf Huber Support rolf@halden.example" in page
    assert "turned to after 0.5 h without an answer, day and night" in page
    assert "2 people" in words(ana.get("/suppliers/"))


def test_it_changes_and_ends(world: World, seat):
    ana, bruno = seat(world.ana), seat(world.bruno)
    send(ana, "/suppliers/additions/new/", name="Halden", weekdays=["0", "2"], opens="00:00",
         closes="00:00")  # fmt: skip
    at = f"/suppliers/{Supplier.objects.get().pk}/"
    assert "Monday, Wednesday, all day" in words(ana.get(at))
    assert "They promise us no time." in words(ana.get(at))
    send(ana, f"{at}change/new/", name="Halden Networks", weekdays=["5"], answers_unhindered="24")
    assert "Halden Networks" in words(ana.get(at))
    assert "within 24 h where work can wait" in words(ana.get(at))
    send(ana, f"{at}people/new/", name="Rolf", email="rolf@halden.example", turn_to_after="0")
    row = SupplierPerson.objects.get()
    send(ana, f"/suppliers/people/{row.pk}/change/new/", name="Rolf Huber")
    assert "Rolf Huber" in words(ana.get(at))
    ana.post(f"/suppliers/people/{row.pk}/removal/")
    assert "Nobody yet." in words(ana.get(at))
    assert ana.get(f"{at}end/new/").status_code == 404
    assert send(bruno, f"{at}end/new/")["Location"] == "/suppliers/"
    assert ana.get(at).status_code == 404


def test_who_supplies_a_service_is_asked_first_about_it(world: World, seat):
    ana = seat(world.ana)
    mail = add_service(terms=ServiceTerms(name="Mail"), by=DESK, at=world.now)
    send(ana, "/suppliers/additions/new/", name="Aare")
    send(ana, "/suppliers/additions/new/", name="Halden", services=[str(mail.pk)])
    for row in Supplier.objects.all():
        at = f"/suppliers/{row.pk}/"
        send(ana, f"{at}people/new/", name=f"Rolf of {row.name}", email=f"r@{row.name}.example")
    assert "Our services that need it: Mail" in words(ana.get(at))
    assert "Who supplies it Halden" in words(ana.get(f"/services/{mail.pk}/"))
    send(ana, f"{at}change/new/", answers_slowed="4")
    assert "Our services that need it: Mail" in words(ana.get(at)), "what was chosen stays chosen"
    problem = world.report().problem
    sheet = f"/problems/{problem.ref}/supplier-asks/new/"
    said = words(ana.get(sheet))
    assert said.index("Aare: Rolf") < said.index("Halden: Rolf")
    name_service(problem, service=mail, by=world.ana.actor(), at=world.now)
    said = words(ana.get(sheet))
    assert said.index("Halden: Rolf") < said.index("Aare: Rolf")
    _asked(world, SupplierPerson.objects.get(supplier__name="Halden"), problem, service=mail)
    count_months()
    page = words(ana.get(f"/suppliers/{Supplier.objects.get(name='Halden').pk}/"))
    assert "By service" in page
    assert page.count("In time: a time, done, or no, by when we asked.") == 1


def test_what_is_wrong_is_said_beside_its_box(world: World, seat):
    ana = seat(world.ana)
    wrong = send(ana, "/suppliers/additions/new/", name="Halden", zone="Nowhere")
    assert "There is no time zone" in words(wrong)
    send(ana, "/suppliers/additions/new/", name="Halden")
    at = f"/suppliers/{Supplier.objects.get().pk}/"
    wrong = send(ana, f"{at}people/new/", name="Rolf")
    assert "Write a mail address or a phone number." in words(wrong)


def test_a_supplier_is_asked_and_what_they_say_is_noted(world: World, seat):
    ana = seat(world.ana)
    case = world.report()
    problem, at = case.problem, f"/problems/{case.problem.ref}/"
    assert "Ask a supplier instead" not in words(ana.get(f"{at}asks/new/"))
    row = _rolf(world)
    assert "Ask a supplier instead" in words(ana.get(f"{at}asks/new/"))
    wrong = send(
        ana, f"{at}supplier-asks/new/", whom=str(row.pk), what="Is Nordbank’s line down?",
        plan_b="Route around them.",
    )  # fmt: skip
    assert "That names Nordbank" in words(wrong)
    send(
        ana, f"{at}supplier-asks/new/", whom=str(row.pk), what="Which line is down?",
        why="Shops stand still", plan_b="Route around them.", plan_b_when="half",
    )  # fmt: skip
    ask = Ask.objects.get()
    page = words(ana.get(at))
    assert "Which line is down? Rolf Huber" in page
    assert "if they stay silent, from" in page
    mine = f"{at}supplier-asks/{ask.pk}/"
    assert "Asked of Rolf Huber" in words(ana.get(mine))
    send(ana, f"{mine}messages/new/", text="It is urgent.")
    assert "It is urgent." in words(ana.get(mine))
    send(ana, f"{mine}promise/new/", by="other", by_other="2026-03-03T18:00", reason="On the phone")
    assert "promised" in words(ana.get(mine))
    send(ana, f"{mine}insistence/new/", text="Shops stand still.")
    assert "not answered yet" in words(ana.get(mine))
    send(ana, f"{mine}reports/new/", text="Line 4.")
    page = words(ana.get(at))
    assert "Which line is down? — Line 4." in page or "Line 4." in page
    assert problem.state == "open"
    other = _asked(world, row, problem)
    theirs = f"{at}supplier-asks/{other.pk}/"
    send(ana, f"{theirs}refusals/new/", reason="Not ours")
    assert "they can’t" in words(ana.get(theirs))
    send(ana, f"{theirs}ticket/new/", ticket="#4711")
    assert "their number #4711" in words(ana.get(theirs))
    assert "#4711 A part" in words(ana.get("/search/?q=4711"))
    ana.post(f"{theirs}links/withdrawal/")
    other.refresh_from_db()
    assert other.links_withdrawn_at is not None


def _rolf(world: World) -> SupplierPerson:
    halden = add_supplier(terms=Terms(name="Halden"), by=DESK, at=world.now)
    who = Reached(name="Rolf Huber", email="rolf@halden.example")
    return add_person(halden, who=who, post=Post(), by=DESK, at=world.now)


def _asked(world: World, row: SupplierPerson, problem: Problem, **more: Any) -> Ask:
    due = world.now + timedelta(hours=2)
    wanted = Wanted(what="A part", due=due, plan_b="Another one", plan_b_at=due, **more)
    return ask_supplier(problem, of=row, wanted=wanted, by=world.ana.actor(), at=world.now)


def test_customers_are_told_of_plan_b(world: World, seat):
    ana = seat(world.ana)
    problem, row = world.report().problem, _rolf(world)
    ask = _asked(world, row, problem)
    clock.move_by(timedelta(hours=2))
    attend_asks(at=clock.now())
    at = f"/problems/{problem.ref}/"
    assert "Another one" in words(ana.get(at))
    ask.refresh_from_db()
    sheet = f"{at}commitments/{ask.plan_b_step_id}/telling/new/"
    assert "Our supplier hasn’t answered; we now do this: Another one" in words(ana.get(sheet))
    send(ana, sheet, what="We now take another part.")
    assert "We now take another part." in words(ana.get(at))


def test_how_they_answered_is_on_their_page_in_a_file_and_for_programs(world: World, seat):
    ana, row = seat(world.ana), _rolf(world)
    at = f"/suppliers/{row.supplier_id}/"
    assert "Nothing was asked of them in twelve months." in words(ana.get(at))
    ask = _asked(world, row, world.report().problem)
    by = world.ana.actor()
    say_done(ask, text="There", by=by, at=world.later(minutes=30))
    add_supplier(terms=Terms(name="Aare"), by=DESK, at=world.now)
    count_months()
    page = words(ana.get(at))
    assert "March 2026 1 1 of 1, 21–100 % – 30 min · 30 min" in page
    listed = words(ana.get("/suppliers/"))
    assert listed.index("Halden") < listed.index("Aare"), "who was asked nothing has no rank"
    assert "1 asked in twelve months; answered in time 1 of 1" in listed
    file = b"".join(ana.get("/suppliers/scorecard.csv").streaming_content).decode()
    heads, only = csv.reader(file.strip().splitlines())
    assert len(heads) == len(only)
    assert ",".join(only).startswith("Halden,,2026-03,1,1,1,0,0,0,0,1,0,1.0000,0.2065,1.0000")
    _, secret = staff.add_key(name="portal", scope="read", by=DESK, at=world.now)
    headers = {"Authorization": f"Bearer {secret}"}
    aare, halden = Client().get("/api/v1/suppliers", headers=headers).json()["items"]
    assert (aare["name"], aare["months"]) == ("Aare", [])
    [month] = halden["months"]
    assert (month["month"], month["in_time"]["happened"], month["answer_median"]) == (
        "2026-03", 1, 30.0,
    )  # fmt: skip
    assert month["as_promised"] == {"happened": 0, "of": 0, "low": None, "high": None}
