"""The keys of the house's programs."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from buckstop.doors.components.forms.house import KeyForm
from buckstop.doors.desk.acts.key import WithdrawKey
from buckstop.doors.desk.addresses import KEYS
from buckstop.doors.desk.forms import put
from buckstop.doors.desk.guard import admins_only, route
from buckstop.doors.desk.presenting import changed
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import Reader, reader_of
from buckstop.ledger.models import Entry
from buckstop.ledger.reading import fact_of
from buckstop.ledger.refused import Refused
from buckstop.people.actions import staff
from buckstop.people.entries import KeyAdded
from buckstop.people.models import Key


@require_http_methods(["GET", "HEAD", "POST"])
def keys(request: HttpRequest) -> HttpResponse:
    """The programs' keys; POST adds one and shows it: this once."""
    reader = reader_of(request)
    form = KeyForm(request.POST or None, initial={"scope": "read"})
    secret = ""
    if form.is_valid():
        said = form.cleaned_data
        try:
            _key, secret = staff.add_key(
                name=said["name"], scope=said["scope"], by=reader.actor, at=reader.now
            )
        except Refused as refusal:
            put(form, refusal, {})
        else:
            form = KeyForm(initial={"scope": "read"})
    status = 422 if form.is_bound else 200
    template = "desk/pages/keys/page.html"
    shown: dict[str, Any] = {"form": form, "secret": secret, "keys": _rows(reader)}
    return page(request, reader, template, place="house", status=status, **shown)


def _rows(reader: Reader) -> list[dict[str, object]]:
    own = staff.found_house(by=reader.actor, at=reader.now)
    added = {}
    for entry in Entry.objects.filter(chain=own.chain_id, code=KeyAdded.code):
        made = fact_of(entry)
        assert isinstance(made, KeyAdded)
        added[made.key] = changed.who(entry.actor_id)
    found = Key.objects.order_by("withdrawn_at", "name")
    return [
        {
            "key": key,
            "by": added.get(key.pk, ""),
            "scope": key.get_scope_display(),
            "withdraw_url": WithdrawKey.url(key.pk),
        }
        for key in sorted(found, key=lambda key: (key.withdrawn_at is not None, key.name))
    ]


ROUTES = [route(KEYS.route, admins_only(keys), "keys")]
