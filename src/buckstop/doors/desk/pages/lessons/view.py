"""Lessons: to review, that hold, the short course of who is new; and those like a problem."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from buckstop.conversations.queries.helped import helped_then
from buckstop.doors.desk.addresses import LESSONS, LIKE_LESSONS
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.pages.forecasts.data import foreseen
from buckstop.doors.desk.pages.lessons.data import SolvedRow, row
from buckstop.doors.desk.places import Group, Place, in_menu
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import reader_of
from buckstop.outcomes import queries
from buckstop.outcomes.models import Lesson
from buckstop.problems.queries.problem_view import find


@require_safe
def lessons(request: HttpRequest) -> HttpResponse:
    """What helped most comes first: who is new reads the first ten as a course."""
    reader = reader_of(request)
    hold = [row(one, reader) for one in queries.that_hold(reader.now)]
    new = queries.is_new(reader.person, reader.now)
    return page(
        request,
        reader,
        "desk/pages/lessons/page.html",
        place="lessons",
        course=hold[: queries.COURSE] if new else [],
        hold=hold[queries.COURSE :] if new else hold,
        to_review=[row(one, reader) for one in queries.to_review()],
    )


@require_safe
def like(request: HttpRequest, number: int) -> HttpResponse:
    """What is foreseen of a problem, and what helped with those like it, by their lessons and by
    what was said when they were solved: a piece of its page, or a page of its own."""
    reader = reader_of(request)
    problem = find(number, reader.actor)
    if problem is None:
        raise Http404
    found = queries.like(problem, at=reader.now)
    lessons_of = [one.problem_id for one in found]
    solved = helped_then(problem, actor=reader.actor, but_not=lessons_of)
    shown: dict[str, Any] = {
        "foreseen": [] if problem.is_closed else foreseen(problem, reader.now),
        "rows": [row(one, reader) for one in found],
        "solved": [SolvedRow.of(one) for one in solved],
    }
    if request.headers.get("HX-Request"):
        shown |= {"now": reader.now, "zone": reader.zone}
        return render(request, "desk/pages/lessons/like.html", shown)
    template = "desk/pages/lessons/like_page.html"
    return page(request, reader, template, place="lessons", problem=problem, **shown)


PLACE = Place(
    label=_("Lessons"),
    group=Group.LEARNING,
    by=Lesson,
    says=_("What to do first next time, found again on the like problem."),
)
ROUTES = [
    in_menu(route(LESSONS.route, lessons, "lessons", Who.DESK), PLACE),
    route(LIKE_LESSONS.route, like, "like-lessons", Who.DESK),
]
