"""How a POST of the customer's page is carried out: counted, done once, and answered."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from buckstop.conversations.actions.posting import File
from buckstop.doors.components.forms.base import Plain
from buckstop.doors.page.entering import Visit, seconds_to_wait
from buckstop.doors.page.pages.case.view import shown
from buckstop.doors.shared.once import form_once
from buckstop.ledger.refused import Refused


def post(
    request: HttpRequest,
    visit: Visit,
    do: Callable[[], None],
    say: str,
    form: Plain | None = None,
    name: str = "",
) -> HttpResponse:
    """Do it and go back to the page with the sentence `say`; or the page, saying what was wrong.

    What was written stands in `form` again (the page's form called `name`), whatever went wrong.
    """
    if seconds := seconds_to_wait(request, visit):
        answer = refuse(request, visit, too_often(seconds), form, name, status=429)
        answer["Retry-After"] = str(seconds)
        return answer
    if form is not None and not form.is_valid():
        return shown(request, visit, wrong=(name, form), status=422)
    try:
        form_once(request, holder=visit.case.pk, at=visit.at, do=do)
    except Refused as no:
        field = no.field if form is not None and no.field in form.fields else None
        return refuse(request, visit, no.sentence, form, name, field=field)
    if say:
        messages.success(request, say)
    return redirect(visit.url)


def refuse(
    request: HttpRequest,
    visit: Visit,
    sentence: str,
    form: Plain | None = None,
    name: str = "",
    *,
    field: str | None = None,
    status: int = 422,
) -> HttpResponse:
    """The page again, with what was wrong: beside the form that was sent, or at the top."""
    if form is None or not name:
        messages.error(request, sentence)
        return shown(request, visit, status=status)
    form.add_error(field, sentence)
    return shown(request, visit, wrong=(name, form), status=status)


def files_of(form: Plain) -> list[File]:
    """What was attached, as the verbs take it."""
    return [
        File(file.name or "file", file.content_type or "", file.read())
        for file in form.cleaned_data["attached"]
    ]


def at_once(
    request: HttpRequest, do: Callable[[], None], *, wait: int, back: str, say: str = ""
) -> HttpResponse:
    """What needs no form: do it, and go `back` with the sentence `say` or with what is against it,
    as that they must `wait` so many seconds."""
    if wait:
        messages.error(request, too_often(wait))
        return redirect(back)
    try:
        do()
    except Refused as no:
        messages.error(request, no.sentence)
    else:
        if say:
            messages.success(request, say)
    return redirect(back)


def too_often(seconds: int) -> str:
    """How long whoever was here very often must wait."""
    return _("That was very often. Wait %d seconds and press again.") % seconds
