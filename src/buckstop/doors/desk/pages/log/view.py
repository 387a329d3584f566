"""Log a problem: what is wrong, for whom, how much it hurts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from buckstop.doors.components.forms.logging import LogForm
from buckstop.doors.desk.acts.log import LogProblem
from buckstop.doors.desk.addresses import LOG, LOG_CUSTOMERS, LOG_SIMILAR
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.pages.log.known import known
from buckstop.doors.desk.pages.log.page import alike_to
from buckstop.doors.desk.pages.log.whom import fitting, is_new, is_phone, whom_to_write
from buckstop.doors.desk.reader import reader_of
from buckstop.kit.ids import key_of
from buckstop.people.models import Customer


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """The form."""
    initial = _who_calls(request) or _for_customer(request)
    return LogProblem.of(request).page(LogForm(initial=initial))


def _who_calls(request: HttpRequest) -> dict[str, str]:
    """`?phone=` is whose number calls, as programs for telephones open it: they are chosen where
    nobody else has that number; else who fits is shown."""
    phone = " ".join(request.GET.get("phone", "").replace("\x00", "").split())[:40]
    if not is_phone(phone):  # a "+" that wasn't encoded came as a space, and is gone
        return {}
    found = fitting(phone, reader_of(request))
    known = {"contact": found[0].id} if len(found) == 1 and not is_new(found[0]) else {}
    return {"customer_text": phone, "heard": "phone", **known}


def _for_customer(request: HttpRequest) -> dict[str, str]:
    """`?customer=` fills in for whom."""
    key = key_of(request.GET.get("customer", ""))
    rows = Customer.objects.filter(pk__in=[key] if key else [])
    name = rows.values_list("name", flat=True).first()
    return {"customer_text": name} if name else {}


@require_safe
def customers(request: HttpRequest) -> HttpResponse:
    """Who fits what was typed."""
    typed = request.GET.get("customer_text", "").replace("\x00", "").strip()[:200]
    reader = reader_of(request)
    found = fitting(typed, reader)
    context = {
        "found": found, "typed": typed, "says": whom_to_write(typed, reader),
        "known": known(found, reader),
    }  # fmt: skip
    return render(request, "desk/pages/log/customers.html", context)


@require_safe
def alike(request: HttpRequest) -> HttpResponse:
    """Open problems like what is typed."""
    reader = reader_of(request)
    found = alike_to(request.GET.get("words", "").replace("\x00", ""), reader)
    return render(request, "desk/pages/log/similar.html", {"similar": found})


ROUTES = [
    route(LOG.route, log, "log", Who.ANYBODY),
    route(LOG_CUSTOMERS.route, customers, "log-customers", Who.ANYBODY),
    route(LOG_SIMILAR.route, alike, "log-similar", Who.ANYBODY),
]
