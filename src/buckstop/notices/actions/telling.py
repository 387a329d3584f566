"""Staff are told, once each."""

from datetime import datetime, timedelta

from buckstop.coverage.queries import buck, leaders
from buckstop.ledger.models import Entry
from buckstop.ledger.reading import fact_of
from buckstop.notices.live import announcer
from buckstop.notices.models import Notice
from buckstop.notices.rules import told
from buckstop.people.models import Person
from buckstop.people.queries import staff
from buckstop.people.roles import Capability, can
from buckstop.people.telling import TELLINGS, About
from buckstop.problems.models import Problem

MAIL_AFTER = timedelta(minutes=3)
"""Who sees a notice on their page within this time needs no mail about it."""


def tell_staff(happened: list[Entry], at: datetime) -> None:
    """Tell those who must know of these entries; a second run tells nobody twice.

    What is for an owner who has left the house is told where the buck stops.
    """
    found = Problem.objects.filter(chain__in={entry.chain_id for entry in happened})
    problems = {problem.chain_id: problem for problem in found}
    above = tuple(person.pk for person in leaders() if can(person.role, Capability.BE_TOLD))
    there = set(staff().values_list("pk", flat=True))
    rows: list[Notice] = []
    for entry in happened:
        problem = problems.get(entry.chain_id)
        if problem is not None:
            owner = problem.owner_id if problem.owner_id in there else buck().pk
            about = About(owner=owner, leaders=above, by=entry.actor_id)
            rows += _notices(entry, problem, about, at)
    Notice.objects.bulk_create(
        [row for row in rows if row.person_id in there], ignore_conflicts=True
    )


def _notices(entry: Entry, problem: Problem, about: About, at: datetime) -> list[Notice]:
    made = fact_of(entry)
    people, sentence = told(made, about)
    return [
        Notice(
            person_id=person,
            problem=problem,
            entry=entry,
            sentence=sentence,
            at=at,
            mail_due=None if TELLINGS[type(made)].page_only else at + MAIL_AFTER,
        )
        for person in people
    ]


def see(person: Person, *, at: datetime, problem: Problem | None = None) -> int:
    """The person saw their notices, or those of one problem; returns how many were new."""
    unseen = Notice.objects.filter(person=person, seen_at=None)
    if problem is not None:
        unseen = unseen.filter(problem=problem)
    new = unseen.update(seen_at=at)
    announcer.seen(person.pk)
    return new
