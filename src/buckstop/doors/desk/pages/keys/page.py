"""The page of the keys, as it is read and after one was added."""

from django.http import HttpRequest, HttpResponse

from buckstop.coverage.models import Team
from buckstop.doors.components.forms.base import Plain
from buckstop.doors.desk.acts.spots import Spot, Subject, button
from buckstop.doors.desk.presenting import changed
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import Reader
from buckstop.ledger.models import Entry
from buckstop.ledger.reading import fact_of
from buckstop.people.actions import staff
from buckstop.people.entries import KeyAdded
from buckstop.people.models import Key


def keys_page(
    request: HttpRequest, reader: Reader, form: Plain, add_url: str, *, secret: str = ""
) -> HttpResponse:
    """The keys, the form for another one, and a fresh one's `secret`, this once."""
    template = "desk/pages/keys/page.html"
    status = 422 if form.is_bound else 200
    return page(
        request,
        reader,
        template,
        place="house",
        status=status,
        form=form,
        add_url=add_url,
        secret=secret,
        keys=_rows(reader),
    )


def _rows(reader: Reader) -> list[dict[str, object]]:
    own = staff.found_house(by=reader.actor, at=reader.now)
    added = {}
    for entry in Entry.objects.filter(chain=own.chain_id, code=KeyAdded.code):
        made = fact_of(entry)
        assert isinstance(made, KeyAdded)
        added[made.key] = changed.who(entry.actor_id)
    found = Key.objects.select_related("person").order_by("withdrawn_at", "name")
    names = dict(Team.objects.values_list("pk", "name"))
    return [
        {
            "key": key,
            "by": added.get(key.pk, ""),
            "scope": key.get_scope_display(),
            "team": names.get(key.team, "") if key.team else "",
            "over": key.ends_at is not None and key.ends_at <= reader.now,
            "withdraw": button(Spot.KEY, Subject(reader=reader, row=key)),
        }
        for key in sorted(found, key=lambda key: (key.withdrawn_at is not None, key.name))
    ]
