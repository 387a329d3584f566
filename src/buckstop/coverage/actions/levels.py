"""Service levels besides the default one: for whom, in which order, with which times."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from buckstop.configuration.zones import check_zone
from buckstop.coverage import entries, queries, rules
from buckstop.coverage import permissions as may
from buckstop.coverage.models import ServiceLevel
from buckstop.coverage.rules import checks
from buckstop.coverage.rules.levels import Terms
from buckstop.coverage.service_times import TIMES
from buckstop.kit.addresses import normal
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refused, check
from buckstop.ledger.transaction import acting
from buckstop.outbox.settings import ADDRESSES

MOST_DAYS = 366  # of a law's time for a final answer


def add_level(terms: Terms, *, by: Actor, at: datetime) -> ServiceLevel:
    """One more service level; it is asked after those that there are, before the default one."""
    with acting(queries.roster(), by=by, at=at) as act:
        there = queries.service_levels()
        values = _checked(terms, there)
        last = max((row.position or 0 for row in there), default=0)
        level = act.add(ServiceLevel(position=last + 1, **values))
        act.record(entries.LevelAdded(level=level.pk, position=last + 1, **_told(values)))
    return level


def change_level(level: ServiceLevel, terms: Terms, *, by: Actor, at: datetime) -> None:
    """Whom it is for, and its times; promises made before stay."""
    with acting(queries.roster(), by=by, at=at) as act:
        level = act.lock(level)
        check(may.may_change_level(level))
        others = [row for row in queries.service_levels() if row.pk != level.pk]
        values = _checked(terms, others)
        act.change(level, **values)
        act.record(entries.LevelChanged(level=level.pk, **_told(values)))


def move_level_up(level: ServiceLevel, *, by: Actor, at: datetime) -> None:
    """Ask it before the one that was asked before it; the first stays the first."""
    with acting(queries.roster(), by=by, at=at) as act:
        level = act.lock(level)
        check(may.may_move_level_up(level))
        before = ServiceLevel.objects.filter(removed_at=None, position__lt=level.position)
        for above in act.rows(before.order_by("-position")[:1]):
            places = above.position, level.position
            act.change(level, position=places[0])
            act.change(above, position=places[1])
            act.record(entries.LevelMovedUp(level=level.pk, before=above.pk))


def remove_level(level: ServiceLevel, *, by: Actor, at: datetime) -> None:
    """It is for nobody any more; whatever it was for has the next that fits from now on."""
    with acting(queries.roster(), by=by, at=at) as act:
        level = act.lock(level)
        check(may.may_remove_level(level))
        act.change(level, removed_at=act.at)
        act.record(entries.LevelRemoved(level=level.pk))


def _checked(terms: Terms, others: list[ServiceLevel]) -> dict[str, Any]:
    """The columns of a level, by its terms."""
    for field in ("first_news", "news_while_hurting", "news_otherwise"):
        rules.check_minutes(getattr(terms, field), field)
    if terms.fix_aim is not None:
        rules.check_minutes(terms.fix_aim, "fix_aim")
    rules.check_days(terms.ask_days, "ask_days")
    checks.check_weighs(terms.weighs, terms.grows)
    if both := set(terms.days_off) & set(terms.days_open):
        words = _("%(day)s can’t be a day off and a day on.") % {"day": min(both).isoformat()}
        raise Refused("both", words, "days_off")
    if terms.legal_days is not None and not 0 < terms.legal_days <= MOST_DAYS:
        raise Refused("days", _("Write a number of days, up to a year."), "legal_days")
    return {
        "name": checks.check_level_name(terms.name, [row.name for row in others]),
        "tier": " ".join(terms.tier.split()),
        "hurts": terms.hurts,
        "kind": terms.kind,
        "service_id": terms.service,
        "addresses": _addresses(terms.addresses),
        "opens": terms.opens,
        "closes": terms.closes,
        "weekdays": rules.check_weekdays(terms.weekdays),
        "zone": check_zone(terms.zone),
        "country": rules.check_country(terms.country),
        **{name: getattr(terms, name) for name in TIMES},
        "days_off": sorted(terms.days_off),
        "days_open": sorted(terms.days_open),
        "on_call_id": terms.on_call,
        "weighs": terms.weighs,
        "grows": terms.grows,
    }


def _addresses(given: Iterable[str]) -> list[str]:
    """Those of the desk, each once."""
    found = {normal(one) for one in given}
    if strange := sorted(found - set(ADDRESSES.value)):
        said = _("%(address)s is no address of the desk.") % {"address": strange[0]}
        raise Refused("address", said, "addresses")
    return sorted(found)


def _told(values: dict[str, Any]) -> dict[str, Any]:
    """The same, as entries say it."""
    same = ("tier", "hurts", "kind", "weekdays", "zone", "country")
    return {name: values[name] for name in same} | {
        "hours": rules.hours(values["opens"], values["closes"]),
        **{said: values[name] for name, said in TIMES.items()},
        "off": tuple(day.isoformat() for day in values["days_off"]),
        "open": tuple(day.isoformat() for day in values["days_open"]),
        "on_call": values["on_call_id"],
        "service": values["service_id"],
        "addresses": tuple(values["addresses"]),
        "weighs": values["weighs"],
        "grows": values["grows"],
    }
