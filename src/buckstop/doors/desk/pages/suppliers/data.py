"""Suppliers as their page lists them, and what each promises, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from buckstop.doors.components.forms.suppliers import DAYS
from buckstop.doors.desk.addresses import SUPPLIER
from buckstop.doors.shared.scores import brief
from buckstop.suppliers import queries
from buckstop.suppliers.models import Supplier
from buckstop.suppliers.rules.scores import COUNTS, Score
from buckstop.suppliers.scorecard import every_month, totals


@dataclass(frozen=True, slots=True)
class SupplierRow:
    """One supplier: its page, what it supplies and promises, how many people of it we know."""

    name: str
    url: str
    supplies: str
    promises: str
    people: str
    score: str


def listed(now: datetime) -> list[SupplierRow]:
    """Every supplier: those first that surely answer most often in time, by the lower end of what
    twelve months say; those that weren't asked last, by name."""
    scores = totals(now)
    counted = queries.suppliers().annotate(known=Count("people", Q(people__until=None)))
    ranked = sorted(counted, key=lambda one: -scores.get(one.pk, Score()).timely.at_least)
    return [
        SupplierRow(
            one.name,
            SUPPLIER.url(one.pk),
            one.supplies,
            promises(one),
            _people(one.known),
            brief(scores[one.pk]) if one.pk in scores else "",
        )
        for one in ranked
    ]


def cells(now: datetime) -> Iterator[list[object]]:
    """A line of the file for each month of a supplier in which something was asked: of all, then of
    each service."""
    for supplier, service, line in every_month(now):
        score = line.score
        if score is None:
            continue
        rates = [
            f"{part:.4f}" if rate.of else ""
            for rate in (score.timely, score.as_promised)
            for part in (rate.share or 0, *rate.interval)
        ]
        times = [line.answer.median, line.answer.ninth, line.done.median, line.done.ninth]
        counts = [getattr(score, name) for name in COUNTS]
        yield [
            supplier.name, service.name if service else "", f"{line.month:%Y-%m}", *counts, *rates,
            *("" if minutes is None else minutes for minutes in times),
        ]  # fmt: skip


def _people(count: int) -> str:
    if not count:
        return _("nobody to ask yet")
    return ngettext("%(n)s person", "%(n)s people", count) % {"n": count}


def promises(supplier: Supplier) -> str:
    """`Answers within 2 hours where work stands, 8 where it is slowed.`"""
    within = [
        (supplier.answers_stopped, _("within %(hours)s h where work stands")),
        (supplier.answers_slowed, _("within %(hours)s h where work is slowed")),
        (supplier.answers_unhindered, _("within %(hours)s h where work can wait")),
    ]
    said = [words % {"hours": f"{minutes / 60:g}"} for minutes, words in within if minutes]
    return _("Answers %(within)s.") % {"within": ", ".join(said)} if said else ""


def there(supplier: Supplier) -> str:
    """`Monday to Friday, 08:00 to 17:00`."""
    names = [str(name) for day, name in DAYS if day in supplier.weekdays]
    in_a_row = supplier.weekdays in "0123456"
    days = ", ".join(names)
    if in_a_row and len(names) > 2:
        days = _("%(first)s to %(last)s") % {"first": names[0], "last": names[-1]}
    if supplier.opens == supplier.closes:
        return _("%(days)s, all day") % {"days": days}
    hours = {"days": days, "opens": f"{supplier.opens:%H:%M}", "closes": f"{supplier.closes:%H:%M}"}
    return _("%(days)s, %(opens)s to %(closes)s") % hours
