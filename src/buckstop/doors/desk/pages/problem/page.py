"""The whole page of a problem, as it is opened and as a form below it is shown again."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse

from buckstop.conversations.queries.timeline import timeline
from buckstop.coverage.on_duty import OnDuty
from buckstop.doors.desk.acts.spots import Subject
from buckstop.doors.desk.addresses import LIKE_LESSONS, PROBLEM
from buckstop.doors.desk.pages.problem import folding
from buckstop.doors.desk.pages.problem.above import Above, above
from buckstop.doors.desk.pages.problem.beside import beside
from buckstop.doors.desk.pages.problem.data import shown
from buckstop.doors.desk.pages.problem.exposure import exposure
from buckstop.doors.desk.pages.problem.later import later
from buckstop.doors.desk.pages.problem.learning import learning
from buckstop.doors.desk.pages.problem.timeline import lines
from buckstop.doors.desk.presenting import problems
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import Reader
from buckstop.problems.queries.problem_view import ProblemView
from buckstop.problems.queries.similar import similar


def problem_page(
    request: HttpRequest,
    reader: Reader,
    seen: ProblemView,
    on_duty: OnDuty,
    composer: dict[str, Any],
    *,
    refused: bool = False,
) -> HttpResponse:
    """Everything about one problem; `composer` are the forms below it."""
    length = seen.length  # read before the lines are: what comes meanwhile isn't taken for read
    names = on_duty.names | {one.contact_id: one.contact.public_name for one in seen.cases}
    before = request.GET.get("before", "")
    line = timeline(seen.problem, stays=seen.stays, before=before, names_read=names)
    alike = _alike(seen, reader) if reader.at_desk and not seen.problem.is_closed else []
    over = above(seen.problem) if reader.at_desk else Above()
    older = PROBLEM.url(seen.problem.number, before=line.before) if line.before else ""
    written = lines(line, seen, reader)
    fresh = [] if request.GET.get("before") else folding.waiting(written)
    head = shown(seen, line, on_duty, reader, alike)
    if over.later:
        on = Subject(reader=reader, problem=seen.problem, view=seen, on_duty=on_duty)
        head = replace(head, asked=[*head.asked, *later(on)])
    return page(
        request,
        reader,
        "desk/pages/problem/page.html",
        place="problems",
        here=on_duty,
        status=422 if refused else 200,
        problem=head,
        beside=beside(request, seen, reader),
        exposure=exposure(seen, reader, over),
        learning=learning(seen, reader, over),
        lessons_url=_lessons(seen, reader),
        seen_entry=length,
        lines=[one for one in reversed(written) if one not in fresh],
        fresh=fresh,
        older_url=older,
        **composer,
    )


def _lessons(seen: ProblemView, reader: Reader) -> str:
    """Where the lessons of problems like it are, which the page asks for once it is there."""
    wanted = reader.at_desk and not seen.problem.is_closed
    return LIKE_LESSONS.url(seen.problem.number) if wanted else ""


def _alike(seen: ProblemView, reader: Reader) -> list[Any]:
    rows = similar(seen.problem.title, actor=reader.actor, but_not=seen.problem)
    return problems.alike(rows)
