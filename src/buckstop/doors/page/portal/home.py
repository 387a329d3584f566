"""All of theirs: a list, as a page and as a file."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case as Choice
from django.db.models import F, QuerySet, When
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from buckstop.conversations.queries.portal import seen_by
from buckstop.doors.page.naming import owner_called, owner_named
from buckstop.doors.page.portal.inside import Visitor, around, do_once, inside, seconds_to_wait
from buckstop.doors.page.portal.knowing import known
from buckstop.doors.page.posting import at_once
from buckstop.doors.shared import spreadsheet
from buckstop.kit.text import storable
from buckstop.people.actions.language import choose_language
from buckstop.problems.models import Case
from buckstop.problems.models.case import WAITING, CaseState
from buckstop.status_page.address import url as status_url

PAGE = 50


@dataclass(frozen=True, slots=True)
class Row:
    """One line: `news_by` where we owe news; `whose`: of a colleague's."""

    title: str
    url: str
    ref: str
    whose: str
    state: str
    owner: str
    news_by: datetime | None
    ended: datetime | None
    confidential: bool
    asks: bool


@inside
def home(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """What waits, and before it what asks something of them; below it what is over."""
    whose, typed = request.GET.get("whose", ""), storable(request.GET.get("q", "")).strip()[:200]
    rows, page = _in_order(_of(visitor, whose, typed), visitor), _page(request.GET.get("page", ""))
    found = list(rows[(page - 1) * PAGE : page * PAGE + 1])
    said = {
        "waiting": [_row(one, visitor) for one in found[:PAGE] if one.state in WAITING],
        "ended": [_row(one, visitor) for one in found[:PAGE] if one.state not in WAITING],
        "whose": whose,
        "q": typed,
        "page": page,
        "older": page + 1 if len(found) > PAGE else 0,
        "known": known(visitor),
        "status_url": status_url(),
    }
    return render(request, "page/pages/portal/page.html", around(visitor) | said)


@inside
def export(request: HttpRequest, visitor: Visitor) -> StreamingHttpResponse:
    """All that they see, as a table."""
    del request
    heads = (
        pgettext("of a case", "Number"), _("Title"), _("Whose"), _("Customer"), _("State"),
        _("Who owns it"), _("Reported"), _("Ended"),
    )  # fmt: skip
    return spreadsheet.as_file("cases", spreadsheet.lines(heads, _lines(visitor)))


@inside
def language(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """One of the languages at the foot: pages, and our letters, speak it from then on."""
    if request.method != "POST":
        return redirect("portal")

    def choose() -> None:
        chosen = request.POST.get("language", "")
        choose_language(visitor.person, chosen, by=visitor.actor, at=visitor.at)

    return at_once(
        request,
        lambda: do_once(request, visitor, choose),
        wait=seconds_to_wait(request, visitor),
        back=reverse("portal"),
    )


def _lines(visitor: Visitor) -> Iterator[tuple[object, ...]]:
    rows = seen_by(visitor.person.pk, visitor.reach).select_related(
        "problem__owner", "contact", "customer"
    )  # fmt: skip
    zone = visitor.zone
    for one in rows.order_by("-opened_at", "-pk").iterator(chunk_size=500):
        yield (
            one.problem.ref, one.title, one.contact.public_name, one.customer or "",
            state_words(one), owner_named(one),
            f"{one.opened_at.astimezone(zone):%Y-%m-%d %H:%M}",
            f"{one.ended_at.astimezone(zone):%Y-%m-%d %H:%M}" if one.ended_at else "",
        )  # fmt: skip


def _of(visitor: Visitor, whose: str, typed: str) -> "QuerySet[Case]":
    rows = seen_by(visitor.person.pk, visitor.reach).select_related(
        "problem__owner", "contact", "brand"
    )
    if whose == "mine":
        rows = rows.filter(contact=visitor.person)
    return rows.filter(title__icontains=typed) if typed else rows


def _in_order(rows: "QuerySet[Case]", visitor: Visitor) -> "QuerySet[Case]":
    """What asks them something; what waits, that on which we owe news first; what ended last."""
    asks = When(contact=visitor.person, state=CaseState.ASKED, then=0)
    place = Choice(asks, When(state__in=WAITING, then=1), default=2)
    news = Choice(When(state__in=WAITING, then=F("problem__news_due")))
    return rows.order_by(place, news, F("ended_at").desc(nulls_first=True), "-pk")


def _page(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and 0 < int(text) < 10_000 else 1


def _row(case: Case, visitor: Visitor) -> Row:
    mine = case.contact_id == visitor.person.pk
    is_open = case.state == CaseState.OPEN
    return Row(
        title=case.title,
        url=reverse("portal-case", args=[case.pk]),
        ref=case.problem.ref,
        whose="" if mine else case.contact.public_name,
        state="" if is_open else state_words(case),
        owner=owner_called(case),
        news_by=case.problem.news_due if is_open else None,
        ended=case.ended_at,
        confidential=case.confidential,
        asks=mine and case.state == CaseState.ASKED,
    )


def state_words(case: Case) -> str:
    """How it stands, as its customer reads it."""
    return {
        CaseState.OPEN: _("open"),
        CaseState.ASKED: _("solved, we believe"),
        CaseState.CONFIRMED: _("solved"),
        CaseState.LAPSED: _("solved, we believe"),
        CaseState.ANSWERED: _("answered"),
        CaseState.DECLINED: _("not ours to do"),
        CaseState.VOID: _("set aside"),
        CaseState.SPARED: _("you aren’t affected"),
        CaseState.IMPORTED: _("handled in another system"),
    }[CaseState(case.state)]
