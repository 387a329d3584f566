"""An old link opens nothing any more; whoever has it may ask that its contact gets a new one."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from buckstop.conversations.actions import letters
from buckstop.conversations.actions.letters import FreshLink
from buckstop.doors.page.entering import enter, gone, whose
from buckstop.doors.shared.by_link import Shut
from buckstop.doors.shared.limits import Limit, network, wait
from buckstop.doors.shared.private import private
from buckstop.kit import clock
from buckstop.outbox.settings import sender
from buckstop.people.settings import NAME

A_CASE = Limit("page-renewal", most=3, seconds=3600)
AN_ADDRESS = Limit("page-renewal-address", most=30, seconds=3600)


class Answer(NamedTuple):
    """What is said to whoever asked."""

    heading: str
    text: str
    status: int = 200


@require_http_methods(["GET", "HEAD", "POST"])
@csrf_protect
def renewal(request: HttpRequest, link: str) -> HttpResponse:
    """Send a fresh link to the address of the contact for whom the old one was."""
    at = clock.now()
    found, case = enter(link, at), whose(link)
    if not isinstance(found, Shut):
        return private(redirect(found.url))
    if request.method != "POST" or case is None:
        return gone(request, found, link)
    if wait(AN_ADDRESS, network(request.META.get("REMOTE_ADDR", "")), at):
        return private(_said(request, _asked_from_there()))
    if wait(A_CASE, str(case.pk), at):
        return private(_said(request, _asked_often()))
    came = letters.send_fresh_link(case, at=at)
    return private(_said(request, ANSWERS[came]()))


def _said(request: HttpRequest, answer: Answer) -> HttpResponse:
    said = {"house": NAME.value, "heading": answer.heading, "text": answer.text, "back": ""}
    return render(request, "page/pages/sent/page.html", said, status=answer.status)


def _asked_from_there() -> Answer:
    again = _("Many links were asked for from your network. Ask again in an hour.")
    return Answer(_("No fresh link was sent."), again, 429)


def _asked_often() -> Answer:
    return Answer(
        _("We have sent you several already."),
        _("Look into your mail, and where it holds back what it takes for spam."),
        429,
    )


def _sent() -> Answer:
    return Answer(
        _("A fresh link is on its way."),
        _("It goes to the mail address that the old one was sent to, and opens your page."),
    )


def _held_back() -> Answer:
    mails = _("Your address had several mails from us within the last hour, and gets no more yet.")
    then = _("Ask again in an hour, or write to %(address)s.") % {"address": sender()}
    return Answer(_("No fresh link was sent."), f"{mails} {then}", 429)


def _no_address() -> Answer:
    ask = _("We have no mail address of yours to send it to. Write to %(address)s.")
    return Answer(_("No fresh link can be sent."), ask % {"address": sender()}, 422)


ANSWERS = {
    FreshLink.SENT: _sent,
    FreshLink.HELD_BACK: _held_back,
    FreshLink.NO_ADDRESS: _no_address,
}
