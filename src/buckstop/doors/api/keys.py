"""Who comes in: a program with a key, so often and no oftener."""

from django.http import HttpRequest
from ninja.errors import HttpError
from ninja.security import HttpBearer

from buckstop.conversations.permissions.hearing import may_write
from buckstop.doors.api.errors import TooOften
from buckstop.doors.shared.limits import Limit, network, wait
from buckstop.kit import clock
from buckstop.people.actions.staff import note_use
from buckstop.people.models import Key
from buckstop.people.queries import key_of

A_KEY = Limit("api-key", most=1200, seconds=60)
WITHOUT = Limit("api-without", most=60, seconds=60)


class Bearer(HttpBearer):
    """A key that reads; `scope` write reads and writes."""

    def authenticate(self, request: HttpRequest, token: str) -> Key | None:
        """The key, counted; None where none opens, which is counted by address."""
        key = key_of(token)
        if key is None:
            _count_guess(request)
            return None
        if seconds := wait(A_KEY, str(key.pk), clock.now()):
            raise TooOften(seconds)
        note_use(key, at=clock.now())
        return key


def _count_guess(request: HttpRequest) -> None:
    """Count somebody without a key by their address."""
    address = network(request.META.get("REMOTE_ADDR", ""))
    if seconds := wait(WITHOUT, address, clock.now()):
        raise TooOften(seconds)


def key_that_writes(request: HttpRequest) -> Key:
    """The key of a request that changes something."""
    key = key_of_request(request)
    if refusal := may_write(key.actor()):
        raise HttpError(403, str(refusal.sentence))
    return key


def key_of_request(request: HttpRequest) -> Key:
    """The key that came in."""
    found = request.auth  # type: ignore[attr-defined]
    assert isinstance(found, Key)
    return found
