"""Which services a problem is about, and who is affected after all, or isn't."""

from datetime import datetime

from django.utils.translation import gettext as _

from buckstop.kit.bulk import new_row
from buckstop.ledger.actor import Actor
from buckstop.ledger.models import Body
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import Act, acting
from buckstop.people.models import Customer
from buckstop.problems.models import Problem
from buckstop.problems.rules.acting import check_words
from buckstop.services.models import Service
from buckstop.signals import entries
from buckstop.signals import permissions as may
from buckstop.signals.models import Correction, ProblemService


def name_service(problem: Problem, *, service: Service, by: Actor, at: datetime) -> None:
    """It is about that service; said again, it counts once."""
    with acting(problem, by=by, at=at) as act:
        problem = act.lock(problem)
        check(may.may_name_service(problem, by, service))
        put_service_on(act, problem, service)


def put_service_on(act: Act, problem: Problem, service: Service) -> None:
    """Part of verbs: it is about that service."""
    act.flush()
    if ProblemService.objects.filter(problem=problem, service=service, until=None).exists():
        return
    row = act.add(new_row(ProblemService, problem=problem, service=service, since=act.at))
    act.record(entries.ServiceNamed(named=row.pk, service=service.pk), on=problem)


def unname_service(row: ProblemService, *, by: Actor, at: datetime) -> None:
    """It isn't about that service."""
    with acting(row.problem, by=by, at=at) as act:
        row = act.lock(row)
        check(may.may_unname_service(act.lock(row.problem), by))
        if row.until is None:
            act.change(row, until=act.at)
            act.record(entries.ServiceUnnamed(named=row.pk, service=row.service_id))


def correct(
    problem: Problem, *, customer: Customer, affected: bool, why: str, by: Actor, at: datetime
) -> None:
    """A customer is affected although nothing says so, or isn't although they are exposed."""
    said = check_words(why, "why", _("Say how you know."))
    with acting(problem, by=by, at=at) as act:
        check(may.may_correct(act.lock(problem), by))
        note_affected(act, problem, customer, affected=affected, why=act.body(said))


def note_affected(
    act: Act, problem: Problem, customer: Customer, *, affected: bool, why: Body
) -> None:
    """Part of verbs: a customer is affected, or isn't."""
    row = act.add(
        new_row(
            Correction, problem=problem, customer=customer, affected=affected, why=why,
            said_at=act.at,
        )
    )  # fmt: skip
    made = entries.AffectedCorrected(
        correction=row.pk, customer=customer.pk, affected=affected, reason=why.digest
    )
    act.record(made, on=problem)


def watch(problem: Problem, *, by: Actor, at: datetime) -> None:
    """Nothing else is done yet; it closes by itself once its signal stayed quiet."""
    with acting(problem, by=by, at=at) as act:
        check(may.may_watch(act.lock(problem), by))
        act.record(entries.Watched())
