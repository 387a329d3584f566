"""How somebody of a supplier comes in: the link is read, checked and, for a POST, counted."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from buckstop.doors.shared.by_link import ByLink, Shut
from buckstop.doors.shared.limits import Limit
from buckstop.doors.shared.private import private
from buckstop.doors.shared.sizes import most_in_words
from buckstop.ledger.actor import Actor, ActorKind
from buckstop.outbox.settings import sender
from buckstop.people.models import Person
from buckstop.people.settings import NAME
from buckstop.suppliers import links
from buckstop.suppliers.models import Ask
from buckstop.suppliers.queries import ask_for, zone_of

A_LINK = Limit("supplier-link", most=60, seconds=600)
AN_ADDRESS = Limit("supplier-address", most=300, seconds=600)


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody of a supplier looking at what is asked."""

    ask: Ask
    person: Person
    url: str
    at: datetime

    @property
    def actor(self) -> Actor:
        return Actor(ActorKind.SUPPLIER, self.person.pk)

    @property
    def is_asked(self) -> bool:
        """Whether it is with them now, and not with somebody to whom it was passed on."""
        return self.ask.commitment.debtor_id == self.person.pk


def enter(link: str, at: datetime) -> Visit | Shut:
    """What the link opens at `at`."""
    said = links.read(link)
    if said is None:
        return Shut("")
    if said.has_expired(at):
        return Shut("expired")
    ask = ask_for(said.ask, said.person)
    person = Person.objects.filter(pk=said.person, deactivated_at=None).first()
    if ask is None or person is None:
        return Shut("withdrawn")
    if ask.links_withdrawn_at is not None and said.made_at <= ask.links_withdrawn_at:
        return Shut("withdrawn")
    return Visit(ask=ask, person=person, url=reverse("supplier-page", args=[link]), at=at)


def context_of(visit: Visit) -> dict[str, object]:
    """What every template of this door needs."""
    zone = ZoneInfo(zone_of(visit.ask.supplier))
    return {"now": visit.at, "zone": zone, "house": NAME.value}


def too_large(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What was sent is over the limit; nothing of it was read."""
    said = {"most": most_in_words(), "back": visit.url}
    page = "supplier/pages/too_large/page.html"
    return render(request, page, context_of(visit) | said, status=413)


def gone(request: HttpRequest, shut: Shut) -> HttpResponse:
    """What a link shows that opens nothing, and why."""
    said = {"house": NAME.value, "why": shut.why, "address": sender()}
    status = 410 if shut.why else 404
    return private(render(request, "supplier/pages/gone/page.html", said, status=status))


class _Links(ByLink[Visit]):
    def limits(self) -> tuple[Limit, Limit]:
        return A_LINK, AN_ADDRESS

    def enter(self, link: str, at: datetime) -> Visit | Shut:
        return enter(link, at)

    def gone(self, request: HttpRequest, shut: Shut, link: str) -> HttpResponse:
        return gone(request, shut)

    def too_large(self, request: HttpRequest, visit: Visit) -> HttpResponse:
        return too_large(request, visit)

    def spoken(self, visit: Visit) -> list[str]:
        return [visit.person.reads_in]

    def name(self, visit: Visit) -> str:
        return f"{visit.ask.pk} {visit.person.pk}"


_links = _Links()
looking, doing, seconds_to_wait = _links.looking, _links.doing, _links.seconds_to_wait
