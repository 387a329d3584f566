"""Saying yes or no to what is asked, from a mail: without logging in, by its signed link.

A GET shows what is asked and changes nothing: scanners open links.
"""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from buckstop.doors.components.forms.base import Plain
from buckstop.doors.components.forms.owning import ReasonForm
from buckstop.doors.components.forms.remedies import GrantForm
from buckstop.doors.desk.addresses import PROBLEM
from buckstop.doors.desk.presenting import money
from buckstop.doors.shared.private import private
from buckstop.kit import clock
from buckstop.kit.money import plain
from buckstop.ledger.refused import Refused
from buckstop.people.models import Person
from buckstop.people.speaking import speaking
from buckstop.remedies import links, queries, wording
from buckstop.remedies.actions import granting
from buckstop.remedies.models import Remedy


@dataclass(frozen=True, slots=True)
class Asked:
    """What a link is about, and who has it."""

    remedy: Remedy
    person: Person


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def approval(request: HttpRequest, signed: str) -> HttpResponse:
    """What is asked, with a yes and a no; POST says either, in the name of whose link it is."""
    asked = _asked(signed)
    with speaking(asked.person.reads_in, get_language() or ""):
        return private(_answered(request, signed, asked))


def _answered(request: HttpRequest, signed: str, asked: Asked) -> HttpResponse:
    if request.method != "POST" or not asked.remedy.is_waiting:
        return _page(request, asked)
    says_yes = request.POST.get("says") == "yes"
    form: Plain = _yes(asked, request.POST) if says_yes else ReasonForm(request.POST)
    if form.is_valid():
        try:
            _say(asked, form, says_yes)
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, no.sentence)
        else:
            said = _("Yes: their letter is on its way.") if says_yes else _("They are told why.")
            return _page(request, _asked(signed), said=said)
    yes, no_ = (form, None) if says_yes else (None, form)
    return _page(request, asked, yes=yes, no=no_, status=422)


def _asked(signed: str) -> Asked:
    """Raises Http404 where the link opens nothing, any more or ever."""
    link = links.read(signed)
    if link is None or link.has_expired(clock.now()):
        raise Http404
    person = Person.objects.filter(pk=link.person).first()
    remedy = queries.remedy_with(link.remedy)
    if remedy is None or person is None or not person.is_active:
        raise Http404
    return Asked(remedy, person)


def _say(asked: Asked, form: Plain, says_yes: bool) -> None:
    by: dict[str, Any] = {"by": asked.person.actor(), "at": clock.now()}
    if says_yes:
        amount = money.read(form.cleaned_data.get("amount", ""), "amount")
        granting.grant(asked.remedy, money=amount, **by)
    else:
        granting.refuse(asked.remedy, reason=form.cleaned_data["reason"], **by)


def _yes(asked: Asked, *posted: Any) -> Plain:
    worth = asked.remedy.money
    form = GrantForm(*posted, initial={"amount": plain(worth) if worth else ""})
    form.is_of(worth)
    return form


def _page(
    request: HttpRequest,
    asked: Asked,
    *,
    said: str = "",
    yes: Plain | None = None,
    no: Plain | None = None,
    status: int = 200,
) -> HttpResponse:
    remedy = asked.remedy
    about = {
        "lead": str(remedy.approval.what or "") if remedy.approval else "",
        "asker": remedy.asked_by.public_name,
        "reader": asked.person.public_name,
        "words": str(remedy.text),
        "before": wording.before_says(remedy.case, clock.now()),
        "problem": remedy.case.problem,
        "url": PROBLEM.url(remedy.case.problem.number),
        "waits": remedy.is_waiting,
        "granted": remedy.granted_at is not None,
        "said": said,
        "yes": yes or _yes(asked),
        "no": no or ReasonForm(auto_id="no_%s"),
        "refuses": no is not None,
    }
    return render(request, "desk/approval.html", about, status=status)


urlpatterns: list[URLPattern] = [path("approvals/<secret:signed>/", approval, name="approval")]
