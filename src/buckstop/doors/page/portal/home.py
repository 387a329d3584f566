"""All of theirs: a list, as a page and as a file."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from buckstop.conversations.queries.portal import seen_by
from buckstop.doors.page.portal.inside import Visitor, around, inside
from buckstop.doors.shared import spreadsheet
from buckstop.kit.text import storable
from buckstop.people.naming import called
from buckstop.people.zones import house_zone_info
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
    at: datetime
    confidential: bool
    asks: bool


@inside
def home(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """What waits, and before it what asks something of them; below it what is over."""
    whose, typed = request.GET.get("whose", ""), storable(request.GET.get("q", "")).strip()[:200]
    rows = _of(visitor, whose, typed)
    page = _page(request.GET.get("page", ""))
    ended = list(_over(rows)[(page - 1) * PAGE : page * PAGE + 1])
    said = {
        "waiting": _asking_first(_waiting(rows)[:200], visitor) if page == 1 else [],
        "ended": [_row(one, visitor) for one in ended[:PAGE]],
        "whose": whose,
        "q": typed,
        "older": page + 1 if len(ended) > PAGE else 0,
        "status_url": status_url(),
    }
    return render(request, "page/pages/portal/page.html", around(visitor) | said)


@inside
def export(request: HttpRequest, visitor: Visitor) -> StreamingHttpResponse:
    """All that they see, as a table."""
    del request
    heads = (
        _("Number"), _("Title"), _("Whose"), _("Customer"), _("State"), _("Who owns it"),
        _("Reported"), _("Ended"),
    )  # fmt: skip
    return spreadsheet.as_file("cases", spreadsheet.lines(heads, _lines(visitor)))


def _lines(visitor: Visitor) -> Iterator[tuple[object, ...]]:
    rows = seen_by(visitor.person.pk).select_related(
        "problem__owner", "contact", "customer"
    )  # fmt: skip
    zone = house_zone_info()
    for one in rows.order_by("-opened_at", "-pk").iterator(chunk_size=500):
        yield (
            one.problem.ref, one.title, one.contact.public_name, one.customer or "",
            state_words(one), one.problem.owner.public_name,
            f"{one.opened_at.astimezone(zone):%Y-%m-%d %H:%M}",
            f"{one.ended_at.astimezone(zone):%Y-%m-%d %H:%M}" if one.ended_at else "",
        )  # fmt: skip


def _of(visitor: Visitor, whose: str, typed: str) -> "QuerySet[Case]":
    rows = seen_by(visitor.person.pk).select_related("problem__owner", "contact")
    if whose == "mine":
        rows = rows.filter(contact=visitor.person)
    return rows.filter(title__icontains=typed) if typed else rows


def _waiting(rows: "QuerySet[Case]") -> "QuerySet[Case]":
    """That on which we owe news first is the first."""
    return rows.filter(state__in=WAITING).order_by("problem__news_due", "pk")


def _asking_first(rows: "QuerySet[Case]", visitor: Visitor) -> list[Row]:
    return sorted((_row(one, visitor) for one in rows), key=lambda row: not row.asks)


def _over(rows: "QuerySet[Case]") -> "QuerySet[Case]":
    return rows.exclude(state__in=WAITING).order_by("-ended_at", "-pk")


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
        owner=called(case.problem.owner.public_name),
        news_by=case.problem.news_due if is_open else None,
        at=case.ended_at or case.opened_at,
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
    }[CaseState(case.state)]
