"""What somebody of a supplier does on their page: each is one POST, one transaction, one
sentence."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from buckstop.conversations.actions.posting import File
from buckstop.doors.components.forms.base import Plain
from buckstop.doors.shared.once import form_once
from buckstop.doors.supplier.entering import Visit, doing, seconds_to_wait
from buckstop.doors.supplier.pages.ask.view import fill, shown
from buckstop.ledger.refused import Refused
from buckstop.people.actions.language import choose_language
from buckstop.suppliers.actions import answering, asking
from buckstop.suppliers.actions.people import Reached
from buckstop.suppliers.models import SupplierPerson

FIELDS = {"due": "by"}
"""A refusal's fields, as the forms call them."""


@doing
def promise(request: HttpRequest, visit: Visit) -> HttpResponse:
    """We'll do it by then."""
    form = fill("promise", visit, request.POST)

    def do() -> None:
        said = form.cleaned_data
        answering.say_time(
            visit.ask, due=said["by"], reason=said["reason"], by=visit.actor, at=visit.at
        )

    return _post(
        request, visit, do, _("Thank you. %s knows when.") % _owner(visit), "promise", form
    )


@doing
def done(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Done."""
    form = fill("done", visit, request.POST, request.FILES)

    def do() -> None:
        text, files = form.cleaned_data["text"], _files(form)
        answering.say_done(visit.ask, text=text, files=files, by=visit.actor, at=visit.at)

    return _post(request, visit, do, _("Thank you. %s looks at it.") % _owner(visit), "done", form)


@doing
def refusal(request: HttpRequest, visit: Visit) -> HttpResponse:
    """We can't, because…"""
    form = fill("refusal", visit, request.POST)

    def do() -> None:
        reason = form.cleaned_data["reason"]
        answering.say_no(visit.ask, reason=reason, by=visit.actor, at=visit.at)

    say = _("Thank you for telling us. %s finds another way.") % _owner(visit)
    return _post(request, visit, do, say, "refusal", form)


@doing
def passing_on(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Somebody else here does this."""
    form = fill("passing_on", visit, request.POST)

    def do() -> None:
        said = form.cleaned_data
        if said["to"]:
            to = SupplierPerson.objects.select_related("person").get(pk=said["to"])
            answering.pass_on(visit.ask, to=to, by=visit.actor, at=visit.at)
        else:
            who = Reached(name=said["name"] or said["email"], email=said["email"])
            answering.pass_on_to_new(visit.ask, who=who, by=visit.actor, at=visit.at)

    say = _("It is passed on: they get a link of their own.")
    return _post(request, visit, do, say, "passing_on", form)


@doing
def message(request: HttpRequest, visit: Visit) -> HttpResponse:
    """A word with it."""
    form = fill("write", visit, request.POST, request.FILES)

    def do() -> None:
        text, files = form.cleaned_data["text"], _files(form)
        answering.write_to_us(visit.ask, text=text, files=files, by=visit.actor, at=visit.at)

    return _post(request, visit, do, _("%s has your message.") % _owner(visit), "write", form)


@doing
def language(request: HttpRequest, visit: Visit) -> HttpResponse:
    """One of the languages at the foot: the page, and our mails, speak it from then on."""

    def choose() -> None:
        chosen = request.POST.get("language", "")
        choose_language(visit.person, chosen, by=visit.actor, at=visit.at)

    return _post(request, visit, choose, "")


@doing
def withdrawal(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Not theirs: no link to this ask that was made until now opens anything any more."""

    def do() -> None:
        asking.withdraw_links(visit.ask, by=visit.actor, at=visit.at)

    return _post(request, visit, do, "")


def _post(
    request: HttpRequest,
    visit: Visit,
    do: Callable[[], None],
    say: str,
    name: str = "",
    form: Plain | None = None,
) -> HttpResponse:
    """Do it once and go back to the page with the sentence `say`; or the page, saying what was
    wrong beside the form called `name`."""
    if seconds := seconds_to_wait(request, visit):
        messages.error(request, _("That was very often. Wait %d seconds.") % seconds)
        answer = shown(request, visit, wrong=(name, form) if form else None, status=429)
        answer["Retry-After"] = str(seconds)
        return answer
    if form is not None and not form.is_valid():
        return shown(request, visit, wrong=(name, form), status=422)
    try:
        form_once(request, holder=visit.ask.pk, at=visit.at, do=do)
    except Refused as no:
        if form is None:
            messages.error(request, no.sentence)
            return shown(request, visit, status=422)
        field = FIELDS.get(no.field or "", no.field)
        form.add_error(field if field in form.fields else None, no.sentence)
        return shown(request, visit, wrong=(name, form), status=422)
    if say:
        messages.success(request, say)
    return redirect(visit.url)


def _files(form: Plain) -> list[File]:
    return [
        File(file.name or "file", file.content_type or "", file.read())
        for file in form.cleaned_data["attached"]
    ]


def _owner(visit: Visit) -> str:
    return visit.ask.commitment.problem.owner.public_name
