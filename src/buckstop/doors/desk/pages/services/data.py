"""Services as their list shows them."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from buckstop.doors.desk.addresses import SERVICE
from buckstop.services import queries
from buckstop.services.models import Dependency, Use


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """One service: its page, what it needs, how many use it."""

    name: str
    url: str
    about: str
    needs: str
    used: str


def listed() -> list[ServiceRow]:
    """Every service, by name."""
    needs: dict[UUID, list[str]] = {}
    rows = Dependency.objects.filter(until=None, on__ended_at=None).order_by("on__name")
    for service, name in rows.values_list("service", "on__name"):
        needs.setdefault(service, []).append(name)
    who: dict[UUID, set[UUID]] = {}
    for service, customer in Use.objects.filter(until=None).values_list("service", "customer"):
        who.setdefault(service, set()).add(customer)
    return [
        ServiceRow(
            one.name,
            SERVICE.url(one.pk),
            one.about,
            _("needs %(names)s") % {"names": ", ".join(needs[one.pk])} if one.pk in needs else "",
            used(len(who.get(one.pk, ()))),
        )
        for one in queries.services()
    ]


def used(count: int) -> str:
    """`3 customers`."""
    if not count:
        return _("no customer uses it")
    return ngettext("%(n)s customer", "%(n)s customers", count) % {"n": count}
