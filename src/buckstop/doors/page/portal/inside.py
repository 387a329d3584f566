"""Who is in the portal, and what they may do there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Concatenate

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from buckstop.conversations.queries.portal import speaks_for
from buckstop.doors.page.session import who_is_in
from buckstop.doors.shared.limits import Limit, network, wait
from buckstop.doors.shared.once import fingerprint_of, named, once
from buckstop.doors.shared.private import private
from buckstop.kit import clock
from buckstop.kit.ids import uuid7
from buckstop.ledger.actor import Actor, ActorKind
from buckstop.people.models import Access, Contact, Person
from buckstop.people.speaking import of_customer, speaking
from buckstop.people.zones import house_zone_info

A_PERSON = Limit("portal-person", most=60, seconds=600)
AN_ADDRESS = Limit("portal-address", most=300, seconds=600)


@dataclass(frozen=True, slots=True)
class Visitor:
    """One of a customer's people, in the portal now. `speaks`: for whom, and what they see."""

    person: Person
    speaks: list[Contact]
    at: datetime

    @property
    def actor(self) -> Actor:
        return Actor(ActorKind.CONTACT, self.person.pk)

    @property
    def administers(self) -> list[Contact]:
        return [one for one in self.speaks if one.sees == Access.ADMINISTRATOR]

    @property
    def sees_more(self) -> bool:
        """Whether there may be something that isn't theirs alone."""
        return any(one.sees != Access.OWN for one in self.speaks)


def around(visitor: Visitor) -> dict[str, object]:
    """What every page of the portal needs."""
    said = {"visitor": visitor, "now": visitor.at, "zone": house_zone_info(), "brand": None}
    return said | {"once": uuid7().hex}


def inside[**P](
    view: Callable[Concatenate[HttpRequest, Visitor, P], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """A page of the portal, for who is in; others are asked to come in."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def door(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        at = clock.now()
        person = who_is_in(request, at)
        if person is None:
            return private(redirect("portal-log-in"))
        speaks = list(speaks_for(person.pk).select_related("customer").order_by("added_at"))
        customer = speaks[0].customer if speaks else None
        with speaking(*of_customer(person, customer, None), get_language() or ""):
            return private(view(request, Visitor(person, speaks, at), *args, **kwargs))

    return door


def seconds_to_wait(request: HttpRequest, visitor: Visitor) -> int:
    """Count one more of what they do: 0, or how long they must wait."""
    place = network(request.META.get("REMOTE_ADDR", ""))
    theirs = wait(A_PERSON, str(visitor.person.pk), visitor.at)
    return max(theirs, wait(AN_ADDRESS, place, visitor.at))


def do_once(request: HttpRequest, visitor: Visitor, do: Callable[[], None]) -> None:
    """One transaction; the same form sent again counts once."""
    said = fingerprint_of(request)

    def done() -> tuple[int, None]:
        do()
        return 303, None

    name = named(request) or uuid7().hex
    once(holder=visitor.person.pk, said=f"{name} {said}", fingerprint=said, at=visitor.at, do=done)
