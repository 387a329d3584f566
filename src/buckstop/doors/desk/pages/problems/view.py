"""All problems: search, filters and an order that live in the address."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from buckstop.conversations.queries.asked_in_words import find, find_best
from buckstop.conversations.queries.search import found_in
from buckstop.coverage.queries import who_is_on_duty
from buckstop.doors.components.shown.shell import Option, Paging
from buckstop.doors.desk.acts.spots import Spot, Subject, button, buttons
from buckstop.doors.desk.addresses import PROBLEMS, PROBLEMS_FILE
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.presenting import problems
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.problem_list import data, views
from buckstop.doors.desk.problem_list.asked import FURTHEST, Asked, asked
from buckstop.doors.desk.problem_list.columns import columns_of, heads
from buckstop.doors.desk.problem_list.download import as_file
from buckstop.doors.desk.reader import Reader, reader_of
from buckstop.kit.ids import number_of
from buckstop.kit.replica import read_there
from buckstop.ledger.actor import Actor
from buckstop.problems.models import Problem
from buckstop.problems.queries import lists
from buckstop.problems.queries.filters import matching
from buckstop.problems.queries.lists import Cursor, Listed
from buckstop.problems.queries.work import customers_of


@require_safe
def all_problems(request: HttpRequest) -> HttpResponse:
    """A page of the problems that fit."""
    reader = reader_of(request)
    this = asked(request.GET, reader)
    if named := _named(reader.actor, this):
        return redirect(problems.address(named))
    listed, found, snippets = _found(reader, this, Cursor.read(request.GET.get("after", "")))
    whose = customers_of(problem.pk for problem in listed.rows)
    shown = columns_of(request, reader)
    here = who_is_on_duty(reader.now)
    tabs = _views(this, reader)
    in_sight, others = data.filters(this, reader, here.teams)
    return page(
        request,
        reader,
        "desk/pages/problems/page.html",
        place="problems",
        here=here,
        q=this.q,
        kept=list(this.given.items()),
        filters=in_sight,
        more_filters=others,
        **tabs,
        whose=this.given.get("whose", ""),
        columns=button(Spot.COLUMNS, Subject(reader=reader)),
        shown=shown,
        heads=heads(shown),
        rows=problems.rows(listed.rows, whose, snippets),
        count_words=_count_words(
            found if this.q else _count(this, reader, tabs["views"]), best=this.wants_best
        ),
        clear_url=PROBLEMS.url() if this.given else "",
        acts=buttons(Spot.CHOSEN, Subject(reader=reader)) if reader.at_desk else [],
        list_query=request.GET.urlencode(),
        here_url=this.url(),
        file_url=this.url(PROBLEMS_FILE),
        paging=_paging(request, this, listed),
    )


def _views(this: Asked, reader: Reader) -> dict[str, Any]:
    """What people look for most and the saved views as tabs, of which one is open at most; and
    what may be done with that, or to save this."""
    tabs = views.tabs(reader.person, this) if reader.at_desk else []
    opened = next((tab for tab in tabs if tab.chosen), None)
    if opened:
        acts = buttons(Spot.SAVED_VIEW, Subject(reader=reader, row=opened.view))
    else:
        acts = buttons(Spot.VIEWS, Subject(reader=reader, row=views.asks(this)))
    quick = data.quick_views(this, reader, saved=opened is not None)
    return {"views": quick, "tabs": tabs, "view_acts": acts}


def _found(
    reader: Reader, this: Asked, after: Cursor | None
) -> tuple[Listed, int | None, dict[UUID, str]]:
    if this.q:
        rows = matching(reader.actor, this.wanted)
        if this.wants_best and after is None:
            found, left = find_best(rows, this.q, reader.searcher, behind=this.behind)
        else:
            found, left = find(rows, this.q, reader.searcher, after=after)
        return found.listed, found.count, found_in(found.listed.rows, left)
    return lists.page(reader.actor, this.wanted, after=after, behind=this.behind), None, {}


def _count(this: Asked, reader: Reader, quick: list[Option]) -> int | None:
    """How many fit: what the tab that is open says of itself, without asking again."""
    opened = next((one for one in quick if one.chosen), None)
    return opened.count if opened else lists.counted(reader.actor, this.wanted)


def _paging(request: HttpRequest, this: Asked, listed: Listed) -> Paging:
    first = this.url() if request.GET.get("after") or this.behind else ""
    older = ""
    if listed.older:
        older = this.url(after=str(listed.older))
    elif 0 < listed.behind <= FURTHEST:
        older = this.url(behind=str(listed.behind))
    return Paging(newer_url=first, older_url=older)


def _named(actor: Actor, this: Asked) -> Problem | None:
    """The problem whose reference was typed, and nothing else: `P-1042`, `p1042`, `#1042`."""
    number = number_of(this.q) if this.q[:1] in ("P", "p", "#") else None
    if not number:
        return None
    rows: QuerySet[Problem] = Problem.objects.visible_to(actor)
    return rows.filter(number=number).first()


def _count_words(n: int | None, *, best: bool) -> str:
    if n is None and best:
        return _("the best of many problems")
    if n is None:
        return _("many problems, newest first")
    if n > lists.COUNTED:
        return _("more than %(n)s") % {"n": f"{lists.COUNTED:,}"}
    return ngettext("%(n)d problem", "%(n)d problems", n) % {"n": n}


ROUTES = [
    route(PROBLEMS.route, all_problems, "problems", Who.ANYBODY),
    route(PROBLEMS_FILE.route, read_there(as_file), "problems-file", Who.ANYBODY),
]
