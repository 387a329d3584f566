"""Services come, change, need each other, and go."""

from dataclasses import asdict
from datetime import datetime

from django.db import connection
from django.utils.translation import gettext as _

from buckstop.kit.bulk import new_row
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refused, check
from buckstop.ledger.transaction import Act, acting
from buckstop.services import entries, queries, rules
from buckstop.services import permissions as may
from buckstop.services.models import Dependency, Service, Use
from buckstop.services.rules import Terms

_MAP = 7_240_011  # the advisory lock of the map of services; the guard takes it too


def add_service(*, terms: Terms, by: Actor, at: datetime) -> Service:
    """One more service."""
    terms = rules.check_terms(terms)
    with acting(by=by, at=at) as act:
        _hold_map(act)
        _check_free(terms.key)
        service = new_row(Service, chain=act.begin("service"), **asdict(terms))
        act.add(service)
        made = entries.ServiceAdded(
            service=service.pk,
            key=terms.key,
            quiet_minutes=terms.quiet_minutes,
            said=_said(act, terms),
        )
        act.record(made, on=service)
    return service


def change_service(service: Service, *, terms: Terms, by: Actor, at: datetime) -> None:
    """Say anew what it is called, and after how much quiet its trouble is over."""
    terms = rules.check_terms(terms)
    with acting(service, by=by, at=at) as act:
        service = act.lock(service)
        check(may.may_change_service(service))
        values = asdict(terms)
        if all(getattr(service, name) == value for name, value in values.items()):
            return
        if service.key != terms.key:
            _hold_map(act)
            _check_free(terms.key)
        act.change(service, **values)
        act.record(
            entries.ServiceChanged(
                key=terms.key, quiet_minutes=terms.quiet_minutes, said=_said(act, terms)
            )
        )


def end_service(service: Service, *, by: Actor, at: datetime) -> None:
    """It is run no more: nobody uses it, nothing needs it. What was, stays."""
    needed = queries.needed_by(service)
    with acting(service, *(row.service for row in needed), by=by, at=at) as act:
        service = act.lock(service)
        if service.ended_at is not None:
            return
        for row in act.rows(Dependency.objects.filter(on=service, until=None)):
            if act.holds(row):  # one that came meanwhile needs what has ended, and counts no more
                _not_needed(act, row)
        for row in act.rows(Dependency.objects.filter(service=service, until=None)):
            _not_needed(act, row)
        for used in act.rows(Use.objects.filter(service=service, until=None)):
            act.change(used, until=act.at)
            act.record(entries.UseEnded(use=used.pk, customer=used.customer_id), on=service)
        act.change(service, ended_at=act.at)
        act.record(entries.ServiceEnded(), on=service)


def need(service: Service, *, on: Service, by: Actor, at: datetime) -> None:
    """`service` doesn't work without `on`. Refused with the way round where that is a circle."""
    with acting(service, by=by, at=at) as act:
        check(may.may_need(act.lock(service), on))
        _hold_map(act)
        if Dependency.objects.filter(service=service, on=on, until=None).exists():
            return
        back = queries.way(on.pk, service.pk)
        rules.check_no_circle([service.name, *back] if back else [])
        row = act.add(new_row(Dependency, service=service, on=on, since=act.at))
        act.record(entries.ServiceNeeded(dependency=row.pk, on=on.pk))
        act.flush()


def need_no_more(row: Dependency, *, by: Actor, at: datetime) -> None:
    """It works without it."""
    with acting(row.service, by=by, at=at) as act:
        row = act.lock(row)
        if row.until is None:
            _not_needed(act, row)


def _not_needed(act: Act, row: Dependency) -> None:
    act.change(row, until=act.at)
    made = entries.ServiceNotNeeded(dependency=row.pk, on=row.on_id)
    act.record(made, on=row)


def _hold_map(act: Act) -> None:
    """Until the end of the transaction nobody else adds a service or a dependency."""
    act.flush()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_MAP])


def _check_free(key: str) -> None:
    taken = queries.by_key(key)
    if taken is not None:
        said = _("%(service)s has the key %(key)s already.")
        raise Refused("key-taken", said % {"service": taken.name, "key": key}, "key")


def _said(act: Act, terms: Terms) -> str:
    return act.body(f"{terms.name}\n{terms.about}").digest
