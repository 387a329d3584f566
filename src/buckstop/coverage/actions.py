"""The verbs of coverage."""

from datetime import datetime, time

from buckstop.coverage import entries, queries, rules
from buckstop.coverage.models import Place, Roster, ServiceLevel, Shift
from buckstop.ledger.actor import Actor
from buckstop.ledger.transaction import acting
from buckstop.people.actions import staff
from buckstop.people.models import Person


def found(*, email: str, name: str, zone: str, by: Actor, at: datetime) -> Roster:
    """The roster, made at the first need: the buck stops with the highest of the desk's people.

    Where nobody is at the desk yet, a first admin is added, who logs in with `email`.
    """
    with acting(staff.found_house(by=by, at=at), by=by, at=at):
        if there := Roster.objects.select_related("buck_stops_with").first():
            return there
        highest = queries.highest_of_the_desk()
        person = highest or staff.add(name=name, email=email, role="admin", by=by, at=at)
        return make_roster(zone=zone, buck_stops_with=person, by=by, at=at)


def make_roster(*, zone: str, buck_stops_with: Person, by: Actor, at: datetime) -> Roster:
    """The first roster, with the default service level."""
    rules.check_at_desk(
        str(buck_stops_with), role=buck_stops_with.role, active=buck_stops_with.is_active
    )
    with acting(by=by, at=at) as act:
        roster = Roster(
            chain=act.begin("roster"),
            name="Service desk",
            zone=zone,
            buck_stops_with=buck_stops_with,
        )
        act.add(roster)
        act.add(ServiceLevel(name="Default", zone=zone, opens=time(8), closes=time(18)))
        act.record(entries.RosterMade(person=buck_stops_with.pk), on=roster)
    return roster


def add_shift(
    roster: Roster,
    *,
    person: Person,
    weekday: int,
    starts: time,
    ends: time,
    by: Actor,
    at: datetime,
) -> Shift:
    """Put `person` on shift every week; `weekday` 0 is Monday."""
    rules.check_at_desk(str(person), role=person.role, active=person.is_active)
    rules.check_weekday(weekday)
    with acting(roster, by=by, at=at) as act:
        shift = Shift(roster=roster, person=person, weekday=weekday, starts=starts, ends=ends)
        act.add(shift)
        hours = f"{starts:%H:%M} to {ends:%H:%M}"
        act.record(entries.ShiftAdded(person=person.pk, weekday=weekday, hours=hours))
    return shift


def drop_shift(shift: Shift, *, by: Actor, at: datetime) -> None:
    """Take somebody off a shift."""
    with acting(shift.roster, by=by, at=at) as act:
        shift = act.fresh(shift)
        if shift.dropped_at is None:
            act.change(shift, dropped_at=act.at)
            act.record(entries.ShiftDropped(person=shift.person_id, shift=shift.pk))


def move_buck(roster: Roster, *, to: Person, by: Actor, at: datetime) -> None:
    """Let the buck stop with somebody else."""
    rules.check_at_desk(str(to), role=to.role, active=to.is_active)
    with acting(roster, by=by, at=at) as act:
        act.change(act.fresh(roster), buck_stops_with=to)
        act.record(entries.BuckMoved(person=to.pk))


def set_limit(roster: Roster, *, person: Person, limit: int, by: Actor, at: datetime) -> None:
    """Route at most `limit` open problems to `person` by shift."""
    rules.check_limit(limit)
    with acting(roster, by=by, at=at) as act:
        place = Place.objects.filter(person=person).first()
        if place:
            act.change(place, limit=limit)
        else:
            act.add(Place(person=person, limit=limit))
        act.record(entries.LimitSet(person=person.pk, limit=limit))
