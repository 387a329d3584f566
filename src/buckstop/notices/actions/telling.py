"""Staff are told, once each."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from buckstop.coverage.queries import buck, leaders
from buckstop.ledger.entries import REGISTRY
from buckstop.ledger.models import Entry
from buckstop.ledger.reading import fact_of
from buckstop.notices.faces import faces_of
from buckstop.notices.live import announcer
from buckstop.notices.models import By, Notice, Sending
from buckstop.notices.rules import is_urgent, told
from buckstop.notices.wishes import Wishes
from buckstop.people.models import Person
from buckstop.people.queries import staff
from buckstop.people.roles import Capability, can
from buckstop.people.telling import TELLINGS, About, Group
from buckstop.problems.models import Problem
from buckstop.problems.models.problem import Hurt

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
    faces = faces_of(problems.values(), happened)
    new: list[_New] = []
    for entry in happened:
        problem = problems.get(entry.chain_id)
        if problem is not None:
            about = About(
                owner=problem.owner_id if problem.owner_id in there else buck().pk,
                leaders=above,
                by=entry.actor_id,
                managers=faces.of(problem, entry.cases),
                hurts_badly=problem.hurts == Hurt.BADLY,
            )
        elif is_told_elsewhere(entry):
            about = About(owner=buck().pk, leaders=above, by=entry.actor_id)
        else:
            continue
        new += [one for one in _notices(entry, problem, about, at) if one.person in there]
    _keep(new, at)


@dataclass(frozen=True, slots=True)
class _New:
    """A notice that isn't kept yet, and what decides how it goes on."""

    row: Notice
    group: Group
    page_only: bool

    @property
    def person(self) -> UUID:
        return self.row.person_id


def is_told_elsewhere(entry: Entry) -> bool:
    """Whether it is told where it is of no problem: of a roster, of the house."""
    telling = TELLINGS.get(REGISTRY[entry.code]) if entry.code in REGISTRY else None
    return telling is not None and bool(telling.page)


def _notices(entry: Entry, problem: Problem | None, about: About, at: datetime) -> list[_New]:
    made = fact_of(entry)
    telling = TELLINGS.get(type(made)) if problem is None else None
    return [
        _New(
            Notice(
                person_id=one.person,
                problem=problem,
                entry=entry,
                page=telling.page if telling else "",
                about=telling.about if telling else "",
                sentence=one.words,
                at=at,
                urgent=is_urgent(made),
            ),
            one.group,
            one.page_only,
        )
        for one in told(made, about)
    ]


def tell_one(person: UUID, *, entry: Entry, problem: Problem, sentence: str, at: datetime) -> None:
    """Tell one person of an entry that is nobody else's, about a problem; again is the same."""
    if staff().filter(pk=person).exists():
        row = Notice(person_id=person, problem=problem, entry=entry, sentence=sentence, at=at)
        _keep([_New(row, Group.OWNED, False)], at)


@dataclass(frozen=True, slots=True)
class Reminder:
    """Something that no entry says, told one person once: `once` names it for ever.

    `sentence`, `plural` and `about` are for gettext; what they name stands in `values`, whose `n`
    says which of the two it is. Persons are named by their keys.
    """

    person: UUID
    once: str
    sentence: str
    page: str
    about: str
    group: Group = Group.OWED
    plural: str = ""
    values: Mapping[str, str | int] = field(default_factory=dict)


def remind(reminders: Iterable[Reminder], *, at: datetime) -> int:
    """Tell each who hasn't been told it; returns how many were."""
    asked = {(one.person, one.once): one for one in reminders}
    people, names = {person for person, _ in asked}, {once for _, once in asked}
    for row in Notice.objects.filter(person__in=people, once__in=names):
        asked.pop((row.person_id, str(row.once)), None)
    new = [
        _New(
            Notice(
                person_id=one.person, once=one.once, sentence=one.sentence, plural=one.plural,
                values=dict(one.values), page=one.page, about=one.about, at=at,
            ),
            one.group,
            False,
        )
        for one in asked.values()
    ]  # fmt: skip
    if new:
        _keep(new, at)
        for one in new:
            announcer.seen(one.person)
    return len(new)


def _keep(new: list[_New], at: datetime) -> None:
    """Keep them, each with the times at which it goes by mail and by each gateway."""
    wishes = Wishes({one.person for one in new}, at)
    for one in new:
        due = None if one.page_only else wishes.due(one.person, one.group, By.MAIL)
        one.row.mail_due = due and due + MAIL_AFTER
    by_push = [one for one in new if wishes.ways.get(one.person) and not one.page_only]
    if by_push:  # a second run would make what goes by them again
        entries = {one.row.entry_id for one in new if one.row.entry_id}
        kept = set(Notice.objects.filter(entry__in=entries).values_list("person", "entry"))
        new = [one for one in new if (one.person, one.row.entry_id) not in kept]
        by_push = [one for one in by_push if (one.person, one.row.entry_id) not in kept]
    Notice.objects.bulk_create([one.row for one in new], ignore_conflicts=True)
    Sending.objects.bulk_create(
        Sending(notice=one.row, way=way, due=due)
        for one in by_push
        if (due := wishes.due(one.person, one.group, By.PUSH)) is not None
        for way in wishes.ways[one.person]
    )


def see(
    person: Person,
    *,
    at: datetime,
    problem: Problem | None = None,
    among: Collection[UUID] | None = None,
) -> int:
    """The person saw their notices, or those of one problem, or some; returns how many were new."""
    unseen = Notice.objects.filter(person=person, seen_at=None)
    if among is not None:
        unseen = unseen.filter(pk__in=among)
    if problem is not None:
        unseen = unseen.filter(problem=problem)
    new = unseen.update(seen_at=at)
    announcer.seen(person.pk)
    return new
