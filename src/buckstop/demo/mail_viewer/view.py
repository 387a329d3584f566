"""The demo's mail viewer: read what Ines got, open her link, answer as her. Demo only."""

import smtplib
from collections.abc import Callable
from email.message import EmailMessage
from functools import wraps
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from buckstop.demo.mail_viewer import data as mailbox
from buckstop.doors.components.forms.page import WriteForm
from buckstop.doors.desk.files import framed
from buckstop.kit import clock
from buckstop.outbox.models import Delivery
from buckstop.people.zones import house_zone

SMTP_PORT = 2525


def demo_only(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Outside the demo there is nothing here."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **keys: Any) -> HttpResponseBase:
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **keys)

    return guarded


def _page(request: HttpRequest, address: str = "", row: Delivery | None = None) -> HttpResponse:
    mail = mailbox.parsed(row) if row else None
    owners = mailbox.owners(address)
    shown = mailbox.shown(row, mail) if row and mail else None
    context = {
        "people": owners,
        "person": next((one for one in owners if one.chosen), None),
        "mails": mailbox.rows(address, str(row.pk) if row else "") if address else [],
        "mail": shown,
        "reply_form": WriteForm() if shown else None,
        "now": clock.now(),
        "zone": ZoneInfo(house_zone()),
    }
    return render(request, "mail_viewer/page.html", context)


def _mail(address: str, key: UUID) -> tuple[Delivery, EmailMessage]:
    rows = Delivery.objects.filter(pk=key, address=address).select_related("raw")
    row = rows.first()
    mail = mailbox.parsed(row) if row else None
    if row is None or mail is None:
        raise Http404
    return row, mail


@require_safe
def everybody(request: HttpRequest) -> HttpResponse:
    """Whose mail there is."""
    return _page(request)


@require_safe
def person(request: HttpRequest, address: str) -> HttpResponse:
    """One person's mail."""
    return _page(request, address)


@require_safe
def mail(request: HttpRequest, address: str, key: UUID) -> HttpResponse:
    """One mail to read."""
    return _page(request, address, _mail(address, key)[0])


@require_safe
def html(request: HttpRequest, address: str, key: UUID) -> HttpResponse:
    """A mail's HTML, for a sandboxed frame."""
    part = _mail(address, key)[1].get_body(("html",))
    if part is None:
        raise Http404
    answer = HttpResponse(part.get_content())
    answer["Content-Security-Policy"] = framed("'unsafe-inline'")  # letters bring their own looks
    return answer


@require_POST
def reply(request: HttpRequest, address: str, key: UUID) -> HttpResponse:
    """Answer as the person: a real mail, through our own mailbox."""
    row, got = _mail(address, key)
    here = f"{mailbox.address_of(address)}{row.pk}/"
    form = WriteForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write something first."))
        return redirect(here)
    owner = next(one for one in mailbox.owners(address) if one.chosen)
    said = form.cleaned_data["text"]
    sent = mailbox.answer(got, of=address, name=owner.name, text=said, at=clock.now())
    to = sent["To"].addresses[0].addr_spec
    try:
        with smtplib.SMTP(
            "127.0.0.1", getattr(settings, "SMTP_PORT", SMTP_PORT), timeout=10
        ) as desk:
            desk.send_message(sent, from_addr=address, to_addrs=[to])
    except (OSError, smtplib.SMTPException) as failure:
        messages.error(request, _("The mailbox didn’t take it: %(why)s") % {"why": failure})
    else:
        messages.success(request, _("Sent. It is at the desk in a moment."))
    return redirect(here)


def _place(route: str, view: Callable[..., HttpResponseBase], name: str) -> URLPattern:
    return path(route, never_cache(demo_only(view)), name=name)


urlpatterns = [
    _place("mail/", everybody, "mailbox"),
    _place("mail/<str:address>/", person, "mailbox-person"),
    _place("mail/<str:address>/<uuid:key>/", mail, "mailbox-mail"),
    _place("mail/<str:address>/<uuid:key>/html/", html, "mailbox-html"),
    _place("mail/<str:address>/<uuid:key>/replies/", reply, "mailbox-reply"),
]
