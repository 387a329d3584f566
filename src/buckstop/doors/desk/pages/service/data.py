"""Who is hit when a service stops, as its page lists them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk.acts.spots import Spot, Subject, button, buttons
from buckstop.doors.desk.addresses import CUSTOMER, SERVICE
from buckstop.doors.desk.reader import Reader
from buckstop.services import queries
from buckstop.services.models import Matters, Service, Use
from buckstop.signals.queries import silences as all_silences

MOST = 200
"""Lines of who is hit; the sentence above says how many there are."""


@dataclass(frozen=True, slots=True)
class OtherService:
    """One that it needs, or that needs it."""

    name: str
    url: str
    remove: Button | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A customer who is hit: where, by which service of theirs, how much it matters to them."""

    name: str
    url: str
    by: str
    where: str
    matters: str
    remove: Button | None = None


def needs(service: Service, reader: Reader) -> list[OtherService]:
    """What it needs itself."""
    return [
        OtherService(
            row.on.name,
            SERVICE.url(row.on_id),
            button(Spot.NEED, Subject(reader=reader, row=row)),
        )
        for row in queries.needs(service)
    ]


def needed_by(service: Service) -> list[OtherService]:
    """What needs it itself."""
    rows = queries.needed_by(service)
    return [OtherService(row.service.name, SERVICE.url(row.service_id)) for row in rows]


def hits(service: Service, reader: Reader) -> list[Hit]:
    """Who is hit if it stops now: whoever uses it, or what needs it."""
    found = queries.exposed([service.pk], at=reader.now, most=MOST)
    own = Use.objects.filter(service=service, until=None).select_related("service", "customer")
    rows = {(row.customer.merged_into_id or row.customer_id, row.site): row for row in own}
    return [_hit(one, service.pk, rows, reader) for one in found]


def _hit(
    one: queries.Exposed, service: UUID, rows: dict[tuple[UUID, str], Use], reader: Reader
) -> Hit:
    itself = one.service == service
    row = rows.get((one.customer, one.site)) if itself else None
    return Hit(
        one.name,
        CUSTOMER.url(one.customer),
        "" if itself else _("by %(service)s") % {"service": one.service_name},
        ", ".join(part for part in (one.site, one.plan) if part),
        str(Matters(one.matters).label),
        button(Spot.USE, Subject(reader=reader, row=row)) if row else None,
    )


@dataclass(frozen=True, slots=True)
class Quiet:
    """A silence or planned work: from when to when, whose, why."""

    subject: str
    starts: datetime
    ends: datetime
    about: str
    acts: list[Button]


def silences(service: Service, reader: Reader) -> list[Quiet]:
    """What is silent or planned, the next first."""
    return [
        Quiet(
            row.subject or _("Signals are silent"),
            row.starts,
            row.ends,
            f"{row.owner.public_name}: {row.why}",
            buttons(Spot.SILENCE, Subject(reader=reader, row=row)),
        )
        for row in all_silences(at=reader.now, service=service)
    ]


def sentence(service: Service, at: datetime) -> str:
    """`If it stops, 14 customers are hit; it stops 3 of them.`"""
    every, stopped = queries.how_many_exposed([service.pk], at=at)
    if not every:
        return _("If it stops, no customer is hit, as far as we know.")
    said = ngettext(
        "If it stops, %(n)s customer is hit", "If it stops, %(n)s customers are hit", every
    ) % {"n": every}
    if not stopped:
        return f"{said}."
    more = ngettext("it stops %(n)s of them", "it stops %(n)s of them", stopped) % {"n": stopped}
    return f"{said}; {more}."
