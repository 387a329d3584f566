"""Which suppliers there are, who is of them, and when they are there."""

from datetime import time
from uuid import UUID

from django.db.models import F, QuerySet

from buckstop.kit.calendars import Calendar
from buckstop.people.models import Address, Person
from buckstop.people.zones import house_zone
from buckstop.suppliers.models import Supplier, SupplierPerson


def suppliers() -> "QuerySet[Supplier]":
    """The suppliers that there are, by name."""
    return Supplier.objects.filter(ended_at=None).order_by("name")


def people_of(supplier: Supplier) -> list[SupplierPerson]:
    """Who is of a supplier: those who stand on no ladder first, then the ladder, from below."""
    now = SupplierPerson.objects.filter(supplier=supplier, until=None).select_related("person")
    return list(now.order_by(F("turn_to_after").asc(nulls_first=True), "person__public_name"))


def membership_of(person: UUID) -> SupplierPerson | None:
    """Of which supplier somebody is now; None where of none."""
    now = SupplierPerson.objects.filter(person=person, until=None, supplier__ended_at=None)
    return now.select_related("supplier", "person").first()


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
