"""Who is in the portal, and what they may do there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from http import HTTPStatus
from typing import Concatenate
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from buckstop.conversations.queries.portal import Reach, speaks_for
from buckstop.doors.components.forms.base import Plain
from buckstop.doors.page.entering import too_large
from buckstop.doors.page.posting import too_often
from buckstop.doors.page.session import who_is_in
from buckstop.doors.shared.limits import Limit, network, wait
from buckstop.doors.shared.once import form_once
from buckstop.doors.shared.private import private
from buckstop.doors.shared.sizes import is_too_large
from buckstop.kit import clock
from buckstop.kit.ids import uuid7
from buckstop.ledger.actor import Actor, ActorKind
from buckstop.ledger.refused import Refused
from buckstop.people.models import Access, Contact, Person
from buckstop.people.speaking import of_customer, speaking
from buckstop.people.zones import house_zone

A_PERSON = Limit("portal-person", most=60, seconds=600)
AN_ADDRESS = Limit("portal-address", most=300, seconds=600)


@dataclass(frozen=True, slots=True)
class Visitor:
    """One of a customer's people, in the portal now. `speaks`: for whom, and what they see; of
    those whose cases they came in to see (`reach`)."""

    person: Person
    reach: Reach
    speaks: list[Contact]
    at: datetime

    @property
    def actor(self) -> Actor:
        return Actor(ActorKind.CONTACT, self.person.pk)

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of whom they speak for, or the house's."""
        theirs = (one.customer.zone for one in self.speaks)
        return ZoneInfo(next(filter(None, theirs), "") or house_zone())

    @property
    def administers(self) -> list[Contact]:
        return [one for one in self.speaks if one.sees == Access.ADMINISTRATOR]

    @property
    def sees_more(self) -> bool:
        """Whether there may be something that isn't theirs alone."""
        return any(one.sees != Access.OWN for one in self.speaks)


def administering(visitor: Visitor, key: UUID) -> Contact:
    """As which of a customer's people they administer them; for others there is no such page."""
    found = next((one for one in visitor.administers if one.customer_id == key), None)
    if found is None:
        raise Http404
    return found


def around(visitor: Visitor) -> dict[str, object]:
    """What every page of the portal needs."""
    said = {"visitor": visitor, "now": visitor.at, "zone": visitor.zone, "brand": None}
    return said | {"once": uuid7().hex}


def inside[**P](
    view: Callable[Concatenate[HttpRequest, Visitor, P], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """A page of the portal, for who is in; others are asked to come in.

    The size is checked before a form is read, so the CSRF check comes after it, in here.
    """

    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def door(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        at = clock.now()
        guest = who_is_in(request, at)
        if guest is None:
            return private(redirect("portal-log-in"))
        person, theirs = guest.person, speaks_for(guest.person.pk, guest.reach)
        speaks = list(theirs.select_related("customer").order_by("added_at"))
        customer = speaks[0].customer if speaks else None
        visitor = Visitor(person, guest.reach, speaks, at)

        @csrf_protect
        def checked(request: HttpRequest) -> HttpResponseBase:
            return view(request, visitor, *args, **kwargs)

        with speaking(*of_customer(person, customer, None), get_language() or ""):
            if request.method == "POST" and is_too_large(request):
                return private(too_large(request, reverse("portal"), around(visitor)))
            return private(checked(request))

    return door


def seconds_to_wait(request: HttpRequest, visitor: Visitor) -> int:
    """Count one more of what they do: 0, or how long they must wait."""
    place = network(request.META.get("REMOTE_ADDR", ""))
    theirs = wait(A_PERSON, str(visitor.person.pk), visitor.at)
    return max(theirs, wait(AN_ADDRESS, place, visitor.at))


def do_once(request: HttpRequest, visitor: Visitor, do: Callable[[], None]) -> None:
    """One transaction; the same form sent again counts once."""
    form_once(request, holder=visitor.person.pk, at=visitor.at, do=do)


def wrong_in(
    request: HttpRequest, visitor: Visitor, form: Plain, do: Callable[[], None]
) -> HTTPStatus | None:
    """Do what a form asks for; else the form says what is wrong, and the answer is of this
    status."""
    if seconds := seconds_to_wait(request, visitor):
        form.add_error(None, too_often(seconds))
        return HTTPStatus.TOO_MANY_REQUESTS
    if not form.is_valid():
        return HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        do_once(request, visitor, do)
    except Refused as no:
        form.add_error(no.field if no.field in form.fields else None, no.sentence)
        return HTTPStatus.UNPROCESSABLE_ENTITY
    return None
