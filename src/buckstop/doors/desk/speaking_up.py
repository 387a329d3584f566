"""Speaking up without a name: raised by a ticket that everybody has, read by a code.

Nobody is asked who they are here, and nothing of the request is kept: no session is read, no log
line written, no limit counted by address. Forms aren't counted once either, since that would be by
person. The ticket of the day, which stands on a page for staff alone, is the same for all of them.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from buckstop.concerns.actions import raise_anonymously, say_more
from buckstop.concerns.models import Concern
from buckstop.concerns.queries import by_code, said
from buckstop.concerns.receipts import is_genuine, written
from buckstop.coverage.queries import leaders
from buckstop.doors.components.forms.base import Choices
from buckstop.doors.components.forms.concerns import (
    CodeForm,
    CodeWordsForm,
    ConcernForm,
    ReceiptForm,
)
from buckstop.doors.desk.addresses import (
    SPEAK_UP,
    SPEAK_UP_READING,
    SPEAK_UP_RECEIPT,
    SPEAK_UP_RECEIPTS,
    SPEAK_UP_WORDS,
)
from buckstop.doors.desk.forms import put
from buckstop.doors.shared.limits import Limit, wait
from buckstop.kit import clock, signatures
from buckstop.ledger.refused import Refused
from buckstop.people.models import Person
from buckstop.people.zones import house_zone

RAISED = Limit("concerns", 60, 3600)  # by all of us together
READ = Limit("concerns read", 600, 3600)
TICKET = "buckstop.concerns.ticket"
_SHOWN = (
    "wrong", "text", "code", "to", "form", "ticket", "concern", "said", "words_form", "kept",
    "code_form", "receipt_form", "genuine",
)  # fmt: skip


def ticket(day: date) -> str:
    """What lets one of us raise something that day; it says nothing of who."""
    return signatures.signature(TICKET, day.isoformat()).hex()


def choices() -> Choices:
    """Who leads, by name: who is there now is nothing to be shown without a log-in."""
    people = sorted(leaders(), key=lambda one: one.public_name.casefold())
    return [(str(one.pk), one.public_name) for one in people]


@require_http_methods(["GET", "HEAD", "POST"])
def speak_up(request: HttpRequest) -> HttpResponse:
    """Ask for a code; POST raises something and shows its code, this once."""
    if request.method != "POST":
        return _page(request, code_form=CodeForm())
    now = clock.now()
    given, days = request.POST.get("ticket", ""), (now.date(), now.date() - timedelta(days=1))
    if not any(signatures.is_ours(given, TICKET, str(day), bytes.hex) for day in days):
        late = _("This form is too old. Open “Speak up” again; what you wrote is still here.")
        return _page(request, 422, code_form=CodeForm(), wrong=late, text=request.POST.get("text"))
    form = ConcernForm(request.POST, leaders=choices())
    if form.is_valid():
        if wait(RAISED, "all", now):
            form.add_error(None, _("Very many were raised in this hour. Try again in the next."))
            return _page(request, 429, form=form, ticket=given)
        to, text = Person.objects.get(pk=form.cleaned_data["to"]), form.cleaned_data["text"]
        try:
            code = raise_anonymously(text=text, to=to, at=now)
        except Refused as refusal:
            put(form, refusal, {})
        else:
            return _page(request, code=code, to=to, code_form=CodeForm())
    return _page(request, 422, form=form, ticket=given)


@require_POST
def reading(request: HttpRequest) -> HttpResponse:
    """The concern of a code."""
    form = CodeForm(request.POST)
    if form.is_valid() and not wait(READ, "all", clock.now()):
        code = form.cleaned_data["code"]
        if concern := by_code(code):
            return _thread(request, concern, CodeWordsForm(initial={"code": code}))
        form.add_error("code", _("No concern has this code."))
    return _page(request, 422, code_form=form)


@require_POST
def words(request: HttpRequest) -> HttpResponse:
    """A word more of whoever has the code."""
    form = CodeWordsForm(request.POST)
    concern = by_code(request.POST.get("code", ""))
    if concern is None:
        return _page(request, 422, code_form=CodeForm())
    if form.is_valid():
        try:
            say_more(concern, text=form.cleaned_data["text"], by=None, at=clock.now())
        except Refused as refusal:
            put(form, refusal, {})
        else:
            concern.refresh_from_db()
            fresh = CodeWordsForm(initial={"code": form.cleaned_data["code"]})
            return _thread(request, concern, fresh, kept=True)
    return _thread(request, concern, form)


@require_POST
def receipt(request: HttpRequest) -> HttpResponse:
    """The receipt of the concern of a code, as a file."""
    form = CodeForm(request.POST)
    concern = by_code(form.cleaned_data["code"]) if form.is_valid() else None
    if concern is None or wait(READ, "all", clock.now()):
        return _page(request, 422, code_form=CodeForm())
    return as_file(concern)


@require_http_methods(["GET", "HEAD", "POST"])
def receipts(request: HttpRequest) -> HttpResponse:
    """Tell anybody whether a receipt is ours, and as we wrote it."""
    if request.method != "POST":
        return _page(request, receipt_form=ReceiptForm())
    form = ReceiptForm(request.POST)
    if not form.is_valid() or wait(READ, "all", clock.now()):
        return _page(request, 422, receipt_form=form)
    ours = is_genuine(form.cleaned_data["receipt"])
    return _page(request, receipt_form=form, genuine="yes" if ours else "no")


def as_file(concern: Concern) -> HttpResponse:
    """A receipt to keep."""
    answer = HttpResponse(written(concern, clock.now()), content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="receipt.txt"'
    return answer


def _thread(
    request: HttpRequest, concern: Concern, form: CodeWordsForm, *, kept: bool = False
) -> HttpResponse:
    status = 422 if form.errors else 200
    return _page(request, status, concern=concern, said=said(concern), words_form=form, kept=kept)


def _page(request: HttpRequest, status: int = 200, **context: Any) -> HttpResponse:
    around = {"now": clock.now(), "zone": ZoneInfo(house_zone())}
    context = dict.fromkeys(_SHOWN) | around | context
    answer = render(request, "desk/pages/concerns/speak_up.html", context, status=status)
    answer["Referrer-Policy"] = "same-origin"  # without any, no form works
    return answer


def _route(pattern: str, view: Callable[..., HttpResponse], name: str) -> URLPattern:
    guarded: Callable[..., HttpResponseBase] = never_cache(sensitive_post_parameters()(view))
    return path(pattern, guarded, name=name)


urlpatterns: list[URLPattern] = [
    _route(SPEAK_UP.route, speak_up, "speak-up"),
    _route(SPEAK_UP_READING.route, reading, "speak-up-reading"),
    _route(SPEAK_UP_WORDS.route, words, "speak-up-words"),
    _route(SPEAK_UP_RECEIPT.route, receipt, "speak-up-receipt"),
    _route(SPEAK_UP_RECEIPTS.route, receipts, "speak-up-receipts"),
]
