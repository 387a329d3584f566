"""Who comes in, and how a rule's no is said: once, for every view of the desk."""

import json
import logging
from collections.abc import Callable
from enum import Enum
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from buckstop.doors.desk import networks, second_step, sittings
from buckstop.doors.desk.addresses import PROBLEM
from buckstop.doors.shared.sent_again import counting_once
from buckstop.ledger.refused import Refused
from buckstop.people.models import Person
from buckstop.people.roles import Capability, can
from buckstop.people.speaking import speaking

type View = Callable[..., HttpResponseBase]

RACED = gettext_noop("Somebody changed this at the same moment. Look at it again, then decide.")
log = logging.getLogger(__name__)


class Who(Enum):
    """For whom of the staff an address is there at all; for others it is a 404."""

    ANYBODY = "all staff"
    PARTIES = "who has a part in what it is about"  # which says itself who that is
    DESK = "the desk"
    LEADERS = "leaders"
    ADMINS = "admins"

    @property
    def capability(self) -> Capability:
        """What lets one in."""
        return _LETS_IN.get(self, Capability.BE_STAFF)

    def lets(self, person: object) -> bool:
        """Whether it is there for that person."""
        return can(getattr(person, "role", ""), self.capability)

    def only(self, view: View) -> View:
        """`view` for these; for others there is nothing here."""

        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **keys: Any) -> HttpResponseBase:
            if not self.lets(request.user):
                raise Http404
            return view(request, *args, **keys)

        return guarded


_LETS_IN = {
    Who.DESK: Capability.OWN,
    Who.LEADERS: Capability.LEAD,
    Who.ADMINS: Capability.ADMINISTER,
}
AUDIENCES: dict[str, Who] = {}
"""For whom each address of the desk is there, by its name."""


def route(pattern: str, view: View, name: str, who: Who) -> URLPattern:
    """An address of the desk: for `who` of the staff, not cached, forms counted once, refusals
    said."""
    AUDIENCES[name] = who
    guarded = staff_only(who.only(refusing(counting_once(view))))
    return path(pattern, never_cache(guarded), name=name)


def staff_only(view: View) -> View:
    """Let staff in who are logged in and haven't left; others may log in first."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **keys: Any) -> HttpResponseBase:
        if not networks.open_to(networks.address_of(request)):
            return networks.closed(request)
        person = request.user
        if isinstance(person, Person) and person.is_active and person.is_staff_member:
            if person.unnamed:  # nobody works under a name that stands in for theirs
                return redirect("first-name")
            if second_step.is_owed(request, person):
                return _led_to(request, "second-step")
            sittings.note(request.session, request.headers.get("User-Agent", ""))
            with speaking(person.reads_in, get_language() or ""):
                return view(request, *args, **keys)
        if person.is_authenticated:
            raise Http404
        if request.headers.get("HX-Request"):
            answer = HttpResponse(status=204)
            answer["HX-Redirect"] = settings.LOGIN_URL
            return answer
        return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)

    return guarded


def _led_to(request: HttpRequest, name: str) -> HttpResponse:
    """To another page first, with htmx too."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": reverse(name)})
    return redirect(name)


def refusing(view: View) -> View:
    """Say a refusal that no form could: in a toast, or as a notice on the page one came from."""

    @wraps(view)
    def answering(request: HttpRequest, *args: Any, **keys: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **keys)
        except Refused as refusal:
            if request.method in ("GET", "HEAD"):
                raise Http404 from refusal
            return refused(request, refusal, back=_back(keys))
        except IntegrityError as raced:  # two at once: the database let one of them through
            log.warning("two acts met: %s", str(raced).splitlines()[0])
            return refused(request, Refused("raced", _(RACED)), back=_back(keys))

    return answering


def refused(request: HttpRequest, refusal: Refused, *, back: str) -> HttpResponse:
    """The sentence, without the act."""
    if request.headers.get("HX-Request"):
        told = {"buckstop:done": {"say": refusal.sentence, "undo": ""}}
        return HttpResponse(status=409, headers={"HX-Trigger": json.dumps(told)})
    messages.error(request, refusal.sentence)
    return redirect(back)


def _back(keys: dict[str, Any]) -> str:
    return PROBLEM.url(keys["number"]) if "number" in keys else "/"
