"""One page about a problem for everybody in the house, made of the facts."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from buckstop.briefings.models import For
from buckstop.briefings.queries import briefing_of, may_read, newest
from buckstop.doors.desk.acts.spots import Spot, Subject, buttons
from buckstop.doors.desk.addresses import BRIEFING, PROBLEM
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.presenting import cases, problems
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import reader_of
from buckstop.problems.models import Commitment, Problem
from buckstop.problems.rules.impact import SHORT


@require_safe
def briefing(request: HttpRequest, number: int) -> HttpResponse:
    """What, since when, who is hit, what we say, what comes next."""
    reader = reader_of(request)
    problem = Problem.objects.filter(number=number).select_related("owner").first()
    if problem is None or not may_read(problem, reader.person):
        raise Http404
    found = briefing_of(problem)
    sees = Problem.objects.visible_to(reader.actor).filter(pk=problem.pk).exists()
    on = Subject(reader=reader, problem=problem, row=problem)
    return page(
        request,
        reader,
        "desk/pages/briefing/page.html",
        place="briefings",
        briefing=found,
        steps=[(*_says(one, sees), one) for one in found.steps],
        problem=problem,
        state=problems.long_state(problem, found.customers),
        hurts="" if problem.is_closed else str(SHORT[problem.hurts]),
        customers=problems.so_many(found.customers) if found.customers else "",
        clients=newest(problem.pk, For.CLIENTS) if reader.at_desk else None,
        problem_url=PROBLEM.url(number) if reader.at_desk else "",
        acts=buttons(Spot.BRIEFING, on),
    )


def _says(owed: Commitment, sees: bool) -> tuple[str, str]:
    """What is owed, and to which one customer where that doesn't say so; nobody reads a name who
    doesn't see whose problem it is."""
    says, whose = problems.owed_says(owed), cases.name(owed.case) if owed.case else ""
    if not whose or not sees:
        return says.replace(whose, _("a customer")) if whose else says, ""
    return says, "" if whose in says else whose


ROUTES = [route(BRIEFING.route, briefing, "briefing", Who.ANYBODY)]
