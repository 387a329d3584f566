"""What is owned by who is about to leave is offered on before: to who leads, or the buck."""

from datetime import datetime, time, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from buckstop.coverage.on_duty import OnDuty
from buckstop.coverage.queries import who_is_on_duty
from buckstop.kit import said_time
from buckstop.ledger.actor import DESK
from buckstop.people.leaving import leaving
from buckstop.people.models import Person
from buckstop.people.queries import desk
from buckstop.people.speaking import speaking
from buckstop.people.zones import house_zone_info
from buckstop.problems.commitments.handoff import offer
from buckstop.problems.models import Handoff, Problem

BEFORE = timedelta(days=3)
"""So long before their last day what somebody owns is offered on."""
BATCH = 50


def offer_on(*, at: datetime) -> int:
    """Offer what they own to the lead of its team, or with whom its buck stops; once each. What
    isn't accepted stays on the list of who leads them. Returns how many were offered."""
    people = list(leaving(at, BEFORE))
    if not people:
        return 0
    there, others = who_is_on_duty(at), {one.pk: one for one in desk() if one not in people}
    offered = 0
    for person in people:
        for problem in _of(person)[: BATCH - offered]:
            to = next((others[key] for key in _above(problem, there) if key in others), None)
            if to is not None:
                offer(problem, to=to, brief=_brief(person, to), by=DESK, at=at)
                offered += 1
    return offered


def _of(person: Person) -> "QuerySet[Problem]":
    """What they own and nobody is asked to own now, or was since it is known that they leave."""
    asked = Handoff.objects.filter(commitment__problem=OuterRef("pk"))
    since = Q(commitment__made_at__gte=_since(person), commitment__creditor=person)
    rows = Problem.objects.running().filter(owner=person)
    free = rows.exclude(Exists(asked.filter(since | Q(commitment__ended_at=None))))
    return free.order_by("news_due", "pk")


def _since(person: Person) -> datetime:
    """From when on offers count as made because they leave."""
    assert person.last_day is not None
    zone = house_zone_info()
    return datetime.combine(person.last_day, time(), zone) - BEFORE


def _above(problem: Problem, there: OnDuty) -> list[UUID | None]:
    found = there.desk(problem.team_id)
    return [found.lead, found.buck_stops_with, there.buck_stops_with]


def _brief(person: Person, to: Person) -> str:
    """In the words of whom it is offered to. Who leaves, the offer says: a name may be erased."""
    assert person.last_day is not None
    with speaking(to.reads_in):
        if person.barred_at is not None:
            return _("Its owner has left, and comes in no more. What is known stands here.")
        said = _("Its owner leaves: %(day)s is their last day here. Ask them while they are here.")
        return said % {"day": said_time.date(person.last_day)}
