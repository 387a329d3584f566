"""A service as programs and lists say it: it becomes what they say, whatever it was."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refused
from buckstop.ledger.transaction import acting
from buckstop.people.models import Customer
from buckstop.services import queries, rules
from buckstop.services.actions import services, uses
from buckstop.services.models import Service, Use
from buckstop.services.rules import Terms, Usage

type Uses = Iterable[tuple[Customer, Usage]]


def put_service(
    *, terms: Terms, needs: Iterable[str] | None, used: Uses | None, by: Actor, at: datetime
) -> Service:
    """Let the service of that key be so; said again, nothing happens.

    `needs` are keys. What isn't given (None) stays; what is, is all that it needs, or all who use
    it.
    """
    terms = rules.check_terms(terms)
    found = queries.by_key(terms.key)
    held = (found,) if found is not None else ()
    with acting(*held, by=by, at=at) as act:
        if found is None:
            found = services.add_service(terms=terms, by=by, at=at)
        else:
            services.change_service(found, terms=terms, by=by, at=at)
        act.flush()
        if needs is not None:
            _put_needs(found, {rules.check_key(key) for key in needs}, by=by, at=at)
        if used is not None:
            _put_uses(found, used, by=by, at=at)
    return found


def _put_needs(service: Service, keys: set[str], *, by: Actor, at: datetime) -> None:
    others = queries.by_keys(keys)
    missing = sorted(keys - others.keys())
    if missing:
        said = _("There is no service with the key %(key)s.")
        raise Refused("no-service", said % {"key": missing[0]}, "needs")
    for row in queries.needs(service):
        if row.on.key not in keys:
            services.need_no_more(row, by=by, at=at)
    for key in sorted(keys):
        services.need(service, on=others[key], by=by, at=at)


def _put_uses(service: Service, used: Uses, *, by: Actor, at: datetime) -> None:
    wanted = [(customer, rules.check_usage(usage)) for customer, usage in used]
    kept = {(customer.pk, usage.site) for customer, usage in wanted}
    for row in Use.objects.filter(service=service, until=None).select_related("service"):
        if (row.customer_id, row.site) not in kept:
            uses.use_no_more(row, by=by, at=at)
    for customer, usage in wanted:
        uses.use(service, customer=customer, usage=replace(usage), by=by, at=at)
