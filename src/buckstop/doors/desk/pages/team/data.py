"""Who is of a team, as its page lists them."""

from dataclasses import dataclass

from buckstop.coverage.models import Member
from buckstop.coverage.on_duty import OnDuty
from buckstop.doors.components.shown.lists import PersonRow
from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk.acts.spots import Spot, Subject, buttons
from buckstop.doors.desk.presenting import people
from buckstop.doors.desk.reader import Reader


@dataclass(frozen=True, slots=True)
class MemberRow:
    """Somebody of a team, whether they have left the house, and what can be done about it."""

    person: PersonRow
    left: bool
    buttons: list[Button]


def row(member: Member, here: OnDuty, reader: Reader) -> MemberRow:
    """One of a team."""
    acts = buttons(Spot.MEMBER, Subject(reader=reader, row=member))
    return MemberRow(people.row(member.person, here), not member.person.is_active, acts)
