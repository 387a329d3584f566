"""Customers use services, or use them no more."""

from dataclasses import asdict
from datetime import datetime

from buckstop.kit.bulk import new_row
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import acting
from buckstop.people.models import Customer
from buckstop.services import entries, rules
from buckstop.services import permissions as may
from buckstop.services.models import Service, Use
from buckstop.services.rules import Usage


def use(service: Service, *, customer: Customer, usage: Usage, by: Actor, at: datetime) -> Use:
    """A customer uses it so at that site; said again, it counts once."""
    usage = rules.check_usage(usage)
    with acting(service, by=by, at=at) as act:
        check(may.may_use(act.lock(service)))
        act.flush()
        found = Use.objects.filter(
            service=service, customer=customer, site=usage.site, until=None
        ).first()
        said = {"plan": usage.plan, "matters": usage.matters}
        if found is not None:
            found = act.lock(found)
            if all(getattr(found, name) == value for name, value in said.items()):
                return found
            act.change(found, **said)
            kind: type[entries.UseAdded | entries.UseChanged] = entries.UseChanged
        else:
            values = asdict(usage)
            found = new_row(Use, service=service, customer=customer, since=act.at, **values)
            act.add(found)
            kind = entries.UseAdded
        words = act.body(f"{usage.site}\n{usage.plan}").digest
        made = kind(use=found.pk, customer=customer.pk, matters=usage.matters, said=words)
        act.record(made)
    return found


def use_no_more(used: Use, *, by: Actor, at: datetime) -> None:
    """The customer uses it there no more."""
    with acting(used.service, by=by, at=at) as act:
        used = act.lock(used)
        if used.until is None:
            act.change(used, until=act.at)
            act.record(entries.UseEnded(use=used.pk, customer=used.customer_id))
