"""Who may come in, and how."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from buckstop.doors.desk.acts.spots import Spot, Subject, button, buttons
from buckstop.doors.desk.addresses import COMING_IN
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.pages.coming_in import data
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import reader_of
from buckstop.identity.settings import NETWORKS


@require_safe
def coming_in(request: HttpRequest) -> HttpResponse:
    """Providers, groups, passwords."""
    reader = reader_of(request)
    on = Subject(reader=reader)
    return page(
        request,
        reader,
        "desk/pages/coming_in/page.html",
        place="house",
        providers=data.providers(reader),
        add_provider=buttons(Spot.PROVIDERS, on),
        signing=data.signing(reader),
        rules=data.rules(reader),
        add_rule=button(Spot.GROUP_RULES, on),
        passwords=data.passwords(),
        set_passwords=button(Spot.PASSWORDS, on),
        directories=data.directories(reader),
        add_directory=button(Spot.DIRECTORIES, on),
        scim=data.scim(),
        second_step=data.second_step(),
        set_second_step=button(Spot.SECOND_STEP, on),
        networks=NETWORKS.value,
        set_networks=button(Spot.NETWORKS, on),
    )


ROUTES = [route(COMING_IN.route, coming_in, "who-may-come-in", Who.ADMINS)]
