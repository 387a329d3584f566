"""Who of a customer's people is in the portal: a session that a mailed link began, or their own
provider."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

from buckstop.conversations.queries.portal import Reach, may_come_in
from buckstop.identity.models import CustomerProvider
from buckstop.identity.queries import closed_to_links, still_in_by
from buckstop.people.models import Person

KEY = "portal"
LASTS = timedelta(days=14)
BY_PROVIDER = timedelta(hours=12)
"""For how long one is in by a provider: who left there isn't in here for longer than a day's work;
coming in again is one press."""


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who is in, and whose cases they came in to see."""

    person: Person
    reach: Reach


def begin(request: HttpRequest, person: Person, at: datetime) -> None:
    """They are in by a mailed link, from now on for two weeks."""
    request.session.cycle_key()  # whoever knew the session before doesn't come in with them
    request.session[KEY] = [person.pk.hex, at.timestamp()]


def begin_by(
    request: HttpRequest, person: Person, provider: CustomerProvider, address: str, at: datetime
) -> None:
    """They are in by their provider, as who has that address."""
    begin(request, person, at)
    request.session[KEY] += [provider.pk.hex, address]


def end(request: HttpRequest) -> None:
    """They are out; somebody of ours who is logged in in the same browser stays."""
    request.session.pop(KEY, None)


def who_is_in(request: HttpRequest, at: datetime) -> Guest | None:
    """Who is in; None once that is over, or they may not come in any more."""
    key, since, *by = request.session.get(KEY) or ("", 0.0)
    lasts = BY_PROVIDER if by else LASTS
    if not key or at.timestamp() - since > lasts.total_seconds():
        return None
    person = Person.objects.filter(pk=UUID(key), deactivated_at=None, erased_at=None).first()
    if person is None:
        return None
    reach = _by(*by, since=since) if by else by_link(person)
    return Guest(person, reach) if reach and may_come_in(person.pk, reach) else None


def by_link(person: Person) -> Reach:
    """What a mailed link opens."""
    return Reach(but=closed_to_links(person.pk))


def _by(key: str, address: str, *, since: float) -> Reach | None:
    """What the provider still opens: its customer's, and nobody else's."""
    found = still_in_by(UUID(key), address, since)
    return Reach(only=found.customer_id) if found else None


def portal_of(
    request: HttpRequest, person: UUID | None, customer: UUID | None, at: datetime
) -> str:
    """Where all of theirs stands, if it is they who are in still, and see that customer's; else
    empty."""
    found = who_is_in(request, at)
    if found is None or found.person.pk != person or not found.reach.opens(customer):
        return ""
    return reverse("portal")
