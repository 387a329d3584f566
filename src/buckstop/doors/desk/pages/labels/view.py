"""Tags, and the fields that the house keeps of problems."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from buckstop.doors.desk.acts.spots import Spot, Subject, buttons
from buckstop.doors.desk.addresses import LABELS, PROBLEMS
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.places import Group, Place, in_menu
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.problem_list.asked import ANY
from buckstop.doors.desk.reader import reader_of
from buckstop.problems.models import Label
from buckstop.problems.models.label import Sort
from buckstop.problems.models.problem import Kind
from buckstop.problems.queries.labels import kept, used


@require_safe
def labels(request: HttpRequest) -> HttpResponse:
    """All that there are, and which problems have them."""
    reader, counted = reader_of(request), used()
    rows = [
        {
            "label": one,
            "used": counted.get(one.pk, 0),
            "kinds": [Kind(kind).label for kind in one.kinds],
            "url": PROBLEMS.url(label=one.pk.hex, state=ANY),
            "acts": buttons(Spot.LABEL, Subject(reader=reader, row=one)),
        }
        for one in kept()
    ]
    return page(
        request,
        reader,
        "desk/pages/labels/page.html",
        tags=[row for row in rows if row["label"].sort == Sort.TAG],  # type: ignore[attr-defined]
        fields=[row for row in rows if row["label"].sort != Sort.TAG],  # type: ignore[attr-defined]
        acts=buttons(Spot.LABELS, Subject(reader=reader)),
    )


PLACE = Place(
    label=_("Tags and fields"),
    group=Group.SET_UP,
    by=Label,
    says=_("What problems are marked with, and fields of your own."),
)
ROUTES = [in_menu(route(LABELS.route, labels, "labels", Who.DESK), PLACE)]
