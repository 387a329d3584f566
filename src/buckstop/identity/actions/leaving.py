"""Somebody leaves this instant: locked out now, what they own offered on, gone once it is taken."""

from datetime import datetime, timedelta

from django.db.models import Q

from buckstop.coverage.actions import instead
from buckstop.coverage.models import Absence
from buckstop.ledger.actor import DESK, Actor
from buckstop.ledger.refused import Refused
from buckstop.people.actions import staff
from buckstop.people.models import Person
from buckstop.people.roles import Capability, can
from buckstop.people.zones import house_zone_info
from buckstop.problems.actions import ownership
from buckstop.problems.actions.last_days import offer_on
from buckstop.problems.models import Commitment, Problem

WAITS = timedelta(hours=4)
"""How long what they own waits for a yes before it goes to the best person on shift."""
FOR_GOOD = timedelta(days=360)


def leave_now(person: Person, *, by: Actor, at: datetime) -> int:
    """Bar `person`: every session and key of theirs ends, their turns are somebody else's, and
    what they own is offered on. Returns how many problems wait for a yes."""
    staff.bar(person, day=at.astimezone(house_zone_info()).date(), by=by, at=at)
    if can(person.role, Capability.OWN):
        instead.note_absence(person, starts=at, ends=at + FOR_GOOD, stand_in=None, by=DESK, at=at)
        offer_on(at=at)
    offered = Problem.objects.running().filter(owner=person).count()
    if not _is_awaited(person):
        _leave(person, at)
    return offered


def finish_leaving(*, at: datetime) -> int:
    """Deactivate who was barred, once nothing of theirs waits, or it has waited long enough."""
    barred = Person.objects.filter(barred_at__isnull=False, deactivated_at=None)
    done = 0
    for person in barred:
        assert person.barred_at is not None
        if at - person.barred_at >= WAITS or not _is_awaited(person):
            done += _leave(person, at)
    return done


def next_leaving() -> datetime | None:
    """When the next has waited long enough."""
    barred = Person.objects.filter(barred_at__isnull=False, deactivated_at=None)
    first = barred.order_by("barred_at").first()
    return first.barred_at + WAITS if first and first.barred_at else None


def return_now(person: Person, *, by: Actor, at: datetime) -> None:
    """They are here after all, or again."""
    staff.come_back(person, by=by, at=at)
    still = Q(person=person, removed_at=None, ends__gt=at + FOR_GOOD / 2)
    for absence in Absence.objects.filter(still):
        instead.remove_absence(absence, by=DESK, at=at)


def _is_awaited(person: Person) -> bool:
    owns = Problem.objects.running().filter(owner=person)
    owes = Commitment.objects.filter(debtor=person, ended_at=None)
    return owns.exists() or owes.exists()


def _leave(person: Person, at: datetime) -> int:
    """1 where they are gone; with whom the buck stops stays barred until it stops elsewhere."""
    try:
        ownership.leave(person, by=DESK, at=at)
    except Refused:
        return 0
    return 1
