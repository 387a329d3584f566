"""Keys of one's own, and those that end soon."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from buckstop.ledger.actor import DESK, Actor, ActorKind
from buckstop.ledger.models import Entry
from buckstop.ledger.reading import fact_of
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import acting
from buckstop.people import entries
from buckstop.people.actions import staff
from buckstop.people.models import Key, Person
from buckstop.people.permissions import staff as may

SOON = timedelta(days=7)


def add_own_key(
    person: Person,
    *,
    name: str,
    scope: str,
    ends_at: datetime,
    networks: Iterable[str],
    by: Actor,
    at: datetime,
) -> tuple[Key, str]:
    """A key by which a program acts as `person`, until it ends; its secret is shown once."""
    check(may.may_add_own_key(person, by, ends_at=ends_at, at=at))
    return staff.add_key(
        name=name, scope=scope, ends_at=ends_at, person=person, networks=networks, by=by, at=at
    )


def tell_of_ends(*, at: datetime) -> int:
    """Tell whose keys end within a week, once each; how many."""
    soon = Key.objects.filter(
        end_told_at=None, withdrawn_at=None, ends_at__gt=at, ends_at__lte=at + SOON
    )
    if not soon.exists():
        return 0
    house = staff.found_house(by=DESK, at=at)
    with acting(house, by=DESK, at=at) as act:
        for key in act.rows(soon):
            whose = key.person_id or _added_by(key, house.chain_id)
            act.change(key, end_told_at=act.at)
            if whose is not None and key.ends_at is not None:
                act.record(entries.KeyEndsSoon(key=key.pk, person=whose, ends_at=key.ends_at))
    return 1


def next_end() -> datetime | None:
    """When the next key ends within a week."""
    waiting = Key.objects.filter(end_told_at=None, withdrawn_at=None, ends_at__isnull=False)
    first = waiting.order_by("ends_at").values_list("ends_at", flat=True).first()
    return first - SOON if first else None


def _added_by(key: Key, chain: UUID) -> UUID | None:
    """Who of us added it."""
    added = Entry.objects.filter(code=entries.KeyAdded.code, actor_kind=ActorKind.STAFF)
    for entry in added.filter(chain=chain):
        made = fact_of(entry)
        if isinstance(made, entries.KeyAdded) and made.key == key.pk:
            return entry.actor_id
    return None
