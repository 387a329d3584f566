"""How a customer comes in: the link is read, checked and, for a POST, counted."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from buckstop.conversations import links
from buckstop.doors.page.pages.case.story import zone_of
from buckstop.doors.shared.by_link import ByLink, Shut
from buckstop.doors.shared.limits import Limit
from buckstop.doors.shared.private import private
from buckstop.doors.shared.sizes import most_in_words
from buckstop.ledger.actor import Actor, ActorKind
from buckstop.outbox.settings import sender
from buckstop.people.brands import voice
from buckstop.people.settings import NAME
from buckstop.people.speaking import of_customer
from buckstop.problems.models import Case
from buckstop.problems.queries.case_view import case_of

A_LINK = Limit("page-link", most=60, seconds=600)
AN_ADDRESS = Limit("page-address", most=300, seconds=600)


@dataclass(frozen=True, slots=True)
class Visit:
    """A contact looking at their case now."""

    case: Case
    actor: Actor
    url: str
    at: datetime


def enter(link: str, at: datetime) -> Visit | Shut:
    """What the link opens at `at`."""
    said = links.read(link)
    if said is None:
        return Shut("")
    if said.has_expired(at):
        return Shut("expired")
    actor = Actor(ActorKind.CONTACT, said.contact, case=said.case)
    case = case_of(actor)
    if case is None or not case.contact.is_active:
        return Shut("withdrawn")
    if case.links_withdrawn_at is not None and said.made_at <= case.links_withdrawn_at:
        return Shut("withdrawn")
    return Visit(case=case, actor=actor, url=reverse("page", args=[link]), at=at)


def whose(link: str) -> Case | None:
    """The case that an old link opened, so that a fresh one can be sent; None for none of ours."""
    said = links.read(link)
    case = case_of(Actor(ActorKind.CONTACT, said.contact, case=said.case)) if said else None
    return case if case is not None and case.contact.is_active else None


def context_of(visit: Visit) -> dict[str, object]:
    """What every template of this door needs."""
    brand = visit.case.brand
    said = {"now": visit.at, "zone": zone_of(visit.case), "brand": brand}
    return said | {"house": voice(brand).name}


def too_large(request: HttpRequest, back: str, about: dict[str, object]) -> HttpResponse:
    """What was sent is over the limit; nothing of it was read. `about`: as every page needs."""
    said = {
        "heading": _("That is too large."),
        "text": _(
            "We take up to %(most)d MB at a time. Nothing was sent: go back, take out a file,"
            " and send the rest; or tell us how we can fetch it."
        )
        % {"most": most_in_words()},
        "back": back,
        "failed": True,
    }
    return render(request, "page/pages/sent/page.html", about | said, status=413)


def gone(request: HttpRequest, shut: Shut, link: str) -> HttpResponse:
    """What a link shows that opens nothing: why, and the way to a fresh one where there is one."""
    renewable = shut.why and whose(link)
    said = {
        "house": NAME.value,
        "why": shut.why,
        "address": sender(),
        "renew_url": reverse("page-renewal", args=[link]) if renewable else "",
    }
    status = 410 if shut.why else 404
    return private(render(request, "page/pages/gone/page.html", said, status=status))


class _Links(ByLink[Visit]):
    def limits(self) -> tuple[Limit, Limit]:
        return A_LINK, AN_ADDRESS

    def enter(self, link: str, at: datetime) -> Visit | Shut:
        return enter(link, at)

    def gone(self, request: HttpRequest, shut: Shut, link: str) -> HttpResponse:
        return gone(request, shut, link)

    def too_large(self, request: HttpRequest, visit: Visit) -> HttpResponse:
        return too_large(request, visit.url, context_of(visit))

    def spoken(self, visit: Visit) -> list[str]:
        case = visit.case
        return of_customer(case.contact, case.customer, case.brand)

    def name(self, visit: Visit) -> str:
        return f"{visit.case.pk} {visit.actor.id}"


_links = _Links()
looking, doing, seconds_to_wait = _links.looking, _links.doing, _links.seconds_to_wait
