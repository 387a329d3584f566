"""The mail accounts that are read, and the providers that post mail."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from buckstop.doors.desk.acts.spots import Spot, Subject, button
from buckstop.doors.desk.addresses import MAIL_ACCOUNTS
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.pages.mail_accounts import data
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import reader_of


@require_safe
def mail_accounts(request: HttpRequest) -> HttpResponse:
    """Every account and provider, and how it does."""
    reader = reader_of(request)
    return page(
        request,
        reader,
        "desk/pages/mail_accounts/page.html",
        place="house",
        accounts=data.rows(reader),
        add=button(Spot.MAIL_ACCOUNTS, Subject(reader=reader)),
        webhooks=data.webhooks(reader),
        add_webhook=button(Spot.MAIL_WEBHOOKS, Subject(reader=reader)),
    )


ROUTES = [route(MAIL_ACCOUNTS.route, mail_accounts, "mail-accounts", Who.ADMINS)]
