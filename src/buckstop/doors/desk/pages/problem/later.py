"""What was written and leaves later: a box for each, above the words."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext as _

from buckstop.conversations.models import Scheduled
from buckstop.conversations.queries.scheduled import waiting
from buckstop.doors.components.shown.problem import Asked
from buckstop.doors.desk.acts.spots import Spot, Subject, buttons
from buckstop.doors.desk.presenting import cases, times
from buckstop.people.naming import called


def later(on: Subject) -> Iterable[Asked]:
    """Whose words leave when, and what can be done about it until then."""
    assert on.problem is not None
    for row in waiting(on.problem.pk):
        acts = buttons(Spot.SCHEDULED, replace(on, row=row))
        yield Asked(title=_title(row, on), text=str(row.text), acts=acts)


def _title(row: Scheduled, on: Subject) -> str:
    said = {
        "who": called(row.person.public_name),
        "time": times.said(on.reader, row.leaves_at),
        "to": cases.speaker(row.case) if row.case else "",
    }
    if row.case is not None:
        return _("%(who)s’s answer to %(to)s leaves %(time)s") % said
    return _("%(who)s’s news for all customers leaves %(time)s") % said
