"""Who is of a supplier, as its page lists them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk.acts.spots import Spot, Subject, buttons
from buckstop.doors.desk.reader import Reader
from buckstop.suppliers.models import SupplierPerson
from buckstop.suppliers.queries import addresses


@dataclass(frozen=True, slots=True)
class PersonOfTheirs:
    """Somebody of a supplier: where they are reached, when we turn to them, what can be done."""

    name: str
    post: str
    reached: list[str]
    turn: str
    buttons: list[Button]


def row(one: SupplierPerson, reader: Reader) -> PersonOfTheirs:
    """One of theirs."""
    reached = [value for kept in addresses(one.person) for value in (kept.email, kept.phone)]
    return PersonOfTheirs(
        one.person.public_name,
        one.post,
        [value for value in reached if value],
        _turn(one),
        buttons(Spot.SUPPLIER_PERSON, Subject(reader=reader, row=one)),
    )


def _turn(one: SupplierPerson) -> str:
    if one.turn_to_after is None:
        return _("there at every hour") if one.always else ""
    hours = {"hours": f"{one.turn_to_after / 60:g}"}
    if one.always:
        return _("turned to after %(hours)s h without an answer, day and night") % hours
    return _("turned to after %(hours)s h of their hours without an answer") % hours
