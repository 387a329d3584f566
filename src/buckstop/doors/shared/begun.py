"""Log-ins by a provider that a browser began and hasn't ended.

What one began with stands in the browser's session under its `state`, so that an answer to another
browser's, or to none, opens nothing; and it is good once.
"""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest

from buckstop.identity.openid.flow import Begun

AT_ONCE = 5
"""Log-ins that one browser may have begun and not ended, as in several tabs."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A log-in that was begun: by which provider, with what, and where its person wanted to be."""

    provider: UUID
    begun: Begun
    asked: str


def keep(request: HttpRequest, door: str, kept: Kept) -> None:
    """Remember it. `door`: whose log-in it is, so that none is ended at another door."""
    waiting = request.session.get(door) or {}
    begun = kept.begun
    waiting[begun.state] = [str(kept.provider), begun.nonce, begun.verifier, kept.asked]
    request.session[door] = dict(list(waiting.items())[-AT_ONCE:])


def taken(request: HttpRequest, door: str, state: str) -> Kept | None:
    """What this browser began under that state, which is used up; None where it began nothing."""
    waiting = request.session.get(door) or {}
    found = waiting.pop(state, None)
    request.session[door] = waiting
    if found is None:
        return None
    provider, nonce, verifier, asked = found
    return Kept(UUID(provider), Begun(state, nonce, verifier), asked)
