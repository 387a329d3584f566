"""Who is of a team, as its page lists them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from buckstop.coverage.models import Member, Route
from buckstop.coverage.on_duty import OnDuty
from buckstop.doors.components.shown.lists import PersonRow
from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk.acts.spots import Spot, Subject, buttons
from buckstop.doors.desk.presenting import people
from buckstop.doors.desk.reader import Reader


@dataclass(frozen=True, slots=True)
class MemberRow:
    """Somebody of a team, whether they have left the house, and what can be done about it."""

    person: PersonRow
    left: bool
    buttons: list[Button]


@dataclass(frozen=True, slots=True)
class RouteRow:
    """What goes to a team, in words, and what can be done about it."""

    says: str
    buttons: list[Button]


def route_row(route: Route, reader: Reader) -> RouteRow:
    """An address or a customer."""
    acts = buttons(Spot.ROUTE, Subject(reader=reader, row=route))
    if route.customer:
        return RouteRow(_("What %(who)s reports") % {"who": route.customer.name}, acts)
    if route.service:
        return RouteRow(_("What names %(service)s") % {"service": route.service.name}, acts)
    return RouteRow(_("What comes to %(address)s") % {"address": route.address}, acts)


def row(member: Member, here: OnDuty, reader: Reader) -> MemberRow:
    """One of a team."""
    acts = buttons(Spot.MEMBER, Subject(reader=reader, row=member))
    return MemberRow(people.row(member.person, here), not member.person.is_active, acts)
