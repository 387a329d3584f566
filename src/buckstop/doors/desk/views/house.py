"""The house: its hours, its days off, its zone; and the keys of its programs."""

from datetime import date
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from buckstop.coverage import actions as coverage
from buckstop.coverage.queries import level, roster
from buckstop.coverage.rules import Day
from buckstop.doors.components.answers import done
from buckstop.doors.components.forms.house import KeyForm
from buckstop.doors.desk.forms import put
from buckstop.doors.desk.presenting import changed, house
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import Reader, reader_of
from buckstop.ledger.models import Entry
from buckstop.ledger.reading import fact_of
from buckstop.ledger.refused import Refused
from buckstop.people.actions import staff
from buckstop.people.entries import KeyAdded
from buckstop.people.models import Key


@require_safe
def the_house(request: HttpRequest) -> HttpResponse:
    """What the house is, and what of it can be changed here."""
    reader = reader_of(request)
    own = staff.found_house(by=reader.actor, at=reader.now)
    return page(
        request,
        reader,
        "desk/house.html",
        place="house",
        facts=house.facts(),
        parts=house.parts(own, roster(), level(), reader),
        administers=reader.administers,
        keys=Key.objects.filter(withdrawn_at=None).count(),
    )


@require_POST
def day_removal(request: HttpRequest, day: str) -> HttpResponse:
    """That day is like others again."""
    reader = reader_of(request)
    try:
        found = date.fromisoformat(day)
    except ValueError:
        raise Http404 from None
    coverage.set_day(level(), day=found, how=Day.USUAL, by=reader.actor, at=reader.now)
    return done(request, _("That day is like others again."), to="/house/")


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
    rows = _rows(reader)
    return page(
        request, reader, "desk/keys.html", place="house", status=status, form=form, secret=secret,
        keys=rows,
    )  # fmt: skip


def _rows(reader: Reader) -> list[dict[str, object]]:
    own = staff.found_house(by=reader.actor, at=reader.now)
    added = {}
    for entry in Entry.objects.filter(chain=own.chain_id, code=KeyAdded.code):
        made = fact_of(entry)
        assert isinstance(made, KeyAdded)
        added[made.key] = changed.who(entry.actor_id)
    found = Key.objects.order_by("withdrawn_at", "name")
    return [
        {"key": key, "by": added.get(key.pk, ""), "scope": key.get_scope_display()}
        for key in sorted(found, key=lambda key: (key.withdrawn_at is not None, key.name))
    ]


@require_POST
def key_removal(request: HttpRequest, key: UUID) -> HttpResponse:
    """The key opens nothing any more."""
    reader = reader_of(request)
    found = get_object_or_404(Key, pk=key)
    staff.withdraw_key(found, by=reader.actor, at=reader.now)
    say = _("“%(name)s” opens nothing any more.") % {"name": found.name}
    return done(request, say, to="/keys/")
