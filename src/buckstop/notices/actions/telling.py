"""Staff are told, once each."""

from datetime import datetime, timedelta
from uuid import UUID

from buckstop.coverage.queries import leaders
from buckstop.ledger.models import Entry
from buckstop.ledger.reading import fact_of
from buckstop.notices.models import Notice
from buckstop.notices.rules import About, told
from buckstop.people.models import Person
from buckstop.people.roles import Role
from buckstop.problems.models import Problem

MAIL_AFTER = timedelta(minutes=3)
"""Who sees a notice on their page within this time needs no mail about it."""


def tell_staff(happened: list[Entry], at: datetime) -> None:
    """Tell those who must know of these entries; a second run tells nobody twice."""
    found = Problem.objects.filter(chain__in={entry.chain_id for entry in happened})
    problems = {problem.chain_id: problem for problem in found}
    above = tuple(person.pk for person in leaders() if person.role == Role.LEAD)
    rows: list[Notice] = []
    for entry in happened:
        problem = problems.get(entry.chain_id)
        if problem is not None:
            rows += _notices(entry, problem, above, at)
    staff = set(
        Person.objects.filter(pk__in={row.person_id for row in rows})
        .exclude(role=Role.CONTACT)
        .values_list("pk", flat=True)
    )
    Notice.objects.bulk_create(
        [row for row in rows if row.person_id in staff], ignore_conflicts=True
    )


def _notices(entry: Entry, problem: Problem, above: tuple[UUID, ...], at: datetime) -> list[Notice]:
    about = About(owner=problem.owner_id, leaders=above, by=entry.actor_id)
    people, sentence = told(fact_of(entry), about)
    return [
        Notice(
            person_id=person,
            problem=problem,
            entry=entry,
            sentence=sentence,
            at=at,
            mail_due=at + MAIL_AFTER,
        )
        for person in people
    ]


def see(person: Person, *, at: datetime, problem: Problem | None = None) -> int:
    """The person saw their notices, or those of one problem; returns how many were new."""
    unseen = Notice.objects.filter(person=person, seen_at=None)
    if problem is not None:
        unseen = unseen.filter(problem=problem)
    return unseen.update(seen_at=at)
