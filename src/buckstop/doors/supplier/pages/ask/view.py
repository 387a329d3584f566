"""What is asked, what was said about it, and the ways to answer."""

from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from buckstop.doors.components.attached import attached, download
from buckstop.doors.components.forms.base import Plain, time_choices
from buckstop.doors.components.forms.page import WriteForm
from buckstop.doors.components.forms.supplier_page import (
    PassOnForm,
    SayDoneForm,
    SayNoForm,
    SayTimeForm,
)
from buckstop.doors.shared.scores import rows
from buckstop.doors.supplier.entering import Visit, context_of, looking
from buckstop.kit import clock
from buckstop.kit.ids import uuid7
from buckstop.outbox.settings import sender
from buckstop.people.naming import called
from buckstop.problems.queries.levels import times_for
from buckstop.suppliers import permissions as may
from buckstop.suppliers.models import FOR_THEM, AskMessage, AskMessageKind
from buckstop.suppliers.queries import file_of, people_of, said, zone_of
from buckstop.suppliers.scorecard import card

FORMS: dict[str, type[Plain]] = {
    "done": SayDoneForm,
    "refusal": SayNoForm,
    "passing_on": PassOnForm,
    "write": WriteForm,
}


@looking
def ask(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The page."""
    return shown(request, visit)


def fill(name: str, visit: Visit, *posted: Any) -> Plain:
    """The form of that name, empty or with what was posted."""
    prefix: dict[str, Any] = {"auto_id": f"{name}_%s"}
    if name == "promise":
        return SayTimeForm(*posted, **_times(visit, posted[0] if posted else {}), **prefix)
    if name == "passing_on":
        others = [one for one in people_of(visit.ask.supplier) if one.person_id != visit.person.pk]
        people = [(str(one.pk), one.person.public_name) for one in others]
        return PassOnForm(*posted, people=people, **prefix)
    return FORMS[name](*posted, **prefix)


def _times(visit: Visit, posted: Any) -> dict[str, Any]:
    """The time that we asked for, and later ones; what was on offer before still counts."""
    due, zone = visit.ask.commitment.due, ZoneInfo(zone_of(visit.ask.supplier))
    level = times_for(visit.ask.commitment.problem)
    later = [level.after(visit.at, minutes) for minutes in (60, 240, 600, 1200)]
    times = sorted({time for time in (due, *later) if time > visit.at})
    chosen = clock.instant(str(posted.get("by", ""))) if posted else None
    if chosen is not None:
        times = sorted({*times, chosen})
    usual = (due if due > visit.at else times[0]).isoformat()
    return {"times": time_choices(times, now=visit.at, zone=zone), "usual": usual, "zone": zone}


def shown(
    request: HttpRequest,
    visit: Visit,
    *,
    wrong: tuple[str, Plain] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; with `wrong`, the form of that name as it was filled in, with what was wrong."""
    owed = visit.ask.commitment
    answers = may.may_answer(visit.ask, owed, visit.actor) is None
    says_time = answers and may.may_say_time(visit.ask, owed, visit.actor) is None
    names = (*(("promise",) if says_time else ()), *(FORMS if answers else ("write",)))
    forms = {name: fill(name, visit) for name in names}
    if wrong:
        forms[wrong[0]] = wrong[1]
    lines = said(visit.ask, kinds=FOR_THEM)
    context = {
        "ask": visit.ask,
        "asked_files": [
            file for one in lines if one.kind == AskMessageKind.ASKED for file in _files(one, visit)
        ],
        "owed": owed,
        "reader": called(visit.person.public_name),
        "owner": owed.problem.owner.public_name,
        "with_them": visit.is_asked,
        "lines": _lines([one for one in lines if one.kind != AskMessageKind.ASKED], visit),
        "forms": forms,
        "score": rows(card(visit.ask.supplier, visit.at)),
        "open_form": wrong[0] if wrong else "",
        "url": visit.url,
        "once": uuid7().hex,
    }
    page = "supplier/pages/ask/page.html"
    return render(request, page, context_of(visit) | context, status=status)


def _lines(said: list[AskMessage], visit: Visit) -> list[dict[str, Any]]:
    """What was said; reminders that nothing came between are one line, of the last."""
    found = []
    for kind, several in groupby(said, key=lambda one: one.kind):
        lines = [_line(one, visit) for one in several]
        if kind == AskMessageKind.REMINDER:
            lines = [lines[-1] | {"reminders": len(lines)}]
        found += lines
    return found


def _line(one: AskMessage, visit: Visit) -> dict[str, Any]:
    """One of what was said: who, when, what, with which files."""
    theirs = one.kind == AskMessageKind.THEIRS
    return {
        "who": one.said_by.public_name if one.said_by else one.said_as,
        "at": _when(one),
        "text": str(one.text),
        "theirs": theirs,
        "reminders": 0,
        "files": _files(one, visit),
    }


def _files(one: AskMessage, visit: Visit) -> list[tuple[str, str]]:
    """What came with it: names and addresses."""
    files = [(f.name, f.size, f.content_type, f"{visit.url}files/{f.pk}/") for f in one.files.all()]
    return [(file.name, file.url) for file in attached(files)]


def _when(one: AskMessage) -> datetime:
    return one.at


@looking
def file(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    """A file, always as a download."""
    found = file_of(visit.ask, key, kinds=FOR_THEM)
    if found is None or found.file.raw is None:
        return redirect(visit.url)
    return download(bytes(found.file.raw), found.name, "application/octet-stream")


@looking
def not_me(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Somebody else has the link: what to do with it."""
    said = {
        "reader": called(visit.person.public_name),
        "back": visit.url,
        "action": f"{visit.url}withdrawal/",
        "address": sender(),
    }
    return render(request, "supplier/pages/not_me/page.html", context_of(visit) | said)
