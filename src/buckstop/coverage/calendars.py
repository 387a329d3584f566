"""Rosters and turns as calendars (iCalendar, RFC 5545), at addresses that are signed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext as _

from buckstop.coverage.models import Feed, Roster
from buckstop.coverage.queries import kept_between
from buckstop.people.roles import Capability, can

BEHIND, AHEAD = timedelta(days=28), timedelta(days=91)
ASKED_EVERY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Event:
    """One turn in a calendar; `key` is the same as long as it is the same turn.

    `sequence`: how often it was said anew; `cancelled`: it won't take place.
    """

    key: str
    says: str
    starts: datetime
    ends: datetime
    sequence: int = 0
    cancelled: bool = False


def address_of(feed: Feed) -> str:
    """Where the calendar of a feed is."""
    return f"{settings.BASE_URL}/calendar/{_signer().sign(feed.pk.hex)}.ics"


def feed_at(signed: str) -> Feed | None:
    """The feed whose address that is; None where it was withdrawn, or its person has left."""
    try:
        key = UUID(_signer().unsign(signed))
    except (BadSignature, ValueError):
        return None
    there = Feed.objects.filter(pk=key, ended_at=None).select_related("person", "roster")
    feed = there.first()
    if feed is None or not feed.person.is_active or not can(feed.person.role, Capability.BE_STAFF):
        return None
    return feed


def calendar_of(feed: Feed, at: datetime) -> bytes:
    """The turns of a feed, from four weeks before `at` to a quarter of a year ahead."""
    name = feed.roster.name if feed.roster else _("My turns")
    return written(name, _turns(feed, at), at)


def _turns(feed: Feed, at: datetime) -> list[Event]:
    """What it holds. One's own turns are those of every roster; a roster's, of everybody."""
    named: dict[UUID | None, str] = dict(Roster.objects.values_list("team", "name"))
    found = []
    for team, kept in kept_between(at - BEHIND).items():
        if feed.roster is not None and feed.roster.team_id != team:
            continue
        roster = named.get(team, "")
        for span in kept.duty.spans(at - BEHIND, at + AHEAD):
            whose = span.person
            if whose is None or (feed.roster is None and whose != feed.person_id):
                continue
            says = kept.names.get(whose, "") if feed.roster else _on_duty(roster)
            key = f"{team or 'desk'}-{whose.hex}-{span.starts:%Y%m%dT%H%M}@buckstop"
            found.append(Event(key, says, span.starts, span.ends))
    return found


def _on_duty(roster: str) -> str:
    return _("On duty: %(roster)s") % {"roster": roster}


def written(name: str, events: Iterable[Event], at: datetime) -> bytes:
    """A calendar in bytes."""
    ical = import_module("icalendar")
    calendar = ical.Calendar()
    calendar.add("prodid", "-//Buckstop//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", ASKED_EVERY, parameters={"value": "DURATION"})
    for one in events:
        event = ical.Event()
        event.add("uid", one.key)
        event.add("summary", one.says)
        event.add("dtstart", one.starts)
        event.add("dtend", one.ends)
        event.add("dtstamp", at)
        if one.sequence:
            event.add("sequence", one.sequence)
        if one.cancelled:
            event.add("status", "CANCELLED")
        calendar.add_component(event)
    made: bytes = calendar.to_ical()
    return made


def _signer() -> Signer:
    return Signer(salt="coverage.feed", sep=".")
