"""The page of a problem, and its composer."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from buckstop.conversations.actions import telling
from buckstop.conversations.queries.mails import deliveries_of
from buckstop.conversations.queries.timeline import timeline
from buckstop.doors.components.answers import done
from buckstop.doors.components.forms.base import Plain
from buckstop.doors.components.forms.saying import NoteForm, ReplyForm, UpdateForm
from buckstop.doors.desk.forms import files, fits, put
from buckstop.doors.desk.presenting import cases, problems, times
from buckstop.doors.desk.presenting.problem import shown
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.presenting.timeline import lines
from buckstop.doors.desk.reader import Reader, reader_of, seen_by
from buckstop.doors.desk.views import finding
from buckstop.ledger.refused import Refused
from buckstop.people.naming import called
from buckstop.problems.queries.present import Present, present
from buckstop.problems.queries.problem_view import ProblemView
from buckstop.problems.queries.similar import similar

type Forms = dict[str, Plain]


@require_safe
def problem(request: HttpRequest, number: int) -> HttpResponse:
    """Everything about one problem."""
    reader = reader_of(request)
    return _page(request, reader, finding.view(reader, number), present(reader.now))


def _page(
    request: HttpRequest,
    reader: Reader,
    seen: ProblemView,
    here: Present,
    *,
    bound: Forms | None = None,
) -> HttpResponse:
    length = seen.length  # read before the lines are: what comes meanwhile isn't taken for read
    before = request.GET.get("before", "")
    line = timeline(seen.problem, stays=seen.stays, before=before)
    alike = _alike(seen, reader) if reader.at_desk and not seen.problem.is_closed else []
    home = problems.address(seen.problem)
    older = f"{home}?before={line.before.replace('+', '%2B')}" if line.before else ""
    return page(
        request,
        reader,
        "desk/problem.html",
        place="problems",
        here=here,
        status=422 if bound else 200,
        problem=shown(seen, line, here, reader, alike),
        seen_entry=length,
        lines=lines(line, seen, reader),
        older_url=older,
        **_composer(request, seen, here, reader, bound or {}),
    )


def _alike(seen: ProblemView, reader: Reader) -> list[Any]:
    rows = similar(seen.problem.title, actor=reader.actor, but_not=seen.problem)
    return problems.alike(rows)


def _composer(
    request: HttpRequest, seen: ProblemView, here: Present, reader: Reader, bound: Forms
) -> dict[str, Any]:
    """The three forms; each None where it may not be used."""
    n = seen.problem.waiting_cases
    forms: dict[str, Plain | None] = {"update": None, "reply": None, "note": None}
    if reader.at_desk and not seen.problem.is_closed:
        forms["update"] = _form(request, "update", seen, here, reader)
    if reader.at_desk and seen.cases:
        forms["reply"] = _form(request, "reply", seen, here, reader)
    forms["note"] = _form(request, "note", seen, here, reader)
    forms |= bound
    usual = "reply" if forms["reply"] and (n == 1 or seen.problem.is_closed) else "update"
    wanted = next(iter(bound), usual)
    first = next(iter(seen.waiting or seen.cases), None)
    return {
        **{f"{name}_form": form for name, form in forms.items()},
        "reply_name": _reply_name(seen, first),
        "update_to": problems.so_many(seen.waiting_customers),
        "open_form": wanted if forms.get(wanted) else "note",
    }


def _reply_name(seen: ProblemView, first: Any) -> str:
    if first is None or len(seen.cases) > 1:
        return str(_("one customer"))
    return called(first.contact.public_name)


def _form(
    request: HttpRequest,
    name: str,
    seen: ProblemView,
    here: Present,
    reader: Reader,
    *given: Any,
) -> Plain:
    """One of the composer's forms, empty or with what was posted."""
    if name == "note":
        return NoteForm(*given, auto_id="note_%s")
    news = times.next_news(here.level, reader, hurts=seen.problem.hurts)
    when = times.offered(news, reader, given[0] if given else None)
    if name == "update":
        return UpdateForm(*given, auto_id="update_%s", **when)
    chosen = [(str(c.pk), cases.speaker(c)) for c in seen.cases]
    return ReplyForm(*given, auto_id="reply_%s", cases=chosen, **when)


@require_http_methods(["GET", "HEAD", "POST"])
def updates(request: HttpRequest, number: int) -> HttpResponse:
    """POST: news to every waiting customer."""
    return _post(request, number, "update")


@require_http_methods(["GET", "HEAD", "POST"])
def replies(request: HttpRequest, number: int) -> HttpResponse:
    """POST: an answer to one customer."""
    return _post(request, number, "reply")


@require_http_methods(["GET", "HEAD", "POST"])
def notes(request: HttpRequest, number: int) -> HttpResponse:
    """POST: a note inside."""
    return _post(request, number, "note")


def _post(request: HttpRequest, number: int, name: str) -> HttpResponse:
    reader = reader_of(request)
    seen = finding.view(reader, number)
    home = problems.address(seen.problem)
    if request.method != "POST":
        return redirect(f"{home}#composer")
    here = present(reader.now)
    form = _form(request, name, seen, here, reader, request.POST, request.FILES)
    if form.is_valid() and fits(form):
        try:
            say = _say(name, seen, reader, form.cleaned_data, seen_by(request))
        except Refused as refusal:
            put(form, refusal, {"due": "by"})
        else:
            return done(request, say, to=f"{home}#composer")
    return _page(request, reader, seen, here, bound={name: form})


def _say(
    name: str, seen: ProblemView, reader: Reader, said: dict[str, Any], read: int | None
) -> str:
    how = "phone" if said.get("told_by_phone") else "mail"
    kept = files(said)
    if name == "note":
        telling.note(seen.problem, text=said["text"], by=reader.actor, at=reader.now, files=kept)
        return _("The note is kept.")
    if name == "update":
        told = telling.update_all(
            seen.problem, text=said["text"], next_due=said["by"], how=how,
            by=reader.actor, at=reader.now, files=kept, seen_until=read,
        )  # fmt: skip
        return _("On its way to %(whom)s.") % {
            "whom": problems.so_many(problems.customers_of(told))
        }
    case = next(case for case in seen.cases if str(case.pk) == said["case"])
    message = telling.reply(
        case, text=said["text"], next_due=said["by"], how=how,
        by=reader.actor, at=reader.now, files=kept, seen_until=read,
    )  # fmt: skip
    if not deliveries_of(message).exists():
        nobody = {"name": case.contact.public_name}
        return _("It is written down and reaches nobody: %(name)s has no address.") % nobody
    return _("On its way to %(name)s.") % {"name": case.contact.public_name}
