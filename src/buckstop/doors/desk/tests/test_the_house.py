"""The house in the browser: hours, days off, zones, news times, shifts, keys."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from buckstop.coverage.models import Shift
from buckstop.coverage.queries import service_level, who_is_on_duty
from buckstop.doors.desk.tests.filling import send
from buckstop.doors.desk.tests.telling import HTMX, reported, words
from buckstop.kit import clock
from buckstop.ledger.actor import DESK
from buckstop.people import zones
from buckstop.people.actions import staff
from buckstop.people.models import Key
from buckstop.people.queries import key_of
from buckstop.problems.models import Commitment
from buckstop.problems.tests.world import World


@pytest.fixture
def ada(world: World, seat) -> Client:
    """An admin's browser."""
    return seat(
        staff.add(name="Ada Best", email="ada@desk.example", role="admin", by=DESK, at=world.now)
    )


@pytest.fixture
def following(world: World) -> World:
    """A house whose roster and hours have no zone of their own."""
    roster, hours = world.roster, service_level()
    type(roster).objects.update(zone="")
    type(hours).objects.update(zone="")
    return world


def test_the_zone_is_given_or_an_admin_chooses(following: World, ada: Client, monkeypatch):
    page = "/house/settings/organisation/"
    assert "Europe/Zurich" in words(ada.get(page))
    assert "BUCKSTOP_ZONE says so where the desk runs; it can’t be changed" in words(ada.get(page))
    assert "zone" not in ada.get(f"{page}changes/new/").context["form"].fields
    assert "times in Europe/Zurich" in words(ada.get("/roster/"))
    monkeypatch.setenv("BUCKSTOP_ZONE", "Europe/Helsinki")  # set anew, started again
    assert "08:00 to 18:00 in Europe/Helsinki" in words(ada.get("/house/"))
    until = who_is_on_duty(following.now).on_shift[following.ana.pk]
    assert until.astimezone(UTC) == datetime(2026, 3, 2, 16, tzinfo=UTC)  # 18:00 in Helsinki
    monkeypatch.delenv("BUCKSTOP_ZONE")
    send(ada, f"{page}changes/new/", zone="lisbon")
    assert "Time zone UTC → Europe/Lisbon Ada Best, 08:00 today" in words(ada.get(page))
    assert who_is_on_duty(following.now).on_shift[following.ana.pk].astimezone(UTC).hour == 18
    send(ada, f"{page}changes/new/", zone="")
    assert zones.house_zone() == "UTC"


def test_hours_change_and_promises_made_stay(world: World, ada: Client):
    case = reported(world)
    before = Commitment.objects.get(problem=case.problem, kind="update").due
    answer = send(
        ada, "/house/hours/new/", weekdays=["0", "5"], opens="06:00", closes="22:30", zone=""
    )
    assert answer.status_code == 302
    said = words(ada.get("/house/"))
    assert "Monday, Saturday, 06:00 to 22:30 in Europe/Zurich." in said
    assert Commitment.objects.get(problem=case.problem, kind="update").due == before
    tuesday = datetime(2026, 3, 3, 8, tzinfo=UTC)
    assert who_is_on_duty(tuesday).times.after(tuesday, 1) == datetime(2026, 3, 7, 5, 1, tzinfo=UTC)
    none = ada.post("/house/hours/", {"opens": "06:00", "closes": "22:00"})
    assert none.context["form"].errors.keys() == {"weekdays"}


def test_days_off_of_a_country_and_our_own(world: World, ada: Client):
    send(ada, "/house/holidays/new/", country="CH", part="zh")
    said = words(ada.get("/house/"))
    assert "The public holidays of Switzerland, ZH." in said
    assert "Friday, 3 April Good Friday" in said
    unknown = send(ada, "/house/holidays/new/", country="CH", part="XX")
    assert "has no part" in str(unknown.context["form"].errors["part"])
    send(ada, "/house/days/new/", day="2026-03-04", how="off")
    send(ada, "/house/days/new/", day="2026-04-03", how="open")
    page = ada.get("/house/")
    assert "Wednesday, 4 March a day off of ours Remove" in words(page)
    assert "Friday, 3 April we work: Good Friday Remove" in words(page)
    wednesday = datetime(2026, 3, 4, 9, tzinfo=UTC)
    assert who_is_on_duty(wednesday).times.after(wednesday, 1).date().day == 5
    friday = datetime(2026, 4, 3, 9, tzinfo=UTC)
    assert who_is_on_duty(friday).times.after(friday, 1) == friday + timedelta(minutes=1)
    send(ada, "/house/", "/house/days/2026-03-04/removal/")
    assert who_is_on_duty(wednesday).times.after(wednesday, 1) == wednesday + timedelta(minutes=1)
    sunday = send(ada, "/house/days/new/", day="2026-03-08", how="open")
    assert "You don’t work on a Sunday" in words(sunday)


def test_how_soon_customers_hear(world: World, ada: Client):
    send(ada, "/house/news/new/", first="15", while_hurting="1.5", otherwise="8")
    said = words(ada.get("/house/"))
    assert "First news within 15 minutes; then every 1 h 30 while it stops them" in said
    case = reported(world)
    due = Commitment.objects.get(problem=case.problem, kind="update").due
    assert due == world.now + timedelta(minutes=15)
    wrong = send(ada, "/house/news/new/", first="0")
    assert "from 5 minutes" in words(wrong)


def test_others_read_the_house_and_change_nothing(world: World, seat):
    page = seat(world.ana).get("/house/")
    assert page.status_code == 200
    main = page.content.decode().split('<main id="main"')[1].split("</main>")[0]
    assert "/new/" not in main
    assert [way for way in ("/keys/", "/who-did-what/", "/keeping/") if way in main] == []
    assert seat(world.bruno).post("/house/hours/", {}).status_code == 404


def test_a_shift_twice_is_refused_with_the_one_that_is_there(world: World, seat):
    bruno = seat(world.bruno)
    said = {"person": str(world.ana.pk), "day": "0", "starts": "09:00", "ends": "12:00"}
    answer = send(bruno, "/roster/shifts/new/", **said)
    assert "Ana Ruiz is on shift then already: Monday, 08:00 to 18:00." in words(answer)
    assert send(bruno, "/roster/shifts/new/", **{**said, "starts": "18:00", "ends": "20:00"})
    assert Shift.objects.filter(person=world.ana, weekday=0).count() == 2
    night = {"person": str(world.bruno.pk), "day": "5", "starts": "05:00", "ends": "07:00"}
    assert "Friday, 22:00 to 06:00" in words(send(bruno, "/roster/shifts/new/", **night))


def test_a_removed_shift_is_put_back(world: World, seat):
    bruno = seat(world.bruno)
    shift = Shift.objects.get(person=world.ana, weekday=2)
    gone = bruno.post(f"/roster/shifts/{shift.pk}/removal/", **HTMX)
    assert f"/roster/shifts/{shift.pk}/return/" in gone["HX-Trigger"]
    assert "Ana Ruiz, Wednesday: 08:00 to 18:00" in words(bruno.get("/roster/"))
    send(bruno, "/roster/", f"/roster/shifts/{shift.pk}/return/")
    assert Shift.objects.get(pk=shift.pk).dropped_at is None
    assert "Taken off" not in words(bruno.get("/roster/"))


def test_keys_are_added_listed_and_withdrawn(world: World, ada: Client):
    said = {"name": "Monitoring", "scope": "write", "ends_on": "2026-03-09"}
    page = send(ada, "/keys/", "/keys/additions/", **said)
    found = re.search(r"bk_[\w-]+", page.content.decode())
    assert found is not None
    key = key_of(found.group(0))
    assert key is not None
    shown = words(ada.get("/keys/"))
    assert "Monitoring Write · added by Ada Best ends 00:00 on 10 March" in shown
    assert "bk_" not in ada.get("/keys/").content.decode()
    with clock.set_to(world.now):
        used = Client().get(
            "/api/v1/problems", headers={"Authorization": f"Bearer {found.group(0)}"}
        )
    assert used.status_code == 200
    assert "last used 09:00 today" in words(ada.get("/keys/"))
    send(ada, "/keys/", f"/keys/{key.pk}/removal/")
    assert key_of(found.group(0)) is None
    assert "withdrawn" in words(ada.get("/keys/"))
    assert Key.objects.count() == 1
