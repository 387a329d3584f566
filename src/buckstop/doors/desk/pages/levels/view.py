"""Service levels: in which order they are asked, and which one is for whom."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from buckstop.coverage.rules.levels import Need
from buckstop.doors.components.forms.levels import WhichForm
from buckstop.doors.desk.acts.spots import Spot, Subject, button
from buckstop.doors.desk.addresses import LEVELS
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.pages.levels.data import listed, which
from buckstop.doors.desk.presenting.levels import HURTS
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import reader_of
from buckstop.outbox.settings import ADDRESSES
from buckstop.people.queries import here
from buckstop.problems.models.problem import Kind
from buckstop.problems.rules.impact import SLOWS
from buckstop.services.queries import services


@require_safe
def every_level(request: HttpRequest) -> HttpResponse:
    """Every level; and where somebody is asked for, which one is theirs and why."""
    reader = reader_of(request)
    usual = {"hurts": str(SLOWS), "kind": str(Kind.PROBLEM)}
    asked = {**usual, **request.GET.dict()} if "customer" in request.GET else None
    form = WhichForm(
        asked,
        choices={
            "hurts": HURTS,
            "kind": Kind.choices,
            "service": [(str(one.pk), one.name) for one in services()],
            "address": [(one, one) for one in ADDRESSES.value if len(ADDRESSES.value) > 1],
        },
        initial=usual,
    )
    return page(
        request,
        reader,
        "desk/pages/levels/page.html",
        place="house",
        levels=listed(reader),
        form=form,
        answer=_answer(form),
        add=button(Spot.LEVELS, Subject(reader=reader)),
    )


def _answer(form: WhichForm) -> str:
    if not form.is_valid():
        return ""
    filled = form.cleaned_data
    name = filled["customer"].strip()
    customer = here().filter(name__iexact=name).first() if name else None
    if name and customer is None:
        return _("No customer is called so.")
    tier = customer.tier if customer else ""
    about = frozenset([UUID(filled["service"])] if filled.get("service") else [])
    address = filled.get("address", "")
    return which(customer, Need(tier, int(filled["hurts"]), filled["kind"], about, address))


ROUTES = [route(LEVELS.route, every_level, "levels", Who.ANYBODY)]
