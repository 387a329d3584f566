"""Suppliers as their page lists them, and what each promises, in words."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from buckstop.doors.components.forms.suppliers import DAYS
from buckstop.doors.desk.addresses import SUPPLIER
from buckstop.suppliers import queries
from buckstop.suppliers.models import Supplier


@dataclass(frozen=True, slots=True)
class SupplierRow:
    """One supplier: its page, what it supplies and promises, how many people of it we know."""

    name: str
    url: str
    supplies: str
    promises: str
    people: str


def listed() -> list[SupplierRow]:
    """Every supplier, by name."""
    counted = queries.suppliers().annotate(known=Count("people", Q(people__until=None)))
    return [
        SupplierRow(
            one.name,
            SUPPLIER.url(one.pk),
            one.supplies,
            promises(one),
            _people(one.known),
        )
        for one in counted
    ]


def _people(count: int) -> str:
    if not count:
        return _("nobody to ask yet")
    return ngettext("%(n)s person", "%(n)s people", count) % {"n": count}


def promises(supplier: Supplier) -> str:
    """`Answers within 2 hours where work stands, 8 where it is slowed.`"""
    within = [
        (supplier.answers_stopped, _("within %(hours)s h where work stands")),
        (supplier.answers_slowed, _("within %(hours)s h where it is slowed")),
        (supplier.answers_unhindered, _("within %(hours)s h where it can wait")),
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
