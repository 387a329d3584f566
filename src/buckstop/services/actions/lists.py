"""Many services and who uses them come from a list: what it would change, and its doing.

Both go the same way, so that what is done is what was looked at.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.utils.translation import gettext as _

from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refused
from buckstop.ledger.transaction import acting
from buckstop.people.models import Customer
from buckstop.people.queries import here
from buckstop.services import queries, rules
from buckstop.services.actions import services, uses
from buckstop.services.lists import ServiceLine
from buckstop.services.models import Dependency, Service, Use
from buckstop.services.rules import Terms, Usage


@dataclass
class Standing:
    """What there is, as far as a list speaks of it, and as its lines change it."""

    services: dict[str, Service]  # by key
    named: dict[str, list[str]]  # keys by name in small letters
    customers: dict[str, list[Customer]]  # by name in small letters
    uses: dict[tuple[str, str, str], tuple[str, int]]  # plan and matters
    needs: set[tuple[str, str]]  # keys
    about: dict[str, str] = field(default_factory=dict)


def compared(lines: Iterable[ServiceLine]) -> list[ServiceLine]:
    """The lines with what each would change, or why it can't be taken."""
    lines = list(lines)
    there = _standing(lines)
    for line in lines:  # services first: one may need another that stands further down
        if not line.wrong:
            _name(there, line)
    found = [line if line.wrong else _compare(there, line) for line in lines]
    keys = there.services.keys() | {line.key for line in found if not line.wrong}
    return [_without_what_is_wrong(line, keys) for line in found]


def _without_what_is_wrong(line: ServiceLine, keys: Collection[str]) -> ServiceLine:
    """The line; wrong itself where the only line of what it needs is."""
    missing = [key for key in line.needs if key not in keys]
    if line.wrong or not missing:
        return line
    nowhere = _("There is no service called %(name)s.") % {"name": missing[0]}
    return replace(line, wrong=nowhere)


def put_each(lines: Iterable[ServiceLine], *, by: Actor, at: datetime) -> int:
    """Do what the lines say: all of them or, where one is refused, none. Returns how many.

    Lines that are wrong are left out.
    """
    found = [line for line in compared(lines) if not line.wrong and line.changes]
    keys = {_key_of(line) for line in found} | {n for line in found for n in line.needs}
    held = queries.by_keys(keys)
    with acting(*held.values(), by=by, at=at) as act:
        for line in found:
            held[line.key] = _put(held.get(line.key), line, by=by, at=at)
        act.flush()
        customers = _customers(found)
        for line in found:
            for key in line.needs:
                services.need(held[line.key], on=held[key], by=by, at=at)
            if line.customer:
                [customer] = customers[line.customer.casefold()]
                usage = Usage(site=line.site, plan=line.plan, matters=line.matters)
                uses.use(held[line.key], customer=customer, usage=usage, by=by, at=at)
    return len(found)


def _put(found: Service | None, line: ServiceLine, *, by: Actor, at: datetime) -> Service:
    if found is None:
        terms = Terms(name=line.name, key=line.key, about=line.about or "")
        return services.add_service(terms=terms, by=by, at=at)
    about = found.about if line.about is None else line.about
    terms = Terms(name=line.name, key=found.key, about=about, quiet_minutes=found.quiet_minutes)
    services.change_service(found, terms=terms, by=by, at=at)
    return found


def _standing(lines: list[ServiceLine]) -> Standing:
    found = {one.key: one for one in queries.services()}
    named: dict[str, list[str]] = {}
    for one in found.values():
        named.setdefault(one.name.casefold(), []).append(one.key)
    customers = _customers(lines)
    theirs = Use.objects.filter(
        until=None, customer__in=[one.pk for several in customers.values() for one in several]
    )
    rows = theirs.values_list("service__key", "customer", "site", "plan", "matters")
    needs = Dependency.objects.filter(until=None).values_list("service__key", "on__key")
    return Standing(
        services=found,
        named=named,
        customers=customers,
        uses={(key, str(who), site): (plan, matters) for key, who, site, plan, matters in rows},
        needs=set(needs),
        about={one.key: one.about for one in found.values()},
    )


def _customers(lines: Iterable[ServiceLine]) -> dict[str, list[Customer]]:
    wanted = {line.customer.casefold() for line in lines if line.customer}
    found: dict[str, list[Customer]] = {}
    for one in here() if wanted else ():
        if one.name.casefold() in wanted:
            found.setdefault(one.name.casefold(), []).append(one)
    return found


def _key_of(line: ServiceLine) -> str:
    return line.key or rules.key_of(line.name)


def _name(there: Standing, line: ServiceLine) -> None:
    """Let what a line calls a service be found by its name."""
    same = there.named.setdefault(line.name.casefold(), [])
    if not same or (line.key and line.key not in same):
        same.append(_key_of(line))


def _compare(there: Standing, line: ServiceLine) -> ServiceLine:
    try:
        key = _which(there, line.key, line.name)
        needs = tuple(_which(there, "", name) for name in line.needs)
        customer = _who(there, line.customer) if line.customer else None
        changes = [*_of_service(there, line, key), *_of_needs(there, line, key, needs)]
    except Refused as refused:
        return replace(line, wrong=refused.sentence)
    if customer is not None:
        changes += _of_use(there, line, key, customer)
    return replace(line, key=key, needs=needs, changes=tuple(changes))


def _which(there: Standing, key: str, name: str) -> str:
    """The key of the service that is meant."""
    if key:
        return key
    same = there.named.get(name.casefold(), [])
    if len(same) == 1:
        return same[0]
    if len(same) > 1:
        raise Refused("unclear", _("Several are called %(name)s: say the key.") % {"name": name})
    written = name.strip().lower()
    if written in there.services or any(written in keys for keys in there.named.values()):
        return written
    raise Refused("no-service", _("There is no service called %(name)s.") % {"name": name})


def _who(there: Standing, name: str) -> Customer:
    same = there.customers.get(name.casefold(), [])
    if len(same) == 1:
        return same[0]
    if same:
        raise Refused("unclear", _("Several customers are called %(name)s.") % {"name": name})
    raise Refused("no-customer", _("No customer is called %(name)s.") % {"name": name})


def _of_service(there: Standing, line: ServiceLine, key: str) -> list[str]:
    names = {"name": line.name, "key": key}
    found = there.services.get(key)
    if key not in there.about:
        there.about[key] = line.about or ""
        return [_("Adds the service %(name)s, with the key %(key)s.") % names]
    changed = found is not None and found.name != line.name
    if line.about is not None and line.about != there.about[key]:
        there.about[key] = line.about
        changed = True
    return [_("Changes what %(name)s is called, or what it is.") % names] if changed else []


def _of_needs(there: Standing, line: ServiceLine, key: str, needs: tuple[str, ...]) -> list[str]:
    new = [other for other in needs if (key, other) not in there.needs]
    for other in new:
        _check_way(there, key, other)
        there.needs.add((key, other))
    names = {"name": line.name}
    return [_("%(name)s needs %(other)s.") % {**names, "other": other} for other in new]


def _check_way(there: Standing, key: str, other: str) -> None:
    """Refused where `other` needs `key` already, by whatever way."""
    ways = [[other]]
    seen = {other}
    while ways:
        way = ways.pop(0)
        if way[-1] == key:
            rules.check_no_circle([key, *way])
        onward = sorted(on for one, on in there.needs if one == way[-1] and on not in seen)
        seen.update(onward)
        ways += [[*way, on] for on in onward]


def _of_use(there: Standing, line: ServiceLine, key: str, customer: Customer) -> list[str]:
    place = (key, str(customer.pk), line.site)
    said = (line.plan, line.matters)
    names = {"customer": customer.name, "name": line.name}
    before = there.uses.get(place)
    there.uses[place] = said
    if before is None:
        return [_("%(customer)s uses %(name)s.") % names]
    return [] if before == said else [_("Changes how %(customer)s uses %(name)s.") % names]
