"""The page of one's own keys, as it is read and after one was added."""

from django.http import HttpRequest, HttpResponse

from buckstop.doors.components.forms.base import Plain
from buckstop.doors.desk.acts.spots import Spot, Subject, button
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import Reader
from buckstop.people.models import Key


def own_keys_page(
    request: HttpRequest, reader: Reader, form: Plain, add_url: str, *, secret: str = ""
) -> HttpResponse:
    """My keys, the form for another one, and a fresh one's `secret`, this once."""
    found = Key.objects.filter(person=reader.person, withdrawn_at=None).order_by("-added_at")
    rows = [
        {
            "key": one,
            "scope": one.get_scope_display(),
            "networks": ", ".join(one.networks),
            "over": one.ends_at is not None and one.ends_at <= reader.now,
            "withdraw": button(Spot.OWN_KEY, Subject(reader=reader, row=one)),
        }
        for one in found
    ]
    return page(
        request,
        reader,
        "desk/pages/own_keys/page.html",
        status=422 if form.is_bound else 200,
        form=form,
        add_url=add_url,
        secret=secret,
        keys=rows,
    )
