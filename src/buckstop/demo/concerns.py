"""The demo company's concerns: one without a name that waits for an answer, one that has one."""

from datetime import datetime, timedelta

from buckstop.concerns.actions import answer, raise_anonymously, raise_openly
from buckstop.demo.staff import BRUNO, CARLA, FRONT_LINE
from buckstop.people.models import Person


def add(*, present: datetime) -> None:
    """Raised some hours before the `present`."""
    staff = {person.email: person for person in Person.objects.exclude(email=None)}
    raise_anonymously(
        text="We promise Nordbank news by the hour that nobody has time to write."
        " Could we promise half as often, and keep it?",
        to=staff[CARLA.email],
        at=present - timedelta(hours=3),
    )
    raised = raise_openly(
        text="Nobody else knows the payroll interface since Oskar went part-time.",
        to=staff[BRUNO.email],
        by=staff[FRONT_LINE[9].email],
        at=present - timedelta(days=1),
    )
    answer(
        raised,
        text="You are right. David sits in with Oskar from Monday on.",
        by=staff[BRUNO.email],
        at=present - timedelta(hours=20),
    )
