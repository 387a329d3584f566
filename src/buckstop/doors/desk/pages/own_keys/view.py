"""My keys for programs."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from buckstop.doors.desk.acts.own_key import AddOwnKey
from buckstop.doors.desk.addresses import OWN_KEYS
from buckstop.doors.desk.guard import Who, route


@require_safe
def own_keys(request: HttpRequest) -> HttpResponse:
    """My keys, and the form that adds one."""
    act = AddOwnKey.of(request)
    return act.page(act.fill())


ROUTES = [route(OWN_KEYS.route, own_keys, "own-keys", Who.ANYBODY)]
