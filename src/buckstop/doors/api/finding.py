"""Who and what a program means."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest

from buckstop.doors.api.errors import Wrong
from buckstop.doors.api.keys import problems_of
from buckstop.doors.api.schemas import ContactIn, Strict
from buckstop.doors.shared.looking import opened_problem
from buckstop.kit.ids import number_of
from buckstop.kit.reading import Given, reading
from buckstop.ledger.actor import Actor, ActorKind
from buckstop.people import queries as people
from buckstop.people import rules
from buckstop.people.models import Customer, Key, Person
from buckstop.problems.models import Case, Commitment, Label, Problem
from buckstop.problems.models.label import Sort


def check_filters(request: HttpRequest, filters: type[Strict]) -> None:
    """Refuse a filter that doesn't exist: without it the list would be another one than meant."""
    unknown = [name for name in request.GET if name not in filters.model_fields]
    if unknown:
        known = ", ".join(filters.model_fields)
        raise Wrong(unknown[0][:80], f"There is no filter “{unknown[0][:80]}”. There are: {known}.")


class NotFound(Exception):
    """There is no such thing, or it isn't for this key."""


def problem_of(ref: str, key: Key) -> Problem:
    """The problem that people call `ref`."""
    number, actor = number_of(ref), key.actor()
    found: Problem | None = None
    if number is not None:
        shape = (actor.kind, actor.role, key.team is not None)
        found = _problem.first(*shape, viewer=actor.id, number=number, team=key.team)
    if found is None:
        raise NotFound(f"problem “{ref[:20]}”")
    opened_problem(found.pk, "api", actor)
    return found


@reading
def _problem(kind: ActorKind, role: str, of_team: bool) -> "QuerySet[Problem]":
    viewer: Any = Given("viewer")
    rows = Problem.objects.visible_to(Actor(kind, viewer, role=role))
    rows = rows.filter(number=Given("number")).select_related("owner")
    return rows.filter(team=Given("team")) if of_team else rows


def tag_of(name: str | None) -> UUID | None:
    """The tag that people call so; wrong where there is none, for a list without it is another."""
    if name is None:
        return None
    found = Label.objects.filter(name__iexact=name, removed_at=None, sort=Sort.TAG).first()
    if found is None:
        raise Wrong("tag", "There is no such tag.")
    return found.pk


def case_on(problem: Problem, key: UUID | None) -> Case:
    """The case meant: the one given, or the only one."""
    cases = Case.objects.filter(problem=problem).select_related("problem", "contact")
    if key is not None:
        found: Case | None = cases.filter(pk=key).first()
        if found is None:
            raise Wrong("case", f"{problem.ref} has no such case.")
        return found
    several: list[Case] = list(cases[:2])
    if len(several) != 1:
        raise Wrong("case", f"{problem.ref} has no case or several; say which you mean.")
    return several[0]


def contact_of(said: ContactIn) -> Person | None:
    """Who is known by that address; where several share it, the one of that name."""
    email = said.email.strip()
    if not email and not said.phone.strip():
        raise Wrong("contact", "Give the contact's mail address or phone number.")
    if not email:
        return None
    email = rules.check_email(email)
    sharing = people.at_addresses([email]).get(email, [])
    named = [person for person in sharing if person.name.casefold() == said.name.casefold()]
    if named:
        return named[0]
    return sharing[0] if len(sharing) == 1 and not said.name.strip() else None


def customer_of(key: UUID | None, person: Person | None, email: str) -> Customer | None:
    """The customer given, or the only one that they can write for; None while it isn't clear."""
    if key is not None:
        found = Customer.objects.filter(pk=key).first()
        if found is None:
            raise Wrong("customer", "There is no such customer.")
        return found
    theirs = people.customers_of([person]).get(person.pk, []) if person else []
    if len(theirs) == 1:
        return theirs[0]
    by_domain = people.owners_of_domains([email]).get(email) if email else None
    return by_domain if not theirs or by_domain in theirs else None


def person_of(field: str, key: UUID) -> Person:
    """Whom a program means by the key in `field`."""
    found = Person.objects.filter(pk=key).first()
    if found is None:
        raise Wrong(field, "There is no such person.")
    return found


def case_of(key: UUID, seen_by: Key) -> Case:
    """The case of that key, with its problem."""
    rows = Case.objects.filter(problem__in=problems_of(seen_by), pk=key)
    found: Case | None = rows.select_related("problem", "contact", "customer").first()
    if found is None:
        raise NotFound("such case")
    opened_problem(found.problem_id, "api", seen_by.actor())
    return found


def commitment_of(key: UUID, seen_by: Key) -> Commitment:
    """What is owed by that key, with its problem."""
    rows = Commitment.objects.filter(problem__in=problems_of(seen_by), pk=key)
    found = rows.select_related("problem", "debtor", "creditor").first()
    if found is None:
        raise NotFound("such commitment")
    opened_problem(found.problem_id, "api", seen_by.actor())
    return found
