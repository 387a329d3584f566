"""Who stands in for whom while they are away, looked up at the instant that it matters."""

from datetime import datetime
from uuid import UUID

from buckstop.coverage.models import Absence
from buckstop.people.zones import house_zone_info

MOST = 5  # so many stand in for each other, one after another


def stand_ins(at: datetime) -> dict[UUID, UUID]:
    """Who is away at `at`, by the house's clock, and who is there instead of each, who isn't away
    themselves; nobody stands in for whom all are away."""
    wall = at.astimezone(house_zone_info()).replace(tzinfo=None)
    away = Absence.objects.filter(starts__lte=wall, ends__gt=wall, removed_at=None)
    rows = away.order_by("-since").values_list("person", "stand_in")
    instead: dict[UUID, UUID | None] = {}
    for person, stand_in in rows:
        instead[person] = instead.get(person) or stand_in
    found: dict[UUID, UUID] = {}
    for person in instead:
        if there := _there(person, instead):
            found[person] = there
    return found


def _there(person: UUID, instead: dict[UUID, UUID | None]) -> UUID | None:
    """The first along the chain who isn't away; None where it ends or turns in a circle."""
    for _ in range(MOST):
        after = instead[person]
        if after is None or after not in instead:
            return after
        person = after
    return None
