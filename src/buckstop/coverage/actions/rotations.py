"""People take turns."""

from collections.abc import Sequence
from datetime import date, datetime, time

from buckstop.configuration.zones import check_zone
from buckstop.coverage import entries
from buckstop.coverage import permissions as may
from buckstop.coverage.models import Roster, Rotation, Seat
from buckstop.coverage.rules import checks
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import acting
from buckstop.people.models import Person


def add_rotation(
    roster: Roster,
    *,
    people: Sequence[Person],
    begins: date,
    hands_over: time,
    days: int,
    by: Actor,
    at: datetime,
    zone: str = "",
    instead_of: Rotation | None = None,
) -> Rotation:
    """Let `people` take turns of `days` days, the first from `begins` at `hands_over`, in `zone`.

    With `instead_of` that rotation ends this instant; what it was until then stays.
    """
    check(may.may_add_rotation(people))
    checks.check_rotation(len(people), days)
    zone = check_zone(zone)
    with acting(roster, by=by, at=at) as act:
        if instead_of is not None:
            end_rotation(instead_of, by=by, at=at)
        rotation = Rotation(
            roster=roster,
            begins=begins,
            hands_over=hands_over,
            days=days,
            zone=zone,
            since=act.at,
        )
        act.add(rotation)
        for place, person in enumerate(people):
            act.add(Seat(rotation=rotation, person=person, place=place))
        act.record(
            entries.RotationAdded(
                rotation=rotation.pk,
                people=tuple(person.pk for person in people),
                begins=begins.isoformat(),
                hands_over=f"{hands_over:%H:%M}",
                days=days,
                zone=zone,
            )
        )
    return rotation


def end_rotation(rotation: Rotation, *, by: Actor, at: datetime) -> None:
    """Nobody takes turns any more from now on; who was there before stays on record."""
    with acting(rotation.roster, by=by, at=at) as act:
        rotation = act.lock(rotation)
        if rotation.until is None:
            act.change(rotation, until=act.at)
            act.record(entries.RotationEnded(rotation=rotation.pk))
