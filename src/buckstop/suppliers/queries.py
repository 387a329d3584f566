"""Which suppliers there are, who is of them, when they are there, and what they are asked."""

import re
from datetime import datetime, time
from uuid import UUID

from django.db.models import F, QuerySet

from buckstop.kit.calendars import Calendar
from buckstop.ledger.actor import Actor
from buckstop.people.models import Address, Person
from buckstop.people.roles import Role
from buckstop.people.rules import domain_of
from buckstop.people.zones import house_zone
from buckstop.problems.models import Problem
from buckstop.problems.rules import impact
from buckstop.services.models import Service
from buckstop.services.queries import services
from buckstop.suppliers.models import Ask, AskFile, AskMessage, Supplier, SupplierPerson


def suppliers() -> "QuerySet[Supplier]":
    """The suppliers that there are, by name."""
    return Supplier.objects.filter(ended_at=None).order_by("name")


def supplying(service: UUID) -> list[Supplier]:
    """Those that supply what a service needs, by name."""
    return list(suppliers().filter(services__contains=[service]))


def supplied(supplier: Supplier) -> list[Service]:
    """Those of our services that need what it supplies, by name."""
    return list(services().filter(pk__in=supplier.services))


def people_of(supplier: Supplier) -> list[SupplierPerson]:
    """Who is of a supplier: those who stand on no ladder first, then the ladder, from below."""
    now = SupplierPerson.objects.filter(supplier=supplier, until=None).select_related("person")
    return list(now.order_by(F("turn_to_after").asc(nulls_first=True), "person__public_name"))


def addresses(person: Person) -> list[Address]:
    """Where somebody is reached: where our mail goes, first."""
    rows = Address.objects.filter(person=person, ended_at=None)
    return list(rows.order_by("rank", "added_at", "pk"))


def mail_of(person: Person) -> str:
    """Where our mail to somebody goes; empty where they have none."""
    return next((row.email for row in addresses(person) if row.email), "")


def zone_of(supplier: Supplier) -> str:
    """A supplier's time zone: its own, or the house's."""
    return supplier.zone or house_zone()


def hours_of(supplier: Supplier) -> Calendar:
    """When it is there."""
    span: tuple[time, time] = (supplier.opens, supplier.closes)
    return Calendar(zone_of(supplier), {int(day): [span] for day in supplier.weekdays})


def answer_due(supplier: Supplier, hurts: int, at: datetime) -> datetime | None:
    """By when a supplier promises to answer what it is asked now; None: it promises nothing."""
    minutes = {
        impact.STOPS: supplier.answers_stopped,
        impact.SLOWS: supplier.answers_slowed,
        impact.CAN_WAIT: supplier.answers_unhindered,
    }[hurts]
    return hours_of(supplier).add_working(at, minutes) if minutes else None


def domains_of(supplier: Supplier) -> set[str]:
    """The mail domains of a supplier's people, but those that anybody may have."""
    mine = SupplierPerson.objects.filter(supplier=supplier, until=None).values("person")
    rows = Address.objects.filter(person__in=mine, ended_at=None).exclude(email="")
    return {
        domain for email in rows.values_list("email", flat=True) if (domain := domain_of(email))
    }


def _asks() -> "QuerySet[Ask]":
    return Ask.objects.select_related(
        "supplier", "names", "why", "plan_b", "commitment__problem__owner", "commitment__debtor",
        "commitment__what", "commitment__answer",
    )  # fmt: skip


def ask_of(problem: Problem, key: UUID) -> Ask | None:
    """What was asked on this problem, by its key."""
    return _asks().filter(pk=key, commitment__problem=problem).first()


def ask_for(key: UUID, person: UUID) -> Ask | None:
    """What somebody of a supplier is or was asked, by its key; None where it isn't theirs."""
    found = _asks().filter(pk=key).first()
    if found is None:
        return None
    theirs = SupplierPerson.objects.filter(supplier=found.supplier_id, person=person, until=None)
    return found if theirs.exists() else None


def said(ask: Ask, *, kinds: tuple[str, ...] = ()) -> list[AskMessage]:
    """What was said about an ask, oldest first, with its files; all of it, or of these kinds."""
    rows = AskMessage.objects.filter(ask=ask).select_related("said_by", "to", "text")
    if kinds:
        rows = rows.filter(kind__in=kinds)
    return list(rows.prefetch_related("files").order_by("at", "pk")[:500])


def file_of(ask: Ask, key: UUID, *, kinds: tuple[str, ...] = ()) -> AskFile | None:
    """A file of an ask; of messages of these kinds only, where they are given."""
    rows = AskFile.objects.filter(message__ask=ask, pk=key).select_related("file")
    return (rows.filter(message__kind__in=kinds) if kinds else rows).first()


def people_by_address(supplier: Supplier) -> dict[str, UUID]:
    """Who of a supplier has which mail address."""
    mine = SupplierPerson.objects.filter(supplier=supplier, until=None).values("person")
    rows = Address.objects.filter(person__in=mine, ended_at=None).exclude(email="")
    return dict(rows.order_by("-added_at").values_list("email", "person"))


def asks_by_token(tokens: set[str]) -> dict[str, Ask]:
    """What was asked, by the token of its reply address."""
    return {ask.token: ask for ask in _asks().filter(token__in=tokens)}


def asks_with_tickets(emails: set[str]) -> dict[str, list[Ask]]:
    """What was asked of whose supplier has a number of its own, by the addresses of its people;
    the newest first."""
    rows = Address.objects.filter(email__in=emails, ended_at=None, person__role=Role.SUPPLIER)
    people = dict(rows.values_list("email", "person"))
    of = SupplierPerson.objects.filter(person__in=people.values(), until=None)
    suppliers = dict(of.values_list("person", "supplier"))
    asks = _asks().filter(supplier__in=suppliers.values()).exclude(ticket="")
    newest = list(asks.order_by("-asked_at")[:500]) if suppliers else []
    return {
        email: [ask for ask in newest if ask.supplier_id == suppliers.get(person)]
        for email, person in people.items()
    }


def with_ticket(text: str, actor: Actor) -> list[Ask]:
    """What was asked under a number of a supplier's own, on problems that `actor` sees."""
    bare = text.strip().strip("[]#")
    if not any(letter.isdigit() for letter in bare):
        return []
    rows = _asks().filter(ticket__iregex=rf"(^|\W){re.escape(bare)}(\W|$)")
    seen = Problem.objects.visible_to(actor)
    return list(rows.filter(commitment__problem__in=seen).order_by("-asked_at")[:20])
