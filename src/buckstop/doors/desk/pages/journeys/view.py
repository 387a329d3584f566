"""Journeys: the map of our problems, or of a log; where customers lose time; what is behind."""

import gzip
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from buckstop.doors.components.attached import download
from buckstop.doors.desk.acts.journeys import AskForJourneys, BringLog
from buckstop.doors.desk.addresses import (
    JOURNEYS,
    JOURNEYS_BEHIND,
    JOURNEYS_LOG,
    JOURNEYS_LOGS,
    JOURNEYS_REMARKS,
    PROBLEM,
)
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.pages.journeys import beside, choosing, data, words
from buckstop.doors.desk.pages.journeys import logs as logs_data
from buckstop.doors.desk.pages.journeys.drawn import drawn, how_many_details
from buckstop.doors.desk.places import Group, Place, in_menu
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import reader_of
from buckstop.journeys import queries
from buckstop.journeys.addressed import asked
from buckstop.journeys.engine.selection import instant
from buckstop.journeys.models import Log, View
from buckstop.kit.ids import key_of
from buckstop.kit.replica import read_there
from buckstop.problems.models import Case


@require_safe
def journeys(request: HttpRequest) -> HttpResponse:
    """The journeys that the address asks for, as they were reckoned last."""
    reader = reader_of(request)
    wanted = asked(request.GET)
    view = queries.view(wanted.question)
    found = of_log(view) if view else None
    logs = queries.logs()
    return page(
        request,
        reader,
        "desk/pages/journeys/page.html",
        place="journeys",
        asked=wanted,
        choosing=choosing.of(wanted, logs, found),
        waits=view is not None and found is None,
        made_at=view.made_at if view else None,
        ask_url=AskForJourneys.address.url(),
        said=data.sentences(found) if found else [],
        lines=beside.lines(found) if found else [],
        frictions=data.frictions(found, view and view.pk) if found else [],
        map=drawn(found, wanted.detail, view and view.pk) if found else None,
        details=how_many_details(found) if found else 0,
        rows=list(data.rows(found, view and view.pk)) if found else [],
        variants=data.variants(found) if found else [],
        nothing_yet=not found,
    )


def of_log(view: View) -> data.Found | None:
    """What was found, with how it reads."""
    found: dict[str, Any] | None = view.found
    if not found:
        return None
    return found | {"say": words.Say(view.log_id is None, view.question.working)}


@require_safe
def logs(request: HttpRequest) -> HttpResponse:
    """The logs that were brought in: what was read of each, and what was left out."""
    reader = reader_of(request)
    return page(
        request,
        reader,
        "desk/pages/journeys/logs.html",
        place="journeys",
        logs=[logs_data.shown(one, reader) for one in queries.logs()],
        bring_url=f"{BringLog.address.url()}new/",
        back=JOURNEYS.url(),
    )


@require_safe
def log_itself(request: HttpRequest, key: UUID) -> HttpResponse:
    """The page of a log is that of its journeys."""
    get_object_or_404(Log.objects.only("pk"), pk=key)
    return redirect(JOURNEYS.url(log=key))


@require_safe
def remarks(request: HttpRequest, key: UUID) -> HttpResponse:
    """Every line of a file that was remarked on, with why: tab-separated."""
    log = get_object_or_404(Log.objects.only("name", "remarks"), pk=key)
    if log.remarks is None:
        raise Http404
    content = gzip.decompress(bytes(log.remarks))
    return download(content, f"{log.name} remarks.tsv", "text/tab-separated-values")


@require_safe
def behind(request: HttpRequest) -> HttpResponse:
    """The problems behind a step or an arrow."""
    reader = reader_of(request)
    wanted = key_of(request.GET.get("view", ""))
    view = queries.behind(wanted) if wanted else None
    if view is None or not view.behind:  # made anew, or no address of a page
        return redirect(JOURNEYS.url())
    step, after = request.GET.get("step", ""), request.GET.get("after", "")
    of = view.behind["arrows"].get(f"{after}\t{step}") if after else view.behind["steps"].get(step)
    if of is None:
        raise Http404
    say = words.Say(view.log_id is None, view.question.working)
    there = queries.problems([number for number, _value in of], reader.actor) if say.own else {}
    return page(
        request,
        reader,
        "desk/pages/journeys/behind.html",
        place="journeys",
        back=JOURNEYS.url(
            days=view.question.group.days if say.own else "", log="" if say.own else view.log_id
        ),
        step=say.step(step),
        after=say.step(after) if after else "",
        journeys=[
            (
                there[name].ref if say.own else name,
                there[name].title if say.own else "",
                PROBLEM.url(name) if say.own else "",
                say.length(value) if after else "",
                None if after else instant(value),
            )
            for name, value in of
            if not say.own or name in there
        ],
    )


PLACE = Place(
    label=_("Journeys"),
    group=Group.LEARNING,
    by=Case,
    counts=Q(ended_at__isnull=False),
    says=_("Where customers’ time is lost between their report and their word."),
)
ROUTES = [
    route(JOURNEYS_BEHIND.route, read_there(behind), "journeys-behind", Who.DESK),
    route(JOURNEYS_LOGS.route, logs, "journeys-logs", Who.DESK),
    route(JOURNEYS_LOG.route, log_itself, "journeys-log", Who.DESK),
    route(JOURNEYS_REMARKS.route, remarks, "journeys-remarks", Who.DESK),
    in_menu(route(JOURNEYS.route, read_there(journeys), "journeys", Who.DESK), PLACE),
]
