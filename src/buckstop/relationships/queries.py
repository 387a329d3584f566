"""Who has the relationship with whom, and what they know of their customers."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, FilteredRelation, Min, OuterRef, Q, QuerySet, Subquery

from buckstop.conversations.models import Message
from buckstop.conversations.models.message import NOT_OURS
from buckstop.conversations.queries.promised import PromisesTo, promises_to
from buckstop.kit.reading import Among, Given, reading
from buckstop.people.models import Customer, Person
from buckstop.problems.models import Case, Problem
from buckstop.problems.models.case import WAITING, CaseState
from buckstop.problems.models.problem import Hurt
from buckstop.relationships import saying
from buckstop.relationships.saying import LATELY, Known
from buckstop.remedies.models import Remedy

MOST = 500  # open problems, or whatever else happened lately, of the customers of one page


def managers_of(problem: Problem) -> set[UUID | None]:
    """The account managers of the customers that wait on a problem."""
    waiting = Case.objects.filter(problem=problem, state__in=WAITING)
    found = waiting.filter(customer__manager__isnull=False)
    return set(found.values_list("customer__manager", flat=True))


@dataclass(frozen=True, slots=True)
class Face:
    """A customer as their account manager sees them: how the promises of news of the last year
    ended, and what is known besides."""

    key: UUID
    name: str
    open: int
    next_news: datetime | None
    promises: PromisesTo
    known: Known


@dataclass(frozen=True, slots=True)
class Faces:
    """A page of somebody's customers: how many they have, and of how many something is open."""

    rows: list[Face]
    count: int
    count_open: int


def customers_of(manager: Person, *, at: datetime, skip: int = 0, most: int = 40) -> Faces:
    """`manager`'s customers: who hears from us next first, then by name those who wait for
    nothing."""
    found = _mine(manager=manager.pk)
    rows = _faces(found[skip : skip + most], at)
    return Faces(rows, len(found), sum(1 for _key, _name, waiting, _due in found if waiting))


def face_of(customer: Customer, at: datetime) -> Face:
    """The same of one customer, whoever has the relationship."""
    [face] = _faces(_one(customer=customer.pk), at)
    return face


def _faces(found: "Sequence[Counted]", at: datetime) -> list[Face]:
    """What is known of some customers: read once for all of them."""
    keys = [key for key, *_ in found]
    if not keys:
        return []
    promises = promises_to(keys, at)
    known = _known(keys, promises, at)
    return [
        Face(
            key=key,
            name=name,
            open=waiting,
            next_news=next_news,
            promises=promises.get(key, PromisesTo()),
            known=known[key],
        )
        for key, name, waiting, next_news in found
    ]


def _known(keys: list[UUID], promises: dict[UUID, PromisesTo], at: datetime) -> dict[UUID, Known]:
    problems: dict[UUID, list[saying.Problem]] = defaultdict(list)
    for customer, title, number, hurts, state, due in _open(keys=keys):
        asked = state == CaseState.ASKED
        one = saying.Problem(title, number, hurts == Hurt.BADLY, asked, due)
        problems[customer].append(one)
    heard = dict(_heard(keys=keys))
    solved = {one[0]: one[1:] for one in _solved(keys=keys, since=at - LATELY)}
    given = _given(keys, at - LATELY)
    return {
        key: Known(
            open=tuple(problems[key]),
            missed_at=promises[key].missed_at if key in promises else None,
            heard_at=heard.get(key),
            solved=solved[key][0] if key in solved else "",
            solved_at=solved[key][1] if key in solved else None,
            given=given[key][0] if key in given else "",
            given_at=given[key][1] if key in given else None,
        )
        for key in keys
    }


type Counted = tuple[UUID, str, int, datetime | None]


def _counted(rows: "QuerySet[Customer]") -> "QuerySet[Customer, Counted]":
    """Each with how many cases of theirs wait, and when they hear next."""
    waits = FilteredRelation("cases", condition=Q(cases__state__in=WAITING))
    counted: Any = rows.filter(merged_into=None, erased_at=None).alias(waits=waits)
    found: QuerySet[Customer, Counted] = (
        counted.annotate(open=Count("waits"), next_news=Min("waits__problem__news_due"))
        .order_by(F("next_news").asc(nulls_last=True), "name", "pk")
        .values_list("pk", "name", "open", "next_news")
    )
    return found


@reading
def _mine() -> "QuerySet[Customer, Counted]":
    given: Any = Given("manager")
    return _counted(Customer.objects.filter(manager=given))


@reading
def _one() -> "QuerySet[Customer, Counted]":
    return _counted(Customer.objects.filter(pk=Given("customer")))


@reading
def _open() -> "QuerySet[Case, tuple[Any, ...]]":
    waiting = Case.objects.filter(Among("customer", Given("keys")), state__in=WAITING)
    columns = (
        "customer", "problem__title", "problem__number", "problem__hurts", "state",
        "problem__news_due",
    )  # fmt: skip
    return waiting.order_by("-problem__hurts", "problem__news_due").values_list(*columns)[:MOST]


@reading
def _heard() -> "QuerySet[Customer, tuple[Any, ...]]":
    """By customer: when a person of ours wrote last; of letters of the desk nobody did."""
    said = Message.objects.standing().filter(case=OuterRef("pk"), said_by__isnull=False)
    newest = said.exclude(kind__in=NOT_OURS).order_by("-at").values("at")[:1]
    cases: Any = Case.objects.filter(customer=OuterRef("pk")).annotate(heard=Subquery(newest))
    last = cases.order_by(F("heard").desc(nulls_last=True)).values("heard")[:1]
    rows: Any = Customer.objects.filter(Among("pk", Given("keys")))
    found: QuerySet[Customer, tuple[Any, ...]] = rows.annotate(heard_at=Subquery(last)).values_list(
        "pk", "heard_at"
    )
    return found


@reading
def _solved() -> "QuerySet[Case, tuple[Any, ...]]":
    since: Any = Given("since")
    solved = Case.objects.filter(Among("customer", Given("keys")), state=CaseState.CONFIRMED)
    rows = solved.filter(ended_at__gte=since).order_by("ended_at")
    return rows.values_list("customer", "problem__title", "ended_at")[:MOST]


def _given(keys: list[UUID], since: datetime) -> dict[UUID, tuple[str, datetime]]:
    """What was given last since then, by customer."""
    cases = [case for case, times in _given_in(keys=keys, since=since) if times]
    rows = _given_of(cases=cases, since=since) if cases else []
    return {customer: (kind, at) for customer, kind, at in rows}


@reading
def _given_in() -> "QuerySet[Case, tuple[UUID, list[datetime]]]":
    """Of each of their cases when something was given. Looked for in each: much may have been given
    lately to others, and the planner would rather compare all of that with a list of cases."""
    since: Any = Given("since")
    given = Remedy.objects.filter(case=OuterRef("pk"), granted_at__gte=since).order_by()
    cases: Any = Case.objects.filter(Among("customer", Given("keys"))).order_by()
    found: QuerySet[Case, tuple[UUID, list[datetime]]] = cases.values_list(
        "pk", ArraySubquery(given.values("granted_at"))
    )
    return found


@reading
def _given_of() -> "QuerySet[Remedy, tuple[Any, ...]]":
    since: Any = Given("since")
    rows = Remedy.objects.filter(Among("case", Given("cases")), granted_at__gte=since)
    return rows.order_by("granted_at").values_list("case__customer", "kind", "granted_at")[:MOST]


@dataclass(frozen=True, slots=True)
class Told:
    """An open problem of a customer, and the last that a person of ours told them of it."""

    problem: Problem
    asked: bool
    words: str
    at: datetime | None


def open_with_words(customer: Customer, most: int = 12) -> list[Told]:
    """What they wait on, what stops them first."""
    told = Message.objects.standing().filter(case=OuterRef("pk"), said_by__isnull=False)
    newest = told.exclude(kind__in=NOT_OURS).order_by("-at", "-pk")
    waiting: Any = Case.objects.filter(customer=customer, state__in=WAITING)
    rows = waiting.select_related("problem__owner").annotate(
        said=Subquery(newest.values("text__text")[:1]), told_at=Subquery(newest.values("at")[:1])
    )
    return [
        Told(one.problem, one.state == CaseState.ASKED, one.said or "", one.told_at)
        for one in rows.order_by("-problem__hurts", "problem__news_due")[:most]
    ]


def solved_of(customer: Customer, *, since: datetime, most: int = 8) -> list[Case]:
    """Their cases that ended by their word since then, the newest first."""
    ended = Case.objects.filter(customer=customer, state=CaseState.CONFIRMED, ended_at__gte=since)
    return list(ended.select_related("problem").order_by("-ended_at")[:most])


def given_to(customer: Customer, *, since: datetime, most: int = 8) -> list[Remedy]:
    """What was given to make it right since then, the newest first."""
    rows = Remedy.objects.filter(case__customer=customer, granted_at__gte=since)
    found = rows.select_related("case__customer", "case__contact", "case__problem")
    return list(found.order_by("-granted_at")[:most])
