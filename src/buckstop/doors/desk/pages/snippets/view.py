"""Words that are written again and again: the page that keeps them, and those for a problem."""

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from buckstop.conversations.models import Snippet
from buckstop.conversations.queries.snippets import filled, in_hand, known, snippets_of, useful
from buckstop.conversations.snippet_uses import use
from buckstop.doors.components.forms.base import OTHER
from buckstop.doors.desk import finding
from buckstop.doors.desk.acts.spots import Spot, Subject, buttons
from buckstop.doors.desk.addresses import (
    PROBLEM,
    PROBLEM_SNIPPETS,
    SNIPPET_USES,
    SNIPPETS,
)
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.places import Group, Place, in_menu
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import reader_of
from buckstop.kit import clock
from buckstop.problems.models import Case
from buckstop.problems.queries.problem_view import ProblemView


@require_safe
def snippets(request: HttpRequest) -> HttpResponse:
    """The house's, those of teams, and one's own."""
    reader = reader_of(request)
    rows = [
        {"snippet": one, "acts": buttons(Spot.SNIPPET, Subject(reader=reader, row=one))}
        for one in in_hand(reader.person).order_by("name", "pk")
    ]
    return page(
        request,
        reader,
        "desk/pages/snippets/page.html",
        rows=rows,
        acts=buttons(Spot.SNIPPETS, Subject(reader=reader)),
    )


@require_safe
def for_problem(request: HttpRequest, number: int) -> HttpResponse:
    """Filled in for one problem: as JSON for the composer, or as a page to copy from."""
    reader = reader_of(request)
    view = finding.view(reader, number)
    case = _case(view, request.GET.get("case", ""))
    spoken = case.customer.language if case and case.customer else ""
    promised = _time(request.GET.get("by", ""))
    found = useful(reader.person, spoken=spoken, at=reader.now)
    words = known(view.problem, case, promised, spoken=spoken, at=reader.now)
    rows = [
        {
            "key": str(one.pk),
            "name": one.name,
            "text": filled(str(one.text), words),
            "own": one.person_id is not None,
            "uses": SNIPPET_USES.url(one.pk),
        }
        for one in found
    ]
    if "X-Snippets" in request.headers:
        return JsonResponse({"snippets": rows})
    return page(
        request,
        reader,
        "desk/pages/snippets/copy.html",
        rows=rows,
        ref=view.problem.ref,
        title=view.problem.title,
        back=PROBLEM.url(number) + "#composer",
        snippets_url=SNIPPETS.url(),
    )


def _case(view: ProblemView, key: str) -> Case | None:
    """The case that is written to; where only one waits, that one."""
    if key:
        return next((case for case in view.cases if str(case.pk) == key), None)
    waiting = view.waiting or view.cases
    return waiting[0] if len(waiting) == 1 else None


def _time(text: str) -> datetime | None:
    return clock.instant(text) if text and text != OTHER else None


@require_POST
def uses(request: HttpRequest, key: UUID) -> HttpResponse:
    """POST: the reader put it into what they write."""
    reader = reader_of(request)
    if not reader.at_desk:
        raise Http404
    use(get_object_or_404(snippets_of(reader.person), pk=key), reader.person, at=reader.now)
    return HttpResponse(status=204)


PLACE = Place(
    label=_("Snippets"),
    group=Group.SET_UP,
    by=Snippet,
    says=_("Words that are written often, with “/” in a letter."),
)
ROUTES = [
    in_menu(route(SNIPPETS.route, snippets, "snippets", Who.DESK), PLACE),
    route(PROBLEM_SNIPPETS.route, for_problem, "problem-snippets", Who.DESK),
    route(SNIPPET_USES.route, uses, "snippet-uses", Who.PARTIES),
]
