"""Suppliers come, change and go."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import Act, acting
from buckstop.suppliers import entries, queries
from buckstop.suppliers import permissions as may
from buckstop.suppliers.models import Supplier
from buckstop.suppliers.rules.checks import Terms, check_terms


def add_supplier(*, terms: Terms, by: Actor, at: datetime) -> Supplier:
    """One more organisation that we ask for help."""
    terms = check_terms(terms, queries.suppliers().values_list("name", flat=True))
    with acting(by=by, at=at) as act:
        supplier = act.add(Supplier(chain=act.begin("supplier"), **asdict(terms)))
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
        values = asdict(terms)
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


def _on_record(act: Act, terms: Terms) -> dict[str, Any]:
    """What an entry says of the terms: words by their digest."""
    return {
        "hours": terms.hours,
        "weekdays": terms.weekdays,
        "zone": terms.zone,
        "answers_stopped": terms.answers_stopped,
        "answers_slowed": terms.answers_slowed,
        "answers_unhindered": terms.answers_unhindered,
        "said": act.body(f"{terms.name}\n{terms.supplies}").digest,
    }
