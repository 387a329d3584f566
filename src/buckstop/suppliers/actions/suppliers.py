"""Suppliers come, change and go."""

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refused, check
from buckstop.ledger.transaction import Act, acting
from buckstop.services.queries import services
from buckstop.suppliers import entries, queries
from buckstop.suppliers import permissions as may
from buckstop.suppliers.models import Supplier
from buckstop.suppliers.rules.checks import Terms, check_terms


def add_supplier(*, terms: Terms, by: Actor, at: datetime) -> Supplier:
    """One more organisation that we ask for help."""
    terms = check_terms(terms, queries.suppliers().values_list("name", flat=True))
    _check_services(terms, but=())
    with acting(by=by, at=at) as act:
        supplier = act.add(Supplier(chain=act.begin("supplier"), **_columns(terms)))
        made = entries.SupplierAdded(supplier=supplier.pk, **_on_record(act, terms))
        act.record(made, on=supplier)
    return supplier


def change_supplier(supplier: Supplier, *, terms: Terms, by: Actor, at: datetime) -> None:
    """Say anew who it is, when it is there and what it promises; asks that run keep their time."""
    others = queries.suppliers().exclude(pk=supplier.pk).values_list("name", flat=True)
    terms = check_terms(terms, others)
    with acting(supplier, by=by, at=at) as act:
        supplier = act.lock(supplier)
        check(may.may_change_supplier(supplier))
        _check_services(terms, but=supplier.services)
        values = _columns(terms)
        if any(getattr(supplier, name) != value for name, value in values.items()):
            act.change(supplier, **values)
            act.record(entries.SupplierChanged(**_on_record(act, terms)))


def end_supplier(supplier: Supplier, *, by: Actor, at: datetime) -> None:
    """Nothing more is asked of it."""
    with acting(supplier, by=by, at=at) as act:
        supplier = act.lock(supplier)
        if supplier.ended_at is None:
            act.change(supplier, ended_at=act.at)
            act.record(entries.SupplierEnded())


def _columns(terms: Terms) -> dict[str, Any]:
    return asdict(terms) | {"services": list(terms.services)}


def _check_services(terms: Terms, *, but: Collection[UUID]) -> None:
    """Those that there are, and those that it had already: what ended may stay."""
    there = set(services().values_list("pk", flat=True))
    if not set(terms.services) <= {*there, *but}:
        raise Refused("service", _("Choose services that there are."), "services")


def _on_record(act: Act, terms: Terms) -> dict[str, Any]:
    """What an entry says of the terms: words by their digest."""
    return {
        "hours": terms.hours,
        "weekdays": terms.weekdays,
        "zone": terms.zone,
        "answers_stopped": terms.answers_stopped,
        "answers_slowed": terms.answers_slowed,
        "answers_unhindered": terms.answers_unhindered,
        "services": terms.services,
        "said": act.body(f"{terms.name}\n{terms.supplies}").digest,
    }
