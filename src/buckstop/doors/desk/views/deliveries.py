"""Mail that we can't be sure of, and reactions that keep failing. For leads."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from buckstop.conversations.actions.delivering import let_be, send_again
from buckstop.conversations.models import Delivery
from buckstop.conversations.rules import reply_subject
from buckstop.doors.components.answers import done
from buckstop.doors.components.shown.lists import DeliveryRow, ReactionRow
from buckstop.doors.components.shown.shell import Act, Paging
from buckstop.doors.desk.presenting.incoming import incoming
from buckstop.doors.desk.presenting.problems import address
from buckstop.doors.desk.presenting.shell import TROUBLE, page
from buckstop.doors.desk.reader import reader_of
from buckstop.ledger import following
from buckstop.ledger.models import Following
from buckstop.problems.models import Problem
from buckstop.problems.queries.present import Present, present

SHOWN = 100


@require_safe
def trouble(request: HttpRequest) -> HttpResponse:
    """What may not have arrived, and what couldn't be done."""
    reader = reader_of(request)
    here = present(reader.now)
    rows = Delivery.objects.filter(state__in=TROUBLE).select_related(
        "message__case", "message__problem"
    )
    return page(
        request,
        reader,
        "desk/deliveries.html",
        place="deliveries",
        here=here,
        deliveries=[_delivery(row) for row in rows.order_by("-made_at")[:SHOWN]],
        reactions=_reactions(here),
        incoming=incoming(reader.now),
        paging=Paging(),
    )


def _delivery(row: Delivery) -> DeliveryRow:
    problem = row.message.problem
    subject = row.message.case.title if row.message.case else problem.title
    return DeliveryRow(
        id=str(row.pk),
        to=row.address,
        subject=reply_subject(subject),
        state="uncertain" if row.state == "uncertain" else "failed",
        why=row.why,
        at=row.made_at,
        attempts=max(row.tries, 1),
        ref=problem.ref,
        url=address(problem),
        acts=[
            Act(label=_("Send it again"), url=f"/deliveries/{row.pk}/repeat/", post=True),
            Act(label=_("Let it be"), url=f"/deliveries/{row.pk}/aside/", post=True),
        ],
    )


def _reactions(here: Present) -> list[ReactionRow]:
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
        acts=[Act(label=_("Try again"), url=f"/reactions/{row.pk}/retry/", post=True)],
    )


def _mail(key: UUID) -> Delivery:
    rows = Delivery.objects.select_related("message__case__problem")
    return get_object_or_404(rows, pk=key)


@require_POST
def repeat(request: HttpRequest, key: UUID) -> HttpResponse:
    """It goes again: the same bytes, the same Message-ID."""
    reader = reader_of(request)
    send_again(_mail(key), by=reader.actor, at=reader.now)
    return done(request, _("It goes again."), to="/deliveries/")


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
