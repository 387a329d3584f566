"""The keys of the house's programs."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from buckstop.doors.desk.acts.key import AddKey
from buckstop.doors.desk.addresses import KEYS
from buckstop.doors.desk.guard import Who, route


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """The programs' keys, and the form that adds one."""
    act = AddKey.of(request)
    return act.page(act.fill())


ROUTES = [route(KEYS.route, keys, "keys", Who.ADMINS)]
