"""Who looks at a page: the person, what they may do, their time."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.http import HttpRequest

from buckstop.conversations.queries.asked_in_words import Searcher
from buckstop.kit import clock
from buckstop.ledger.actor import Actor
from buckstop.people.models import Person
from buckstop.people.roles import Capability, can
from buckstop.people.zones import house_zone


@dataclass(frozen=True, slots=True)
class Reader:
    """One member of staff at one instant; `ahead`: their browser asks before they do."""

    person: Person
    actor: Actor
    now: datetime
    zone: ZoneInfo
    ahead: bool = False

    @property
    def at_desk(self) -> bool:
        """Whether they work on problems; other colleagues raise them and answer asks."""
        return can(self.person.role, Capability.OWN)

    @property
    def searcher(self) -> Searcher:
        """They, looking for something."""
        return Searcher(self.person.pk, self.zone)

    @property
    def leads(self) -> bool:
        return can(self.person.role, Capability.LEAD)

    @property
    def administers(self) -> bool:
        return can(self.person.role, Capability.ADMINISTER)


def reader_of(request: HttpRequest) -> Reader:
    """Whoever is logged in, now."""
    person = request.user
    assert isinstance(person, Person)
    person = getattr(person, "_wrapped", person)  # a verb locks the row, not what stands in for it
    ahead = "prefetch" in request.headers.get("Sec-Purpose", "")
    return Reader(person, person.actor(), clock.now(), zone_of(person), ahead)


def seen_by(request: HttpRequest) -> int | None:
    """Up to which entry of the problem the writer of a form had read, where the form says so."""
    given = request.POST.get("seen", "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else None


def zone_of(person: Person) -> ZoneInfo:
    """The person's time zone, or the house's where they have none that exists."""
    try:
        return ZoneInfo(person.zone or house_zone())
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(house_zone())
