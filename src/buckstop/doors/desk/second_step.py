"""Who needs a second step and has none: told of it, and after some days led to it first."""

from datetime import datetime, timedelta

from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from buckstop.identity.settings import SECOND_STEP, SECOND_STEP_DAYS, SECOND_STEP_SINCE
from buckstop.kit import clock
from buckstop.people import log_ins
from buckstop.people.models import Person


def due(request: HttpRequest, person: Person) -> datetime | None:
    """By when `person` needs a second step that they haven't; None where nothing is missing.

    Who came in by a provider that asks for one itself has done it there.
    """
    if person.role not in SECOND_STEP.value:
        return None
    by = request.session.get(log_ins.BY)
    if (isinstance(by, dict) and by.get("strong")) or is_mfa_enabled(person):
        return None
    since = parse_datetime(SECOND_STEP_SINCE.value) or person.created_at
    return max(since, person.created_at) + timedelta(days=SECOND_STEP_DAYS.value)


def is_owed(request: HttpRequest, person: Person) -> bool:
    """Whether their days are over."""
    until = due(request, person)
    return until is not None and until <= clock.now()


@never_cache
@login_required
@require_safe
def explained(request: HttpRequest) -> HttpResponse:
    """Why the desk waits, and where one sets up a second step."""
    person = request.user
    assert isinstance(person, Person)
    context = {"owed": due(request, person) is not None}
    return render(request, "desk/pages/log_in/second_step.html", context)
