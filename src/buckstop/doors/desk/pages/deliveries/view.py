"""Mail that hasn't arrived or waits to leave, and reactions that keep failing. For leads."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from django.views.decorators.http import require_safe

from buckstop.coverage.on_duty import OnDuty
from buckstop.coverage.queries import who_is_on_duty
from buckstop.doors.components.shown.lists import DeliveryRow, ReactionRow
from buckstop.doors.components.shown.shell import Button, Paging
from buckstop.doors.desk.acts.spots import Spot, Subject, buttons
from buckstop.doors.desk.addresses import CUSTOMER, DELIVERIES, PROBLEM
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.pages.deliveries.data import incoming
from buckstop.doors.desk.places import Group, Place, in_menu
from buckstop.doors.desk.presenting.problems import address
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import Reader, reader_of
from buckstop.kit.addresses import normal
from buckstop.kit.ids import key_of, reference
from buckstop.ledger import following
from buckstop.ledger.models import Following
from buckstop.outbox.channels.register import CHANNELS
from buckstop.outbox.models import Delivery, DeliveryState
from buckstop.outbox.queries.deliveries import (
    a_page,
    all_of_them,
    failed,
    in_trouble,
    waiting,
)
from buckstop.outbox.queries.outages import queue
from buckstop.outbox.source import Described, abouts, source_of
from buckstop.problems.models import Problem

SHOWN = 50
WAITING, ALL = "waiting", "all"
STATES = {
    "pending": gettext_noop("Waits to leave"),
    "handing": gettext_noop("On its way"),
    "uncertain": gettext_noop("Uncertain"),
    "failed": gettext_noop("Didn’t arrive"),
    "bounced": gettext_noop("Came back"),
    "sent": gettext_noop("Taken by the next server"),
    "dropped": gettext_noop("Not needed any more"),
}
ARRIVED = gettext_noop("Delivered: their mail server took it")


@require_safe
def trouble(request: HttpRequest) -> HttpResponse:
    """What may not have arrived; with ?show=waiting what waits, with ?show=all whatever there is;
    and what couldn't be done."""
    reader = reader_of(request)
    here = who_is_on_duty(reader.now)
    asked = request.GET.get("show", "")
    show = asked if asked in (WAITING, ALL) else ""
    to = normal(request.GET.get("to", "")) if show == ALL else ""
    after = key_of(request.GET.get("after", ""))
    rows = a_page(_asked(show, to), after=after, limit=SHOWN)
    return page(
        request,
        reader,
        "desk/pages/deliveries/page.html",
        place="deliveries",
        here=here,
        queue=queue(),
        show=show,
        to=to,
        acts=[] if show else _acts(reader),
        deliveries=_deliveries(rows[:SHOWN], reader),
        reactions=[] if show or after else _reactions(here, reader),
        paging=_paging(rows, show, to, after=after is not None),
        incoming=[] if show or after else incoming(reader.now),
    )


def _asked(show: str, to: str) -> "QuerySet[Delivery]":
    if show == ALL:
        return all_of_them(to)
    return waiting() if show == WAITING else in_trouble()


def _acts(reader: Reader) -> list[Button]:
    return buttons(Spot.DELIVERIES, Subject(reader=reader, row=failed().count()))


def _paging(rows: list[Delivery], show: str, to: str, *, after: bool) -> Paging:
    last = rows[SHOWN - 1] if len(rows) > SHOWN else None
    return Paging(
        newer_url=DELIVERIES.url(show=show, to=to) if after else "",
        older_url=DELIVERIES.url(show=show, to=to, after=last.pk.hex) if last else "",
    )


def _deliveries(rows: list[Delivery], reader: Reader) -> list[DeliveryRow]:
    about = abouts(rows)
    return [
        _delivery(row, source_of(row).describe(about[row.pk]), reader)
        if row.pk in about
        else _delivery(row, Described(""), reader)
        for row in rows
    ]


def _delivery(row: Delivery, about: Described, reader: Reader) -> DeliveryRow:
    acts = buttons(Spot.DELIVERY, Subject(reader=reader, row=row))
    if about.customer is not None and row.state in (DeliveryState.FAILED, DeliveryState.BOUNCED):
        theirs = CUSTOMER.url(about.customer)
        acts.append(Button(label=_("Change their address"), url=theirs, sheet=False))
    return DeliveryRow(
        id=str(row.pk),
        to=row.address if "@" in row.address else _(CHANNELS[row.channel].label),
        subject=about.subject,
        state=row.state,
        state_words=_(ARRIVED if row.state == "sent" and row.arrived_at else STATES[row.state]),
        why=row.why,
        at=row.made_at,
        attempts=row.tries,
        ref=reference(about.problem) if about.problem else "",
        url=PROBLEM.url(about.problem) if about.problem else "",
        acts=acts,
    )


def _reactions(here: OnDuty, reader: Reader) -> list[ReactionRow]:
    rows = following.given_up()
    chains = {row.chain_id for row in rows}
    found = {p.chain_id: p for p in Problem.objects.filter(chain__in=chains)}
    owner = here.names.get(here.buck_stops_with, "")
    return [_reaction(row, found.get(row.chain_id), owner, reader) for row in rows]


def _reaction(row: Following, problem: Problem | None, owner: str, reader: Reader) -> ReactionRow:
    return ReactionRow(
        id=str(row.pk),
        reaction=row.reaction.replace("_", " ").replace(".", ": "),
        entry=_("entry %(n)d, %(code)s") % {"n": row.entry.number, "code": row.entry.code},
        why=row.error,
        owner=owner,
        first_at=row.entry.at,
        attempts=row.tries,
        ref=problem.ref if problem else "",
        url=address(problem) if problem else "",
        acts=buttons(Spot.REACTION, Subject(reader=reader, row=row)),
    )


PLACE = Place(label=gettext_lazy("Deliveries"), group=Group.SET_UP)
ROUTES = [in_menu(route(DELIVERIES.route, trouble, "deliveries", Who.LEADERS), PLACE)]
