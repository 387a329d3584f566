"""Mail that hasn't arrived or waits to leave, and reactions that keep failing. For leads."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from buckstop.coverage.on_duty import OnDuty
from buckstop.coverage.queries import who_is_on_duty
from buckstop.doors.components.shown.lists import DeliveryRow, ReactionRow
from buckstop.doors.components.shown.shell import Button, Paging
from buckstop.doors.desk.addresses import PROBLEM
from buckstop.doors.desk.guard import leaders_only, route
from buckstop.doors.desk.pages.deliveries.data import incoming
from buckstop.doors.desk.presenting.problems import address
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import reader_of
from buckstop.doors.shared.answers import done
from buckstop.kit.ids import reference
from buckstop.ledger import following
from buckstop.ledger.models import Following
from buckstop.outbox.actions.resending import let_be, send_again, send_failed_again
from buckstop.outbox.models import Delivery
from buckstop.outbox.queries.deliveries import a_page, failed, in_trouble, waiting
from buckstop.outbox.queries.outages import queue
from buckstop.outbox.source import Described, abouts, source_of
from buckstop.problems.models import Problem

SHOWN = 50
WAITING = "waiting"
STATES = {
    "pending": "Waits to leave",
    "handing": "On its way",
    "uncertain": "Uncertain",
    "failed": "Didn’t arrive",
    "bounced": "Came back",
}


@require_safe
def trouble(request: HttpRequest) -> HttpResponse:
    """What may not have arrived, or with ?show=waiting what waits; and what couldn't be done."""
    reader = reader_of(request)
    here = who_is_on_duty(reader.now)
    waits = request.GET.get("show") == WAITING
    after = _read(request.GET.get("after", ""))
    rows = a_page(waiting() if waits else in_trouble(), after=after, limit=SHOWN)
    return page(
        request,
        reader,
        "desk/pages/deliveries/page.html",
        place="deliveries",
        here=here,
        queue=queue(),
        waits=waits,
        failed=0 if waits else failed().count(),
        deliveries=_deliveries(rows[:SHOWN]),
        reactions=[] if waits or after else _reactions(here),
        paging=_paging(rows, waits=waits, after=after is not None),
        incoming=[] if waits or after else incoming(reader.now),
    )


def _paging(rows: list[Delivery], *, waits: bool, after: bool) -> Paging:
    show = f"show={WAITING}&" if waits else ""
    last = rows[SHOWN - 1] if len(rows) > SHOWN else None
    cursor = f"{last.made_at.isoformat()}~{last.pk.hex}".replace("+", "%2B") if last else ""
    return Paging(
        newer_url=f"/deliveries/?{show}".rstrip("&?") if after else "",
        older_url=f"/deliveries/?{show}after={cursor}" if last else "",
    )


def _read(text: str) -> tuple[datetime, UUID] | None:
    """The time and key of the last row of the page before; None where it is something else."""
    at, _sign, key = text.partition("~")
    try:
        read = datetime.fromisoformat(at), UUID(key)
    except ValueError:
        return None
    return read if read[0].tzinfo and 1970 < read[0].year < 9999 else None


def _deliveries(rows: list[Delivery]) -> list[DeliveryRow]:
    about = abouts(rows)
    return [
        _delivery(row, source_of(row).describe(about[row.pk]) if row.pk in about else Described(""))
        for row in rows
    ]


def _delivery(row: Delivery, about: Described) -> DeliveryRow:
    acts = []
    if row.state in ("uncertain", "failed", "bounced"):
        acts = [
            Button(label=_("Send it again"), url=f"/deliveries/{row.pk}/repeat/", post=True),
            Button(label=_("Let it be"), url=f"/deliveries/{row.pk}/aside/", post=True),
        ]
        if about.customer is not None and row.state != "uncertain":
            label, url = _("Change their address"), f"/customers/{about.customer}/"
            acts.append(Button(label=label, url=url, sheet=False))
    return DeliveryRow(
        id=str(row.pk),
        to=row.address,
        subject=about.subject,
        state=row.state,
        state_words=_(STATES[row.state]),
        why=row.why,
        at=row.made_at,
        attempts=row.tries,
        ref=reference(about.problem) if about.problem else "",
        url=PROBLEM.url(about.problem) if about.problem else "",
        acts=acts,
    )


def _reactions(here: OnDuty) -> list[ReactionRow]:
    rows = following.given_up()
    chains = {row.chain_id for row in rows}
    found = {p.chain_id: p for p in Problem.objects.filter(chain__in=chains)}
    owner = here.names.get(here.buck_stops_with, "")
    return [_reaction(row, found.get(row.chain_id), owner) for row in rows]


def _reaction(row: Following, problem: Problem | None, owner: str) -> ReactionRow:
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
        acts=[Button(label=_("Try again"), url=f"/reactions/{row.pk}/retry/", post=True)],
    )


def _mail(key: UUID) -> Delivery:
    return get_object_or_404(Delivery, pk=key)


@require_POST
def repeat(request: HttpRequest, key: UUID) -> HttpResponse:
    """It goes again: the same bytes, the same Message-ID."""
    reader = reader_of(request)
    send_again(_mail(key), by=reader.actor, at=reader.now)
    return done(request, _("It goes again."), to="/deliveries/")


@require_POST
def repeat_all(request: HttpRequest) -> HttpResponse:
    """All that surely didn't leave goes again."""
    reader = reader_of(request)
    n = send_failed_again(by=reader.actor, at=reader.now)
    said = ngettext("%(n)d mail goes again.", "%(n)d mails go again.", n) % {"n": n}
    return done(request, said, to="/deliveries/")


@require_POST
def aside(request: HttpRequest, key: UUID) -> HttpResponse:
    """Nothing more is done about it."""
    reader = reader_of(request)
    let_be(_mail(key), by=reader.actor, at=reader.now)
    return done(request, _("Let be."), to="/deliveries/")


@require_POST
def retry(request: HttpRequest, key: int) -> HttpResponse:
    """Try a reaction again from the beginning."""
    following.retry(get_object_or_404(Following, pk=key), at=reader_of(request).now)
    return done(request, _("It is tried again at once."), to="/deliveries/")


ROUTES = [
    route("deliveries/", leaders_only(trouble), "deliveries"),
    route("deliveries/repeat/", leaders_only(repeat_all), "deliveries-repeat"),
    route("deliveries/<uuid:key>/repeat/", leaders_only(repeat), "delivery-repeat"),
    route("deliveries/<uuid:key>/aside/", leaders_only(aside), "delivery-aside"),
    route("reactions/<int:key>/retry/", leaders_only(retry), "reaction-retry"),
]
