"""What is past its time, and what would go."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import ExtractYear

from buckstop.conversations.models import Attachment, Message
from buckstop.people.models import Person
from buckstop.people.roles import Role
from buckstop.problems.models import Case, Commitment, Problem
from buckstop.problems.models.case import WAITING
from buckstop.problems.models.problem import State
from buckstop.retention.models import Hold, Line, Period, Run
from buckstop.retention.rules import NEVER, Rules, cutoff
from buckstop.retention.settings import MONTHS

SHOWN = 100


def rules(months: int | None = None) -> Rules:
    """The rules as they are; or as they would be with other `months` for all."""
    found = Period.objects.filter(until=None).values_list("customer", "brand", "months")
    rows = list(found)
    return Rules(
        MONTHS.value if months is None else months,
        {customer: kept for customer, _brand, kept in rows if customer},
        {brand: kept for _customer, brand, kept in rows if brand},
    )


def periods() -> "QuerySet[Period]":
    """The exceptions, of brands first."""
    rows = Period.objects.filter(until=None).select_related("customer", "brand")
    return rows.order_by(F("brand__name").asc(nulls_last=True), "customer__name", "pk")


def holds() -> "QuerySet[Hold]":
    """The holds that are on, the newest first."""
    rows = Hold.objects.filter(until=None).select_related("customer", "problem", "why", "by")
    return rows.order_by("-since", "pk")


def hold_of(customer: UUID) -> Hold | None:
    """The hold on a customer, where there is one."""
    return holds().filter(customer=customer).first()


def past_its_time(by: Rules, at: datetime) -> "QuerySet[Problem]":
    """Closed problems of which every case is past its time, where nothing waits or is owed, and
    whose words are there still; those that are held among them."""
    rows = Problem.objects.filter(state=State.CLOSED)
    gone = Line.objects.filter(problem=OuterRef("pk"), closed_at=OuterRef("closed_at"), hold=None)
    cases = Case.objects.filter(problem=OuterRef("pk"))
    owed = Commitment.objects.filter(problem=OuterRef("pk"), ended_at=None)
    without = ~Exists(cases) & _closed_by(by.months, at) if by.months else Q(pk=None)
    rows = rows.filter(Exists(cases) | without)
    return rows.exclude(
        Exists(gone)
        | Exists(owed)
        | Exists(cases.filter(state__in=WAITING))
        | Exists(cases.filter(_too_soon(by, at)))
    )


def _closed_by(months: int, at: datetime) -> Q:
    return Q(closed_at__lte=cutoff(at, months))


def _too_soon(by: Rules, at: datetime) -> Q:
    """The cases whose words stay for now: by the customer's rule, the brand's, or the house's."""
    own = Q(customer__in=list(by.customers))
    branded = Q(brand__in=list(by.brands))
    no_own, no_brand = Q(customer=None) | ~own, Q(brand=None) | ~branded
    found = [no_own & no_brand & _later(by.months, at)]
    found += [Q(customer=key) & _later(months, at) for key, months in by.customers.items()]
    found += [no_own & Q(brand=key) & _later(months, at) for key, months in by.brands.items()]
    return reduce(or_, found)


def _later(months: int, at: datetime) -> Q:
    if months == NEVER:
        return Q(pk__isnull=False)
    return Q(problem__closed_at__gt=cutoff(at, months))


def held() -> Exists:
    """Whether a hold is on a problem, or on a customer of it."""
    of_cases = Case.objects.filter(problem=OuterRef(OuterRef("pk"))).values("customer")
    on = Hold.objects.filter(until=None)
    return Exists(on.filter(Q(problem=OuterRef("pk")) | Q(customer__in=of_cases)))


def problem_hold(problem: Problem) -> Hold | None:
    """The hold on a problem itself."""
    return holds().filter(problem=problem).first()


def hold_on(problem: Problem) -> Hold | None:
    """The hold that keeps a problem: its own first, else of a customer of it."""
    theirs = Case.objects.filter(problem=problem).values("customer")
    on = Q(problem=problem) | Q(customer__in=theirs)
    return holds().filter(on).order_by(F("problem").asc(nulls_last=True), "since", "pk").first()


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """What would go of the problems that closed in one year."""

    year: int
    problems: int
    messages: int
    files: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What would go now, by the year in which it closed, and the first of it; `kept` by holds."""

    years: list[Year]
    first: list[Problem]
    kept: int

    @property
    def problems(self) -> int:
        return sum(one.problems for one in self.years)

    @property
    def messages(self) -> int:
        return sum(one.messages for one in self.years)

    @property
    def files(self) -> int:
        return sum(one.files for one in self.years)


def preview(by: Rules, at: datetime) -> Preview:
    """What the next run would erase."""
    if not by.erase_anything:
        return Preview(years=[], first=[], kept=0)
    due = past_its_time(by, at)
    going = due.exclude(held())
    problems = _by_year(going, "closed_at", "pk")
    said = Message.objects.filter(problem__in=going.values("pk"))
    messages = _by_year(said, "problem__closed_at", "pk")
    files = Attachment.objects.filter(message__problem__in=going.values("pk"))
    counted = _by_year(files, "message__problem__closed_at", "pk")
    return Preview(
        years=[
            Year(
                year=year,
                problems=number,
                messages=messages.get(year, 0),
                files=counted.get(year, 0),
            )
            for year, number in sorted(problems.items())
        ],
        first=list(going.order_by("closed_at", "pk")[:SHOWN]),
        kept=due.filter(held()).count(),
    )


def _by_year(rows: "QuerySet[Any]", closed: str, key: str) -> dict[int, int]:
    by_year = rows.order_by().annotate(year=ExtractYear(closed)).values_list("year")
    return dict(by_year.annotate(n=Count(key)))


def runs() -> "QuerySet[Run]":
    """What was done, the newest first."""
    return Run.objects.order_by("-began_at", "pk")


def nothing_left() -> list[Person]:
    """Contacts of whom every word went by rule, who may be erased; a hundred of them."""
    gone = Line.objects.filter(problem=OuterRef("problem"), hold=None)
    theirs = Case.objects.filter(contact=OuterRef("pk"))
    rows = Person.objects.filter(role=Role.CONTACT, erased_at=None)
    rows = rows.filter(Exists(theirs)).exclude(Exists(theirs.exclude(Exists(gone))))
    return list(rows.order_by("name", "pk")[:SHOWN])


def rule_of(problem: Problem, by: Rules) -> tuple[int, str]:
    """The months after which a problem's words go, and whose rule that is."""
    cases: Iterable[tuple[UUID | None, UUID | None]] = Case.objects.filter(
        problem=problem
    ).values_list("customer", "brand")
    return by.longest(cases)
