"""Where a person is logged in: each session with its browser and when it was last used.

What is noted stands in the session itself, under a name that no page shows; nobody's claim rests on
it. A session's own key opens the desk, so that pages know it by a digest.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase
from django.utils.translation import gettext as _

from buckstop.kit import clock
from buckstop.people import log_ins
from buckstop.people.models import Person

NOTED = "noted"
EVERY = timedelta(minutes=5)
"""How exactly the last use is known."""

_BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """One session. `key`: the digest by which pages know it; `mine`: whose page asks."""

    key: UUID
    browser: str
    used_at: datetime | None
    mine: bool


def note(session: SessionBase, agent: str) -> None:
    """That this browser was used now, once in a while."""
    now, agent = clock.now(), agent[:300]
    known, at = session.get(NOTED) or ("", "")
    before = clock.instant(at)
    if before is None or known != agent or not timedelta(0) <= now - before < EVERY:
        session[NOTED] = [agent, now.isoformat()]


def sittings(person: Person, here: str | None) -> list[Sitting]:
    """All sessions of `person` that go on, the one with the key `here` first, then by last use."""
    found = [_sitting(key, said, key == here) for key, said in log_ins.of_person(person)]
    found.sort(key=lambda one: one.used_at.timestamp() if one.used_at else 0.0, reverse=True)
    return sorted(found, key=lambda one: not one.mine)


def end(person: Person, digest: UUID) -> bool:
    """End one session of theirs; whether there was one."""
    keys = [key for key, _said in log_ins.of_person(person) if digest_of(key) == digest]
    return bool(log_ins.end(keys))


def end_others(person: Person, here: str | None) -> int:
    """End all but the one with the key `here`; how many."""
    return log_ins.end([key for key, _said in log_ins.of_person(person) if key != here])


def digest_of(key: str) -> UUID:
    """What a page calls the session with this key."""
    return UUID(bytes=sha256(key.encode()).digest()[:16])


def _sitting(key: str, said: dict[str, object], mine: bool) -> Sitting:
    noted = said.get(NOTED)
    agent, at = (str(noted[0]), str(noted[1])) if isinstance(noted, list) else ("", "")
    return Sitting(
        key=digest_of(key), browser=browser(agent), used_at=clock.instant(at), mine=mine
    )  # fmt: skip


def browser(agent: str) -> str:
    """`Firefox on Windows`, of what a browser says of itself."""
    name = next((said for mark, said in _BROWSERS if mark in agent), "")
    system = next((said for mark, said in _SYSTEMS if mark in agent), "")
    if name and system:
        return _("%(browser)s on %(system)s") % {"browser": name, "system": system}
    return name or system or _("A browser")
