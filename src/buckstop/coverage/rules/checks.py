"""What a rotation, an override and an absence must be. Pure."""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from buckstop.ledger.refused import Refused

LONGEST = timedelta(days=400)


def check_rotation(people: int, days: int) -> None:
    """At least one person takes turns of a day to four weeks."""
    if people == 0:
        raise Refused("nobody", _("Choose who takes turns."), "people")
    if not 1 <= days <= 28:
        raise Refused("bad-days", _("A turn takes from 1 to 28 days."), "days")


def check_hours(starts: datetime, ends: datetime) -> None:
    """It ends after it starts, and within what anybody can plan."""
    if ends <= starts:
        raise Refused("ends-before", _("The end is before the start."), "ends")
    if ends - starts > LONGEST:
        raise Refused("too-long", _("That is longer than a year."), "ends")


def check_another(person: UUID, instead_of: UUID | None, field: str) -> None:
    """Nobody is there instead of themselves."""
    if person == instead_of:
        raise Refused("same-person", _("Choose somebody else."), field)
