"""How often a password may be guessed, so that nobody can keep somebody else out.

Wrong passwords are counted for a name and the place they come from, and much more slowly for the
name wherever they come from. A browser in which somebody logged in before has a cookie that says
so: it is counted by itself, so that guesses made elsewhere never lock it. All counts stand in the
database, which every process shares, and a right password takes its own try back.
"""

import secrets
from uuid import UUID

from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import ngettext

from buckstop.doors.desk import came_in
from buckstop.doors.shared.limits import Limit, give_back, network, wait
from buckstop.kit import clock
from buckstop.people.models import Person

type Counted = tuple[Limit, str]

NAME_FROM_HERE = Limit("guess-name-from-a-place", most=5, seconds=300)
ANY_NAME_FROM_HERE = Limit("guess-from-a-place", most=50, seconds=300)
NAME_FROM_ANYWHERE = Limit("guess-a-name", most=60, seconds=3600)
KNOWN_BROWSER = Limit("guess-from-a-known-browser", most=10, seconds=300)
_CALLED = {
    NAME_FROM_HERE.name: "name-here",
    ANY_NAME_FROM_HERE.name: "place",
    NAME_FROM_ANYWHERE.name: "name",
    KNOWN_BROWSER.name: "browser",
}

COOKIE = "buckstop-known"
KEPT = 400 * 24 * 3600
"""As long as browsers keep a cookie at most, in seconds."""
_SALT = "buckstop.known"
_MOST = 5  # people who share a browser


def knock(request: HttpRequest, email: str) -> list[Counted]:
    """Count a try, and say what was counted. Raises ValidationError where there were too many."""
    email, at = email.strip().lower(), clock.now()
    counted = _whose(request, email)
    waits = [(wait(limit, who, at), limit, who) for limit, who in counted]
    for seconds, limit, who in waits:
        if seconds:
            came_in.held(request, email, limit, who, _CALLED[limit.name])
    if seconds := max(seconds for seconds, _limit, _who in waits):
        raise ValidationError(too_many(seconds))
    return counted


def let_in(counted: list[Counted]) -> None:
    """The password was right: the try doesn't count."""
    for limit, who in counted:
        give_back(limit, who, clock.now())


def too_many(seconds: int) -> str:
    """When one may try again, and which ways in are open meanwhile."""
    minutes = -(-seconds // 60)
    said = ngettext(
        "Too many tries. Try again in %(n)s minute, log in with a passkey, or ask for a link.",
        "Too many tries. Try again in %(n)s minutes, log in with a passkey, or ask for a link.",
        minutes,
    )
    return said % {"n": minutes}


def remember(request: HttpRequest, answer: HttpResponse, person: Person) -> None:
    """Let this browser be known as one in which `person` logged in."""
    name, people = _known(request)
    people = [person.pk, *(one for one in people if one != person.pk)][:_MOST]
    value = signing.dumps([name or secrets.token_hex(8), *(one.hex for one in people)], salt=_SALT)
    answer.set_cookie(
        COOKIE, value, max_age=KEPT, httponly=True, samesite="Lax", secure=request.is_secure()
    )


def _whose(request: HttpRequest, email: str) -> list[Counted]:
    """What a try is counted by."""
    name, people = _known(request)
    if name and Person.objects.filter(email=email, pk__in=people).exists():
        return [(KNOWN_BROWSER, f"{name} {email}")]
    place = network(request.META.get("REMOTE_ADDR", ""))
    return [
        (NAME_FROM_HERE, f"{place} {email}"),
        (ANY_NAME_FROM_HERE, place),
        (NAME_FROM_ANYWHERE, email),
    ]


def _known(request: HttpRequest) -> tuple[str, list[UUID]]:
    try:
        name, *people = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=KEPT)
        return str(name), [UUID(one) for one in people]
    except (signing.BadSignature, ValueError):
        return "", []
