"""Somebody logged out at a provider, and so here."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth import SESSION_KEY

from buckstop.identity import entries
from buckstop.identity.models import Provider
from buckstop.identity.statements import take
from buckstop.ledger.actor import DESK
from buckstop.ledger.transaction import acting
from buckstop.people import log_ins
from buckstop.people.actions.staff import found_house


def log_out_from(
    provider: Provider,
    name: str,
    meant: Callable[[dict[str, Any]], bool],
    *,
    until: datetime,
    at: datetime,
) -> int:
    """End the sessions that began by a provider and are `meant`; how many. What it said is called
    `name`, and counts once while it would be good. Raises Refused where it was said before."""
    with acting(found_house(by=DESK, at=at), by=DESK, at=at) as act:
        take(provider, name, until=until, at=at)
        found = log_ins.begun_by(provider.pk, meant)
        people = Counter(UUID(said[SESSION_KEY]) for _key, said in found if SESSION_KEY in said)
        for person, sessions in sorted(people.items()):
            act.record(
                entries.LoggedOutThere(person=person, provider=provider.pk, sessions=sessions)
            )
        return log_ins.end([key for key, _said in found])
