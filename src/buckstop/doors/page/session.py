"""Who of a customer's people is in the portal: a session that a mailed link began."""

from datetime import datetime, timedelta
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

from buckstop.conversations.queries.portal import may_come_in
from buckstop.people.models import Person

KEY = "portal"
LASTS = timedelta(days=14)


def begin(request: HttpRequest, person: Person, at: datetime) -> None:
    """They are in, from now on for two weeks."""
    request.session.cycle_key()  # whoever knew the session before doesn't come in with them
    request.session[KEY] = [person.pk.hex, at.timestamp()]


def end(request: HttpRequest) -> None:
    """They are out; somebody of ours who is logged in in the same browser stays."""
    request.session.pop(KEY, None)


def who_is_in(request: HttpRequest, at: datetime) -> Person | None:
    """Who is in; None once that is over, or they may not come in any more."""
    key, since = request.session.get(KEY) or ("", 0.0)
    if not key or at.timestamp() - since > LASTS.total_seconds():
        return None
    person = Person.objects.filter(pk=UUID(key), deactivated_at=None, erased_at=None).first()
    return person if person is not None and may_come_in(person.pk) else None


def portal_of(request: HttpRequest, person: UUID | None, at: datetime) -> str:
    """Where all of theirs stands, if it is they who are in still; else empty."""
    found = who_is_in(request, at)
    return reverse("portal") if found is not None and found.pk == person else ""
