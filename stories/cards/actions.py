"""The verbs: a card is written."""

from datetime import datetime, timedelta

from buckstop.ledger.actor import DESK, Actor
from buckstop.ledger.models import Entry
from buckstop.ledger.transaction import acting
from buckstop.outbox.models import Delivery
from buckstop.outbox.tests.trial import Pigeons
from buckstop.problems.models import Case
from stories.cards.entries import CardWritten

KIND = "card"
"""Stands in deliveries; their owner is the case."""
LONG = timedelta(hours=20)


def write(case: Case, *, by: Actor, at: datetime) -> None:
    """A card goes to the customer."""
    with acting(case, by=by, at=at) as act:
        card = act.add(
            Delivery(
                kind=KIND, owner=case.pk, channel=Pigeons.code, address=case.contact.name,
                head_of_id=case.problem.chain_id, made_at=act.at, next_try_at=act.at,
            )
        )  # fmt: skip
        act.record(CardWritten(card=card.pk), cases=(case.pk,))


def thank(happened: list[Entry], at: datetime) -> None:
    """Whose trouble is over gets a card."""
    for case in Case.objects.filter(pk__in=[key for entry in happened for key in entry.cases]):
        write(case, by=DESK, at=at)


def console(at: datetime) -> int:
    """Who has waited for long gets a card; returns how many were written."""
    had = Delivery.objects.filter(kind=KIND).values("owner")
    waiting = Case.objects.filter(opened_at__lte=at - LONG).exclude(pk__in=had)
    for case in waiting:
        write(case, by=DESK, at=at)
    return len(waiting)
