"""What somebody who works on a customer's problem should know of the customer, in one query."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import JSONObject

from buckstop.conversations.models import Message
from buckstop.conversations.models.message import NOT_OURS, MessageKind
from buckstop.conversations.queries.taken_back import kept_by_nothing
from buckstop.kit.reading import Given, reading
from buckstop.people.models import Address, Customer
from buckstop.problems.commitments import kind
from buckstop.problems.models import Case, Commitment, Problem
from buckstop.problems.models.case import WAITING, CaseState
from buckstop.problems.models.commitment import CommitmentState

KEPT = CommitmentState.KEPT
AUTOMATIC, HEARD = MessageKind.AUTOMATIC, MessageKind.HEARD
MOST_OPEN = 5
MOST_PAST = 3
COUNTED = 30
"""The newest cases of theirs in which promises are counted: bounded, however long they are here."""


@dataclass(frozen=True, slots=True)
class OpenBeside:
    """Another problem that they wait on, and when they are told more."""

    number: int
    title: str
    news_due: datetime | None


@dataclass(frozen=True, slots=True)
class PastBeside:
    """How one of their last problems ended; `words` are the last that one of us told them."""

    number: int
    title: str
    state: CaseState
    ended_at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class CustomerBeside:
    """A customer, as whoever answers them needs it. `kept` of `promises`: news, at its first time.
    `answered`: what a machine answered for the contact, where they said nothing since, and when."""

    customer: Customer
    note: str
    emails: list[str]
    phones: list[str]
    open: list[OpenBeside]
    past: list[PastBeside]
    kept: int
    promises: int
    answered: tuple[str, datetime] | None


def customer_beside(customer: UUID, *, contact: UUID, problem: UUID) -> CustomerBeside | None:
    """Of the customer of a case in `problem`, where `contact` speaks; None where it is erased."""
    given = {"customer": customer, "contact": contact, "problem": problem}
    row: Any = _beside.first(tuple(kind.news()), **given)
    if row is None:
        return None
    return CustomerBeside(
        customer=row,
        note=row.note_text or "",
        emails=[one["email"] for one in row.reached if one["email"]],
        phones=[one["phone"] for one in row.reached if one["phone"]],
        open=[
            OpenBeside(one["number"], one["title"], _instant(one["news_due"])) for one in row.waits
        ],
        past=[
            PastBeside(
                one["number"],
                one["title"],
                CaseState(one["state"]),
                datetime.fromisoformat(one["ended_at"]),
                one["words"] or "",
            )
            for one in row.past
        ],
        kept=row.news["kept"] if row.news else 0,
        promises=row.news["ended"] if row.news else 0,
        answered=_answered(row.by_machine),
    )


def _answered(said: dict[str, str] | None) -> tuple[str, datetime] | None:
    return (said["text"], datetime.fromisoformat(said["at"])) if said and said["text"] else None


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


@reading
def _beside(news: tuple[str, ...]) -> "QuerySet[Customer]":
    rows: Any = Customer.objects.filter(pk=Given("customer"), erased_at=None)
    found: QuerySet[Customer] = rows.select_related("manager").annotate(
        note_text=F("note__text"),
        reached=ArraySubquery(_reached()),
        waits=ArraySubquery(_open()),
        past=ArraySubquery(_past()),
        news=Subquery(_news(news)),
        by_machine=Subquery(_by_machine()),
    )
    return found


def _by_machine() -> Any:
    """The last answer of a machine of the contact's; who comes after it spoke themselves."""
    contact: Any = Given("contact")
    theirs = Case.objects.filter(contact=contact).values("pk")
    heard = Message.objects.filter(case__in=theirs, kind__in=(AUTOMATIC, HEARD), said_by=contact)
    last = heard.order_by("-at", "-pk").values("pk")[:1]
    rows = Message.objects.filter(pk=Subquery(last), kind=AUTOMATIC)
    return rows.values(said=JSONObject(text="text__text", at="at"))


def _reached() -> Any:
    given: Any = Given("contact")
    rows = Address.objects.filter(person=given, ended_at=None)
    said = JSONObject(email="email", phone="phone")
    return rows.order_by("rank", "added_at", "pk").values(said=said)[:MOST_OPEN]


def _others(customer: Any, **where: Any) -> Any:
    """Their cases in other problems than the one at which somebody looks."""
    given: Any = Given("problem")
    return Case.objects.filter(customer=customer, **where).exclude(problem_id=given)


def _open() -> Any:
    waits = _others(OuterRef(OuterRef("pk")), state__in=WAITING).values("problem")
    said = JSONObject(number="number", title="title", news_due="news_due")
    rows = Problem.objects.filter(pk__in=waits).order_by(F("news_due").asc(nulls_last=True), "pk")
    return rows.values(said=said)[:MOST_OPEN]


def _past() -> Any:
    told = Message.objects.standing().filter(case=OuterRef("pk"), said_by__isnull=False)
    words = told.exclude(kind__in=NOT_OURS).order_by("-at", "-pk").values("text__text")[:1]
    rows = _others(OuterRef("pk"), ended_at__isnull=False).exclude(state=CaseState.VOID)
    said = JSONObject(
        number="problem__number",
        title="problem__title",
        state="state",
        ended_at="ended_at",
        words=Subquery(words),
    )
    return rows.order_by("-opened_at", "-pk").values(said=said)[:MOST_PAST]


def _news(kinds: tuple[str, ...]) -> Any:
    """How the promises of news ended, in their newest cases, while they waited."""
    theirs = Case.objects.filter(customer=OuterRef(OuterRef("pk"))).exclude(state=CaseState.VOID)
    newest = theirs.order_by("-opened_at", "-pk").values("problem")[:COUNTED]
    then = theirs.filter(problem=OuterRef("problem"), opened_at__lte=OuterRef("ended_at"))
    waited = Exists(then.filter(Q(ended_at=None) | Q(ended_at__gte=OuterRef("ended_at"))))
    ended = Commitment.objects.filter(
        waited, problem__in=newest, kind__in=kinds, state__in=(KEPT, CommitmentState.MISSED)
    ).exclude(kept_by_nothing())
    kept = Count("pk", filter=Q(state=KEPT, moved_at=None))
    everything = ended.order_by().annotate(all=Value(1)).values("all")
    counted = everything.annotate(kept=kept, ended=Count("pk"))
    return counted.values(said=JSONObject(kept=F("kept"), ended=F("ended")))
