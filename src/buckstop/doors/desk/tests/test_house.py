"""Staff, the roster, customers, and coming in."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from buckstop.coverage.models import Place, Roster, Shift
from buckstop.doors.desk.tests.filling import send
from buckstop.doors.desk.tests.telling import reported, words
from buckstop.kit import clock
from buckstop.ledger.actor import DESK
from buckstop.ledger.verify import verify
from buckstop.outbox.actions.delivering import deliver
from buckstop.outbox.channels.smtp.channel import Smtp
from buckstop.outbox.outcomes import Came, Outcome
from buckstop.people.actions import customers, staff
from buckstop.people.models import OneTimeLink, Person
from buckstop.problems.commitments import handoff
from buckstop.problems.models import Commitment, Problem
from buckstop.problems.tests.world import World


@pytest.fixture
def ada(world: World, seat) -> Client:
    """An admin's browser."""
    person = staff.add(
        name="Ada Best", email="ada@desk.example", role="admin", by=DESK, at=world.now
    )
    return seat(person)


def added(ada: Client) -> Person:
    ada.post("/people/additions/", {"name": "Mei Tan", "mail": "mei@desk.example", "role": "lead"})
    return Person.objects.get(email="mei@desk.example")


def link_for(ada: Client, person: Person) -> str:
    """The one-time link, as the page shows it once."""
    page = ada.post(f"/people/{person.pk}/links/")
    found = re.search(r"http://localhost:8000(/enter/[\w-]+/)", page.content.decode())
    assert found is not None
    assert "no-store" in page["Cache-Control"]
    return found.group(1)


def test_added_let_in_once_and_asked_for_a_password(ada: Client):
    mei = added(ada)
    at = link_for(ada, mei)
    assert b"/enter/" not in ada.get(f"/people/{mei.pk}/").content
    browser = Client()
    assert "lets you in once" in words(browser.get(at))
    assert OneTimeLink.objects.get().used_at is None
    assert browser.post(at)["Location"] == "/log-in/password/choice/"
    assert browser.get("/log-in/password/choice/").status_code == 200
    assert browser.get("/").status_code == 200
    again = Client().post(at)
    assert (again.status_code, "used or has expired" in words(again)) == (410, True)


def test_a_password_set_then_used(ada: Client):
    mei = added(ada)
    browser = Client()
    browser.post(link_for(ada, mei))
    said = {"password1": "a long walk home", "password2": "a long walk home"}
    browser.post("/log-in/password/choice/", said)
    other = Client()
    wrong = other.post("/log-in/", {"login": "mei@desk.example", "password": "another one"})
    assert wrong.status_code == 200
    right = other.post("/log-in/", {"login": "mei@desk.example", "password": "a long walk home"})
    assert (right.status_code, right["Location"]) == (302, "/")
    assert other.get("/").status_code == 200


def test_contacts_cannot_log_in(world: World):
    world.ines.set_password("a long walk home")
    Person.objects.filter(pk=world.ines.pk).update(
        password=world.ines.password, email="ines@nordbank.example"
    )
    browser = Client()
    browser.post("/log-in/", {"login": "ines@nordbank.example", "password": "a long walk home"})
    assert browser.get("/").status_code in (302, 404)


def test_nobody_signs_up(db: None):
    answer = Client().post(
        "/log-in/new/", {"email": "mallory@evil.example", "password1": "a long walk home"}
    )
    assert answer.status_code == 200
    assert not Person.objects.filter(email="mallory@evil.example").exists()


def test_already_there_is_said_beside_the_address(ada: Client):
    added(ada)
    said = {"name": "Mei", "mail": "MEI@desk.example", "role": "lead"}
    answer = ada.post("/people/additions/", said)
    assert answer.context["form"].errors.keys() == {"mail"}


def test_staff_are_called_otherwise_and_log_in_elsewhere(ada: Client, world: World, ana: Client):
    at = f"/people/{world.ana.pk}/change/new/"
    send(ada, at, name="Ana Ruiz-Berg", public_name="Ana", mail="Ana.RB@desk.example", zone="oslo")
    world.ana.refresh_from_db()
    assert (world.ana.name, world.ana.public_name) == ("Ana Ruiz-Berg", "Ana")
    assert (world.ana.email, world.ana.zone) == ("ana.rb@desk.example", "Europe/Oslo")
    assert "time" not in send(ana, at, public_name="Ana R.").headers  # and by themselves
    taken = send(ana, at, mail="ada@desk.example")
    assert taken.context["form"].errors.keys() == {"mail"}
    assert ana.get(f"/people/{world.bruno.pk}/change/new/").status_code == 404
    assert "Change" in words(ana.get(f"/people/{world.ana.pk}/"))


def test_who_left_comes_back(ada: Client, world: World):
    send(ada, f"/people/{world.zed.pk}/deactivation/new/")
    assert not Person.objects.get(pk=world.zed.pk).is_active
    assert "Left Zed Novak" in words(ada.get("/people/"))
    send(ada, f"/people/{world.zed.pk}/", f"/people/{world.zed.pk}/return/")
    assert Person.objects.get(pk=world.zed.pk).is_active
    assert list(verify()) == []


def test_who_is_new_gets_the_link_by_mail(ada: Client, world: World, monkeypatch):
    monkeypatch.setenv("BUCKSTOP_RELAY", "smtp://relay.example")
    said = {"name": "Mei Tan", "mail": "mei@desk.example", "role": "lead"}
    answer = send(ada, "/people/additions/new/", **said)
    assert "A link is on its way to mei@desk.example." in words(ada.get(answer["Location"]))
    mails: list[tuple[str, bytes]] = []

    def hand(_from: str, to: str, raw: bytes, _: object) -> Outcome:
        mails.append((to, raw))
        return Outcome(Came.ACCEPTED, 250, "taken")

    deliver(Smtp(hand), at=world.now)
    [(to, raw)] = mails
    assert (to, b"/enter/" in raw) == ("mei@desk.example", True)
    mei = Person.objects.get(email="mei@desk.example")
    ada.post(f"/people/{mei.pk}/links/mails/")
    assert deliver(Smtp(hand), at=world.now) == 1


def test_links_are_made_of_our_address_whatever_the_host_header_says(ada: Client, world: World):
    at = f"/people/{world.ana.pk}/links/"
    assert b"http://localhost:8000/enter/" in ada.post(at).content  # asked for at testserver
    assert b"/enter/" not in ada.post(at, headers={"host": "evil.example"}).content


def test_another_role(ada: Client, world: World):
    ada.post(f"/people/{world.zed.pk}/role/", {"role": "front line"})
    world.zed.refresh_from_db()
    assert world.zed.role == "front line"


def test_what_somebody_owns_is_offered_before_they_leave(ada: Client, world: World, seat):
    first, second = reported(world), reported(world, "Another matter")
    at, ana = f"/people/{world.ana.pk}/", world.ana.actor()
    handoff.offer(second.problem, to=world.carla, brief="Please", by=ana, at=world.now)
    assert seat(world.zed).get(f"{at}offers/new/").status_code == 404
    said = {"to": str(world.bruno.pk), "brief": "Ana leaves at the end of the week."}
    answer = send(seat(world.bruno), f"{at}offers/new/", **said)
    shown = words(seat(world.bruno).get(answer["Location"]))
    assert "1 problem is offered to Bruno Keller." in shown
    assert f"{second.problem.ref}: " in shown  # it was offered already
    offers = Commitment.objects.filter(kind="handoff", problem=first.problem)
    assert offers.get().debtor == world.bruno
    assert Problem.objects.get(pk=first.problem.pk).owner == world.ana  # until Bruno's yes
    assert "or offer them first" in words(ada.get(f"{at}deactivation/new/"))


def test_who_leaves_owns_nothing_any_more(ada: Client, world: World):
    reported(world)
    shown = ada.get(f"/people/{world.ana.pk}/deactivation/new/")
    assert "They own one problem." in words(shown)
    ada.post(f"/people/{world.ana.pk}/deactivation/")
    assert Problem.objects.get().owner == world.carla
    assert "Deactivated" in words(ada.get(f"/people/{world.ana.pk}/"))


def test_the_buck_stays_with_somebody(ada: Client, world: World):
    answer = ada.post(f"/people/{world.carla.pk}/deactivation/")
    assert "Let it stop with somebody else first." in words(answer)


def test_people_on_duty_first(world: World, ana: Client):
    answer = ana.get("/people/")
    assert [row.name for row in answer.context["on_duty"]] == ["Ana Ruiz"]
    bruno = next(row for row in answer.context["others"] if row.name == "Bruno Keller")
    assert bruno.next_duty == world.now.replace(hour=21)  # 22:00 in Zurich
    assert "The buck stops with Carla Roth." in words(answer)
    assert words(ana.get("/people/?q=bruno")).count("Ana Ruiz Front line") == 0


def test_a_customers_page(world: World, ana: Client):
    customers.join(world.ines, world.nordbank, on=world.nordbank, by=DESK, at=world.now)
    case = reported(world)
    said = words(ana.get(f"/customers/{world.nordbank.pk}/"))
    assert "nordbank.example" in said
    assert f"{case.problem.ref} Transfers fail since nine" in said
    acts = "Ines Vogt Change Sees in the portal Speaks for them no more ines@nordbank.example"
    assert acts in said
    assert "Nordbank nordbank.example 1 open" in words(ana.get("/people/?q=nord"))


def test_many_customers_come_in_pages(world: World, ana: Client):
    for n in range(70):
        customers.add(name=f"Customer {n:02}", by=DESK, at=world.now)
    first = ana.get("/people/")
    second = ana.get(first.context["paging"].older_url)
    names = [row.name for page in (first, second) for row in page.context["customers"]]
    assert names == [*(f"Customer {n:02}" for n in range(70)), "Nordbank"]


def test_shifts_come_and_go(world: World, seat):
    bruno = seat(world.bruno)
    said = {"person": world.carla.pk, "day": "5", "starts": "10:00", "ends": "14:00"}
    bruno.post("/roster/shifts/", said)
    shift = Shift.objects.get(person=world.carla)
    days = bruno.get("/roster/").context["days"]
    assert [s.who for s in days[5].shifts] == ["Carla Roth"]
    assert days[5].uncovered == "06:00 to 10:00, 14:00 to 24:00"  # Friday's night ends at six
    assert (days[6].uncovered, days[0].today) == ("all day", True)
    bruno.post(f"/roster/shifts/{shift.pk}/removal/")
    assert not Shift.objects.filter(person=world.carla, dropped_at=None).exists()


def test_the_watch_in_words(world: World, ana: Client):
    assert "On watch now: Ana Ruiz until 18:00." in words(ana.get("/roster/"))
    with clock.set_to(world.now + timedelta(hours=11)):
        assert "Nobody is on shift; Carla Roth has the watch." in words(ana.get("/roster/"))


def test_the_buck_and_limits_are_set(world: World, seat):
    bruno = seat(world.bruno)
    bruno.post("/roster/buck/", {"to": world.bruno.pk})
    assert Roster.objects.get().buck_stops_with == world.bruno
    bruno.post(f"/people/{world.ana.pk}/limit/", {"limit": "3"})
    assert Place.objects.get(person=world.ana).limit == 3
