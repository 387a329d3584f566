"""An old link opens nothing any more; whoever has it may ask that its contact gets a new one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from buckstop.conversations.actions import letters
from buckstop.doors.page.entering import Shut, enter, gone, private, whose
from buckstop.doors.shared.limits import Limit, network, wait
from buckstop.kit import clock
from buckstop.people.settings import NAME

A_CASE = Limit("page-renewal", most=3, seconds=3600)
AN_ADDRESS = Limit("page-renewal-address", most=30, seconds=3600)


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
    from_here = wait(AN_ADDRESS, network(request.META.get("REMOTE_ADDR", "")), at)
    too_often = max(from_here, wait(A_CASE, str(case.pk), at))
    if not too_often:
        letters.send_fresh_link(case, at=at)
    return private(_said(request, too_often))


def _said(request: HttpRequest, too_often: int) -> HttpResponse:
    heading = _("A fresh link is on its way.")
    text = _("It goes to the mail address that the old one was sent to, and opens your page.")
    if too_often:
        heading = _("We have sent you several already.")
        text = _("Look into your mail, and where it holds back what it takes for spam.")
    said = {"house": NAME.value, "heading": heading, "text": text, "back": ""}
    return render(request, "page/pages/sent/page.html", said, status=429 if too_often else 200)
