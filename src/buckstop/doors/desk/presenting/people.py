"""Staff in choices and lists."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from buckstop.coverage.on_duty import OnDuty
from buckstop.doors.components.shown.lists import PersonRow
from buckstop.doors.desk.presenting.shell import person_url
from buckstop.doors.desk.reader import Reader
from buckstop.kit import said_time
from buckstop.people.languages import Language
from buckstop.people.models import Person


def choices(people: Iterable[Person], here: OnDuty, reader: Reader) -> list[tuple[str, str]]:
    """People to choose from, those on duty first."""
    rows = sorted(people, key=lambda person: (person.pk not in here.on_shift, person.public_name))
    return [(str(person.pk), _said(person, here, reader)) for person in rows]


def _said(person: Person, here: OnDuty, reader: Reader) -> str:
    said, until = person.public_name, here.on_shift.get(person.pk)
    if until is not None:
        told = {"who": said, "until": said_time.until(until, reader.now, reader.zone)}
        said = _("%(who)s, on duty %(until)s") % told
    if person.languages:
        said = _("%(who)s, speaks %(languages)s") % {"who": said, "languages": spoken(person)}
    return said


def row(person: Person, here: OnDuty, *, next_duty: datetime | None = None) -> PersonRow:
    """One member of staff in a list."""
    return PersonRow(
        name=person.public_name,
        url=person_url(person.pk),
        role=person.get_role_display(),
        duty_until=here.on_shift.get(person.pk),
        next_duty=next_duty,
        buck_stops=person.pk == here.buck_stops_with,
    )


def spoken(person: Person) -> str:
    """The languages that somebody speaks with customers, in words."""
    labels = dict(Language.choices)
    return ", ".join(str(labels[code]) for code in person.languages)
