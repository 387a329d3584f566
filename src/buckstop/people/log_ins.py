"""The sessions in which people are logged in: found, and ended.

What stands in a session is read from its own row; a desk has some hundreds, each read in
microseconds. `BY` is what a session notes of the provider by which somebody came in.
"""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils.crypto import constant_time_compare

from buckstop.kit import clock
from buckstop.people.models import Person
from buckstop.people.sessions import SessionStore

BY = "by"

type Said = dict[str, Any]


def running() -> Iterator[tuple[str, Said]]:
    """Every session that hasn't expired, of who is logged in: its key, and what stands in it."""
    return ((key, said) for key, said in _kept() if SESSION_KEY in said)


def _kept() -> Iterator[tuple[str, Said]]:
    """Those of who isn't logged in too."""
    rows = Session.objects.filter(expire_date__gt=clock.now()).values_list("pk", "session_data")
    for key, data in rows:
        yield key, SessionStore().decode(data)


def of_person(person: Person) -> list[tuple[str, Said]]:
    """Those of `person` in which they are logged in still."""
    current = person.get_session_auth_hash()
    return [
        (key, said)
        for key, said in running()
        if said[SESSION_KEY] == str(person.pk)
        and constant_time_compare(str(said.get(HASH_SESSION_KEY, "")), current)
    ]


def end(keys: list[str]) -> int:
    """End these sessions; how many."""
    for key in keys:
        SessionStore().delete(key)
    return len(keys)


def end_all_of(person: UUID) -> int:
    """End every session of somebody; how many."""
    return end([key for key, said in running() if said[SESSION_KEY] == str(person)])


def begun_by(provider: UUID, which: Callable[[Said], bool]) -> list[tuple[str, Said]]:
    """The sessions that began by a provider, of those `which` names by what it said; of who has
    yet to do their second step too, or they would come in by it afterwards."""
    return [
        (key, said)
        for key, said in _kept()
        if isinstance(by := said.get(BY), dict)
        and by.get("provider") == str(provider)
        and which(by)
    ]


def end_by(provider: UUID) -> int:
    """End every session that began by a provider; how many."""
    return end([key for key, _said in begun_by(provider, lambda _by: True)])
