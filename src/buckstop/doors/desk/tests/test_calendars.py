"""Turns as calendars: at addresses of one's own, which answer nobody once they are withdrawn."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import icalendar
from django.conf import settings
from django.test import Client

from buckstop.coverage.calendars import address_of, calendar_of
from buckstop.coverage.models import Feed
from buckstop.doors.desk.tests.telling import words
from buckstop.people.models import Person
from buckstop.problems.actions import ownership
from buckstop.problems.tests.world import World

type Seat = Callable[[Person], Client]


def events(calendar: bytes) -> list[Any]:
    found = icalendar.Calendar.from_ical(calendar)
    assert isinstance(found, icalendar.Calendar)
    return list(found.walk("VEVENT"))


def asked(feed: Feed) -> Any:
    return Client().get(address_of(feed).removeprefix(settings.BASE_URL))


def test_ones_own_turns_at_an_address_that_is_made_anew_and_withdrawn(
    world: World, seat: Seat
) -> None:
    ana = seat(world.ana)
    assert "The address is made" in words(ana.post("/you/calendars/", follow=True))
    first = Feed.objects.get()
    answer = asked(first)
    assert answer["Content-Type"] == "text/calendar"
    found = events(answer.content)
    assert {str(one["summary"]) for one in found} == {"On duty: Service desk"}
    assert all(one["dtstart"].dt < one["dtend"].dt for one in found)
    ana.post("/you/calendars/")
    second = Feed.objects.get(ended_at=None)
    assert asked(first).status_code == 404
    assert asked(second).status_code == 200
    assert address_of(second) in ana.get("/you/").content.decode()
    assert seat(world.bruno).post(f"/you/calendars/{second.pk}/removal/").status_code == 404
    ana.post(f"/you/calendars/{second.pk}/removal/")
    assert asked(second).status_code == 404


def test_a_roster_has_everybodys_turns(world: World, seat: Seat) -> None:
    page = seat(world.zed).get("/roster/").content.decode()
    [action] = re.findall(r'action="(/roster/[^"]+/calendars/)"', page)
    seat(world.zed).post(action)
    feed = Feed.objects.get()
    names = {str(one["summary"]) for one in events(asked(feed).content)}
    assert world.ana.public_name in names


def test_the_same_turn_has_the_same_key_later_and_no_two_have_one(world: World, seat: Seat) -> None:
    seat(world.ana).post("/you/calendars/")
    feed = Feed.objects.get()
    today, later = (
        {str(one["uid"]): one["dtstart"].dt for one in events(calendar_of(feed, at))}
        for at in (world.now, world.now + timedelta(days=2))
    )
    assert len(today) == len(events(calendar_of(feed, world.now)))
    both = [key for key in today if key in later]
    assert len(both) > 20
    assert all(today[key] == later[key] for key in both)


def test_who_has_left_reads_nothing(world: World, seat: Seat) -> None:
    seat(world.ana).post("/you/calendars/")
    ownership.leave(world.ana, by=world.carla.actor(), at=world.now)
    assert asked(Feed.objects.get()).status_code == 404
