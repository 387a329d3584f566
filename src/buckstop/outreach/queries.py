"""Whom an outreach would tell, how, and from when on; and how one goes."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Max, Q

from buckstop.conversations.queries.addresses import addresses_of
from buckstop.kit.reading import Among
from buckstop.outreach.models import How, Outreach, Recipient, RecipientState
from buckstop.outreach.rules import may_be_told_at
from buckstop.people.models import Contact, Customer, Person
from buckstop.people.speaking import of_customer
from buckstop.people.zones import house_zone
from buckstop.problems.models import Case, Problem
from buckstop.problems.models.case import WAITING, CaseHow, CaseState
from buckstop.problems.models.problem import Hurt, Kind
from buckstop.services.models import Matters
from buckstop.signals.queries import Affected, affected

BEFORE = timedelta(hours=2)
"""Who wrote so long before we found it may have written of it."""


@dataclass(frozen=True, slots=True)
class Reached:
    """Who is written to for a customer, and where."""

    person: Person
    address: str

    @property
    def domain(self) -> str:
        """Where their mail goes."""
        return self.address.rpartition("@")[2]


@dataclass(frozen=True, slots=True)
class Whom:
    """An affected customer who has no case of it yet. `reached` is None where no address of theirs
    is known; `reads`: their languages; `wrote`: cases of theirs on other problems, which may be of
    this."""

    customer: Customer
    services: tuple[str, ...]
    reached: Reached | None
    send_at: datetime
    wrote: tuple[Case, ...]

    @property
    def reads(self) -> list[str]:
        return of_customer(self.reached.person, self.customer, None) if self.reached else []


@dataclass(frozen=True, slots=True)
class Untold:
    """An affected customer whom nobody told yet, and from when on they may be."""

    customer: UUID
    services: tuple[str, ...]
    send_at: datetime


def contacts_of(customers: Collection[UUID]) -> dict[UUID, Reached]:
    """Who of each customer is written to: who had a case last, else whom we know longest."""
    keys = list(customers)
    rows = Contact.objects.filter(
        Among("customer", keys), ended_at=None, person__deactivated_at=None, person__erased_at=None
    )
    last = Max("person__cases__opened_at", filter=Among("person__cases__customer", keys))
    rows = rows.annotate(last=last).select_related("person")
    found = sorted(rows, key=lambda row: (row.last is None, row.added_at, row.pk))
    newest = sorted(found, key=lambda row: row.last.timestamp() if row.last else 0, reverse=True)
    addresses = addresses_of({row.person_id for row in rows})
    reached: dict[UUID, Reached] = {}
    for row in newest:
        if address := addresses.get(row.person_id):
            reached.setdefault(row.customer_id, Reached(row.person, address))
    return reached


def untold(problem: Problem, *, at: datetime, later: timedelta = timedelta()) -> list[Untold]:
    """Those whom it affects and nobody told yet; whom it stops first. `later`: nothing leaves
    sooner than so long from now."""
    told = Recipient.objects.filter(problem=problem).exclude(state=RecipientState.LEFT_OUT)
    known = set(told.values_list("customer", flat=True))
    there = [
        one
        for one in affected(problem, at=at)
        if one.affected and not one.case and one.customer not in known
    ]
    rows = Customer.objects.filter(Among("pk", [one.customer for one in there]), erased_at=None)
    zones = dict(rows.values_list("pk", "zone"))
    return [
        Untold(one.customer, one.by, max(at + later, _from(problem, zones[one.customer], one, at)))
        for one in there
        if one.customer in zones
    ]


def whom(problem: Problem, *, at: datetime) -> list[Whom]:
    """The same, each with who is written to and what else they wrote: for who looks at them."""
    there = untold(problem, at=at)
    keys = [one.customer for one in there]
    customers = {row.pk: row for row in Customer.objects.filter(Among("pk", keys))}
    reached, wrote = contacts_of(keys), _wrote(problem, keys)
    return [
        Whom(
            customer=customers[one.customer],
            services=one.services,
            reached=reached.get(one.customer),
            send_at=one.send_at,
            wrote=tuple(wrote.get(one.customer, ())),
        )
        for one in there
    ]


def _from(problem: Problem, zone: str, one: Affected, at: datetime) -> datetime:
    hurts = problem.hurts == Hurt.BADLY or one.matters == Matters.STOPS
    return may_be_told_at(at, ZoneInfo(zone or house_zone()), hurts=hurts)


def _wrote(problem: Problem, customers: Iterable[UUID]) -> dict[UUID, list[Case]]:
    """What they wrote of since about then, on other problems that run."""
    rows = Case.objects.filter(
        Among("customer", list(customers)),
        state=CaseState.OPEN,
        opened_at__gte=problem.opened_at - BEFORE,
        problem__kind=Kind.PROBLEM,
    ).exclude(Q(problem=problem) | Q(how=CaseHow.TOLD))
    found: dict[UUID, list[Case]] = {}
    for case in rows.select_related("problem", "contact").order_by("opened_at"):
        if case.customer_id is not None:
            found.setdefault(case.customer_id, []).append(case)
    return found


def waiting_cases(problem: Problem, customers: Collection[UUID]) -> dict[UUID, Case]:
    """The case of it that each customer has by now, where they have one."""
    there = Among("customer", list(customers))
    rows = Case.objects.filter(there, problem=problem, state__in=WAITING)
    rows = rows.select_related("contact", "problem").order_by("-opened_at")
    return {case.customer_id: case for case in rows if case.customer_id is not None}


@dataclass(frozen=True, slots=True)
class Course:
    """How an outreach goes; `next_at` is when the next one is told, `spam` how many reported it as
    that, `enough` how many want to hear no more."""

    outreach: Outreach
    told: int
    waits: int
    left_out: int
    next_at: datetime | None
    spam: int = 0
    enough: int = 0


def course_of(problem: Problem) -> Course | None:
    """How the newest of a problem goes, where there is one."""
    newest = Outreach.objects.filter(problem=problem).select_related("said_by", "text", "problem")
    outreach = newest.order_by("-begun_at").first()
    if outreach is None:
        return None
    rows = Recipient.objects.filter(outreach=outreach)
    counted = {row["state"]: row["n"] for row in rows.values("state").annotate(n=Count("pk"))}
    waits = rows.filter(state=RecipientState.WAITING).order_by("send_at")
    said = Counter(outreach.unwanted.values_list("how", flat=True))
    return Course(
        outreach=outreach,
        told=counted.get(RecipientState.TOLD, 0),
        waits=counted.get(RecipientState.WAITING, 0),
        left_out=counted.get(RecipientState.LEFT_OUT, 0),
        next_at=waits.values_list("send_at", flat=True).first(),
        spam=said[How.SPAM],
        enough=said[How.ENOUGH],
    )


def told_first(case: Case) -> Recipient | None:
    """Whom it was told to: the recipient whose case it is, where we told them first."""
    rows = Recipient.objects.filter(case=case, state=RecipientState.TOLD)
    return rows.select_related("outreach").order_by("-pk").first()


def recipients(outreach: Outreach) -> list[Recipient]:
    """Everybody in it, by name."""
    rows = Recipient.objects.filter(outreach=outreach)
    return list(rows.select_related("customer", "case").order_by("customer__name"))


def runs(problem: Problem) -> bool:
    """Whether some are being told of it now."""
    return Outreach.objects.filter(problem=problem, stopped_at=None, done_at=None).exists()
