"""What everybody in the house is told: the newest sentence of each problem."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from buckstop.briefings.feeds import address_of
from buckstop.briefings.models import Statement, Subscription
from buckstop.briefings.queries import Line, listed, subscriptions
from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk.acts.spots import Spot, Subject, button
from buckstop.doors.desk.addresses import BRIEFING, BRIEFINGS
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.places import Group, Place, in_menu
from buckstop.doors.desk.presenting.problems import state_words
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import Reader, reader_of


@dataclass(frozen=True, slots=True)
class BriefingRow:
    """One problem of which everybody is told."""

    ref: str
    title: str
    url: str
    state: str
    text: str
    by: str
    at: datetime


@require_safe
def briefings(request: HttpRequest) -> HttpResponse:
    """What runs first, then what ended lately."""
    reader = reader_of(request)
    rows = [_row(one) for one in listed()]
    return page(
        request, reader, "desk/pages/briefings/page.html", place="briefings", rows=rows,
        at_desk=reader.at_desk, subscribe=button(Spot.BRIEFINGS, Subject(reader=reader)),
        teams=[_subscription(one, reader) for one in subscriptions()],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class SubscriptionRow:
    """A team that hears of each: its feed's address for who may end it, and that."""

    team: str
    address: str
    end: Button | None


def _subscription(one: Subscription, reader: Reader) -> SubscriptionRow:
    end = button(Spot.SUBSCRIPTION, Subject(reader=reader, row=one))
    return SubscriptionRow(one.team.name, address_of(one) if end else "", end)


def _row(line: Line) -> BriefingRow:
    problem = line.problem
    return BriefingRow(
        ref=problem.ref,
        title=problem.title,
        url=BRIEFING.url(problem.number),
        state=state_words(problem),
        text=line.text,
        by=line.by,
        at=line.at,
    )


PLACE = Place(
    label=_("Briefings"),
    group=Group.CUSTOMERS,
    by=Statement,
    says=_("One page per problem for everybody here, with its owner’s sentence on top."),
)
ROUTES = [in_menu(route(BRIEFINGS.route, briefings, "briefings", Who.ANYBODY), PLACE)]
