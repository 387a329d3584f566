"""Customers to choose from, each with what tells it from another; and services."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from buckstop.people.models import Customer, Domain
from buckstop.people.queries import domain_is_free, search_customers
from buckstop.people.rules import domain_of
from buckstop.services.models import Service
from buckstop.services.queries import services

MOST = 8


@dataclass(frozen=True, slots=True)
class Choice:
    """One customer. `detail`: its domains and how many speak for it."""

    id: str
    name: str
    detail: str = ""


def found(typed: str, but_not: Iterable[UUID] = ()) -> list[Choice]:
    """The customers that fit three letters of anything."""
    if len(typed.strip()) < 3:
        return []
    left_out = set(but_not)
    fits = search_customers(typed.strip(), MOST + len(left_out))
    return choices([one for one in fits if one.pk not in left_out][:MOST])


def choices(customers: Iterable[Customer]) -> list[Choice]:
    """Each with its domains and its contacts."""
    rows = list(customers)
    keys = [one.pk for one in rows]
    domains: dict[UUID, list[str]] = {}
    for domain in Domain.objects.filter(customer__in=keys).order_by("name"):
        domains.setdefault(domain.customer_id, []).append(domain.name)
    still = Count("contacts", filter=Q(contacts__ended_at=None))
    counts = dict(Customer.objects.filter(pk__in=keys).annotate(n=still).values_list("pk", "n"))
    return [
        Choice(str(one.pk), one.name, _detail(domains.get(one.pk, []), counts.get(one.pk, 0)))
        for one in rows
    ]


def _detail(domains: list[str], contacts: int) -> str:
    people = ngettext("%(n)s contact", "%(n)s contacts", contacts) % {"n": contacts}
    return ", ".join([*domains, people if contacts else _("no contact yet")])


def free_domain(email: str) -> str:
    """The domain of an address, where it isn't everybody's nor a customer's already."""
    domain = domain_of(email) if "@" in email else ""
    return domain if domain and domain_is_free(domain) else ""


def name_from(domain: str) -> str:
    """What a company at `domain` may be called: `neu-firma.example` is “Neu Firma”."""
    label = domain.rpartition(".")[0].rpartition(".")[2] or domain
    label = "" if label.startswith("xn--") else label
    return " ".join(part.capitalize() for part in label.replace("_", "-").split("-"))


def services_to_choose() -> list[tuple[str, str]]:
    """The services there are, as a field offers them."""
    return [(str(one.pk), one.name) for one in services()]


def chosen_service(filled: Mapping[str, Any]) -> Service | None:
    """The one that was chosen in a field called `service`, if one was."""
    return Service.objects.get(pk=filled["service"]) if filled["service"] else None
