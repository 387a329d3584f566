"""Who comes in: a program with a key, so often and no oftener."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja.errors import HttpError
from ninja.security import HttpBearer

from buckstop.conversations.permissions.hearing import may_write
from buckstop.doors.api.errors import TooOften
from buckstop.doors.shared.limits import Counted, Limit, count, network, wait
from buckstop.kit import clock
from buckstop.people.actions.staff import note_use
from buckstop.people.models import Key, Scope
from buckstop.people.networks import opens_from
from buckstop.people.queries import key_of
from buckstop.people.roles import Capability, can
from buckstop.problems.models import Problem
from buckstop.problems.permissions.actors import only_desk

A_KEY = Limit("api-key", most=1200, seconds=60)
WITHOUT = Limit("api-without", most=60, seconds=60)


class Bearer(HttpBearer):
    """A key, by its scope: it raises problems, reads, or reads and writes."""

    def authenticate(self, request: HttpRequest, token: str) -> Key | None:
        """The key, counted; None where none opens, which is counted by address."""
        key = key_of(token)
        place = request.META.get("REMOTE_ADDR", "")
        opens = key is not None and key.opens(clock.now()) and opens_from(place, key.networks)
        if key is None or not opens:
            _count_guess(request)
            return None
        counted = count(A_KEY, str(key.pk), clock.now())
        request.counted = counted  # type: ignore[attr-defined]
        if counted.over:
            raise TooOften(counted.seconds)
        note_use(key, at=clock.now())
        return key


def say_limit(request: HttpRequest, answer: HttpResponse) -> None:
    """How often the key may come yet, in the headers of draft-ietf-httpapi-ratelimit-headers."""
    counted = getattr(request, "counted", None)
    if isinstance(counted, Counted):
        limit = counted.limit
        answer["RateLimit-Policy"] = f'"key";q={limit.most};w={limit.seconds}'
        answer["RateLimit"] = f'"key";r={counted.left};t={counted.seconds}'


def _count_guess(request: HttpRequest) -> None:
    """Count somebody without a key by their address."""
    address = network(request.META.get("REMOTE_ADDR", ""))
    if seconds := wait(WITHOUT, address, clock.now()):
        raise TooOften(seconds)


def key_that_reads(request: HttpRequest) -> Key:
    """The key of a request that reads."""
    key = key_of_request(request)
    if key.scope == Scope.RAISE:
        raise HttpError(403, _("This key only raises problems. Ask for one that reads."))
    return key


def key_that_raises(request: HttpRequest) -> Key:
    """The key of a request that raises a problem."""
    key = key_of_request(request)
    if key.scope == Scope.READ:
        raise HttpError(403, _("This key only reads. Ask for one with the scope “write”."))
    return key


def key_that_writes(request: HttpRequest) -> Key:
    """The key of a request that changes something."""
    key = key_that_raises(request)
    if key.scope != Scope.WRITE:
        raise HttpError(403, _("This key only raises problems. Ask for one that writes."))
    if refusal := may_write(key.actor()):
        raise HttpError(403, str(refusal.sentence))
    return key


def key_that_writes_all(request: HttpRequest) -> Key:
    """The key of a request that changes what belongs to no team, such as a customer."""
    key = key_that_writes(request)
    if key.team is not None:
        raise HttpError(403, _("This key is of one team. Ask for one of the whole house."))
    if refusal := only_desk(key.actor()):
        raise HttpError(403, str(refusal.sentence))
    return key


def key_that_administers(request: HttpRequest) -> Key:
    """The key of a request that changes the house itself: one of an admin's own, under whose name
    it goes on record."""
    key = key_that_writes_all(request)
    if not can(key.actor(), Capability.ADMINISTER):
        raise HttpError(
            403, _("Only with a key of an admin’s own: “Keys for programs” on the page “You”.")
        )
    return key


def key_of_request(request: HttpRequest) -> Key:
    """The key that came in."""
    found = request.auth  # type: ignore[attr-defined]
    assert isinstance(found, Key)
    return found


def sees_all(key: Key) -> bool:
    """Whether a key sees every problem: it is of no team, and acts as nobody, as most do."""
    return key.team is None and key.person is None


def problems_of(key: Key) -> "QuerySet[Problem]":
    """The problems that a key sees: all that who acts may see, of its team where it has one."""
    rows = Problem.objects.visible_to(key.actor())
    return rows if key.team is None else rows.filter(team=key.team)
