"""The leaders' figures by mail: to who leads and wants them, each Monday, and to nobody else."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest

from buckstop.doors.desk.tests.filling import send
from buckstop.ledger.refused import Refused
from buckstop.outbox.models import Delivery
from buckstop.outbox.source import NotNeeded, Written
from buckstop.people.models import Person
from buckstop.people.roles import Role
from buckstop.reliability.actions.weekly import WEEKLY, next_monday, send_weekly, want_weekly
from buckstop.reliability.models import Weekly
from buckstop.reliability.sources import WeeklyFigures

WANTED, UNWANTED = "/outcomes/letters/wanted/", "/outcomes/letters/unwanted/"


def letters(at):
    """What those that are on their way say now."""
    source, rows = WeeklyFigures(), list(Delivery.objects.filter(kind=WEEKLY).order_by("made_at"))
    found = source.find(rows)
    written = source.write([(row, found[row.pk]) for row in rows if row.pk in found], at)
    return [written[row.pk] for row in rows if row.pk in written]


def test_who_leads_and_wants_them_gets_them_each_monday(world, seat):
    carla = seat(world.carla)
    send(carla, "/outcomes/", WANTED)
    assert "No more mail of these" in carla.get("/outcomes/").content.decode()
    assert send_weekly(at=world.now) == 0
    monday = next_monday(world.now)
    assert (monday.weekday(), monday > world.now) == (0, True)
    assert send_weekly(at=monday) == 1
    assert send_weekly(at=monday + timedelta(hours=1)) == 0
    [letter] = letters(monday)
    assert isinstance(letter, Written)
    mail = message_from_bytes(letter.raw, policy=policy.default)
    assert mail["To"] == world.carla.email
    body = mail.get_content()
    assert body.count("/outcomes/") == 11
    assert "Promises kept: " in body
    assert send_weekly(at=monday + timedelta(days=21)) == 1
    send(carla, "/outcomes/", UNWANTED)
    assert send_weekly(at=monday + timedelta(days=28)) == 0


def test_nobody_else_gets_them(world, seat):
    assert seat(world.ana).post(WANTED).status_code == 404
    with pytest.raises(Refused):
        want_weekly(world.ana, by=world.ana.actor(), at=world.now)
    send(seat(world.carla), "/outcomes/", WANTED)
    send_weekly(at=next_monday(world.now))
    Person.objects.filter(pk=world.carla.pk).update(role=Role.FRONT_LINE)
    assert [type(one) for one in letters(world.now)] == [NotNeeded]
    assert send_weekly(at=next_monday(world.now) + timedelta(days=7)) == 1
    assert Delivery.objects.filter(kind=WEEKLY).count() == 1
    assert Weekly.objects.count() == 1


@pytest.mark.django_db
def test_monday_is_that_of_the_house(monkeypatch):
    monkeypatch.setenv("BUCKSTOP_ZONE", "Europe/Zurich")
    late = datetime(2026, 3, 2, 5, 59, tzinfo=UTC)
    assert next_monday(late) == datetime(2026, 3, 2, 6, tzinfo=UTC)
    assert next_monday(late + timedelta(minutes=1)) == datetime(2026, 3, 9, 6, tzinfo=UTC)
