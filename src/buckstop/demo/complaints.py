"""Whom a law gives a time in the demo company: small firms, to each of whom a final answer is owed;
one had a holding letter."""

from datetime import datetime, timedelta

from buckstop.complaints.commitments.final_answer import owe_final_answers, write_holding_letter
from buckstop.complaints.queries import CODE
from buckstop.complaints.settings import TURN_TO
from buckstop.configuration.actions.choosing import choose
from buckstop.demo.levels import CONSUMERS
from buckstop.ledger.actor import DESK
from buckstop.people.actions import customers, staff
from buckstop.people.models import Customer
from buckstop.problems.models import Case, Commitment
from buckstop.problems.models.case import CaseState

FIRMS = 3
"""So many are small enough for the law: those without a tier who wait longest."""
_TURN_TO = "You may turn to the ombudsman for telecoms, ombud@telecoms.example, free of charge."
_WHY = (
    "We know what it is, and it isn’t put right for good yet: what that needs comes from outside, "
    "in two weeks. I try it at your place myself before I call it done."
)
_LATER = timedelta(weeks=4)


def add(*, present: datetime) -> None:
    """Owed from the day on which each of their cases came in."""
    choose({TURN_TO: _TURN_TO}, on=staff.found_house(by=DESK, at=present), by=DESK, at=present)
    for customer in _firms():
        _protect(customer, present)
    owe_final_answers(at=present)
    owed = Commitment.objects.filter(kind=CODE, ended_at=None).select_related(
        "case__problem__owner"
    )
    first = owed.order_by("due", "pk")[0].case
    assert first is not None, "a final answer is owed of a case"
    owner = first.problem.owner.actor()
    write_holding_letter(first, why=_WHY, until=present + _LATER, by=owner, at=present)


def _firms() -> list[Customer]:
    rows = Case.objects.filter(state=CaseState.OPEN, problem__kind="problem", customer__tier="")
    found = rows.select_related("customer").order_by("opened_at", "pk")
    return list({case.customer_id: case.customer for case in found if case.customer}.values())[
        :FIRMS
    ]


def _protect(customer: Customer, at: datetime) -> None:
    customers.change(
        customer,
        name=customer.name,
        domains=tuple(customer.domains.values_list("name", flat=True)),
        zone=customer.zone,
        manager=customer.manager,
        note=str(customer.note or ""),
        tier=CONSUMERS.tier,
        by=DESK,
        at=at,
    )
