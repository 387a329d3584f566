"""The verbs of coverage."""

from datetime import date, datetime, time

from buckstop.configuration.zones import check_zone
from buckstop.coverage import entries, queries, rules
from buckstop.coverage import permissions as may
from buckstop.coverage.models import Place, Roster, ServiceLevel, Shift
from buckstop.coverage.service_times import ASK_DAYS
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import acting
from buckstop.people.actions import staff
from buckstop.people.models import Person


def found(*, email: str, name: str, by: Actor, at: datetime) -> Roster:
    """The roster, made at the first need: the buck stops with the highest of the desk's people.

    Where nobody is at the desk yet, a first admin is added, who logs in with `email`; `name` stands
    in for theirs until they come and say it.
    """
    with acting(staff.found_house(by=by, at=at), by=by, at=at):
        if there := Roster.objects.select_related("buck_stops_with").first():
            return there
        person = queries.highest_of_the_desk() or staff.add(
            name=name, email=email, role="admin", unnamed=True, by=by, at=at
        )
        return make_roster(buck_stops_with=person, by=by, at=at)


def make_roster(*, buck_stops_with: Person, by: Actor, at: datetime, zone: str = "") -> Roster:
    """The first roster, with the default service level; without a `zone` both follow the house."""
    check(may.may_make_roster(buck_stops_with))
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
    zone: str = "",
) -> Shift:
    """Put `person` on shift every week; `weekday` 0 is Monday. Refuses to put them on it twice.

    The hours are in `zone`, or where that is empty in the roster's.
    """
    check(may.may_add_shift(person))
    zone = check_zone(zone)
    rules.check_weekday(weekday)
    with acting(roster, by=by, at=at) as act:
        shift = Shift(
            roster=roster,
            person=person,
            weekday=weekday,
            starts=starts,
            ends=ends,
            zone=zone,
            since=act.at,
        )
        _check_no_overlap(shift)
        act.add(shift)
        hours = rules.hours(starts, ends)
        act.record(entries.ShiftAdded(person=person.pk, weekday=weekday, hours=hours, zone=zone))
    return shift


def drop_shift(shift: Shift, *, by: Actor, at: datetime) -> None:
    """Take somebody off a shift."""
    with acting(shift.roster, by=by, at=at) as act:
        shift = act.lock(shift)
        if shift.dropped_at is None:
            act.change(shift, dropped_at=act.at)
            act.record(entries.ShiftDropped(person=shift.person_id, shift=shift.pk))


def put_back_shift(shift: Shift, *, by: Actor, at: datetime) -> None:
    """Put somebody back on a shift that they were taken off."""
    person = shift.person
    check(may.may_put_back_shift(person))
    with acting(shift.roster, by=by, at=at) as act:
        shift = act.lock(shift)
        if shift.dropped_at is not None:
            _check_no_overlap(shift)
            act.change(shift, dropped_at=None)
            act.record(entries.ShiftPutBack(person=person.pk, shift=shift.pk))


def _check_no_overlap(shift: Shift) -> None:
    person = shift.person
    others = queries.weekly_shifts(shift.roster, person, shift.zone)
    rules.check_no_overlap(str(person), queries.weekly(shift), others)


def set_roster_zone(roster: Roster, *, zone: str, by: Actor, at: datetime) -> None:
    """Let shifts be in `zone`; empty follows the house."""
    zone = check_zone(zone)
    with acting(roster, by=by, at=at) as act:
        act.change(act.lock(roster), zone=zone)
        act.record(entries.RosterZoneSet(zone=zone))


def set_hours(
    level: ServiceLevel,
    *,
    opens: time,
    closes: time,
    weekdays: str,
    zone: str,
    by: Actor,
    at: datetime,
) -> None:
    """Set when the house works: on `weekdays` ("01234" is Monday to Friday), from when to when.

    Equal times are the whole day; an empty zone follows the house. Promises made before stay.
    """
    weekdays, zone = rules.check_weekdays(weekdays), check_zone(zone)
    with acting(queries.roster(), by=by, at=at) as act:
        act.change(act.lock(level), opens=opens, closes=closes, weekdays=weekdays, zone=zone)
        hours = rules.hours(opens, closes)
        act.record(entries.HoursSet(hours=hours, weekdays=weekdays, zone=zone))


def set_holidays(level: ServiceLevel, *, country: str, by: Actor, at: datetime) -> None:
    """Let the public holidays of a country ("CH"), or a part of it ("CH-ZH"), be days off."""
    country = rules.check_country(country)
    with acting(queries.roster(), by=by, at=at) as act:
        act.change(act.lock(level), country=country)
        act.record(entries.HolidaysSet(country=country))


def set_day(level: ServiceLevel, *, day: date, how: rules.Day, by: Actor, at: datetime) -> None:
    """Make one day a day off, a working day although it is a holiday, or a day like others."""
    with acting(queries.roster(), by=by, at=at) as act:
        level = act.lock(level)
        rules.check_day(day, how, level.weekdays)
        off, opened = set(level.days_off) - {day}, set(level.days_open) - {day}
        if how == rules.Day.OFF:
            off.add(day)
        elif how == rules.Day.OPEN:
            opened.add(day)
        act.change(level, days_off=sorted(off), days_open=sorted(opened))
        act.record(entries.DaySet(day=day.isoformat(), how=how))


def set_news_times(
    level: ServiceLevel,
    *,
    first: int,
    while_hurting: int,
    otherwise: int,
    by: Actor,
    at: datetime,
    fix: int | None = None,
    ask: int = ASK_DAYS,
) -> None:
    """Set how soon and how often customers hear from us, and within which time we aim to have it
    fixed (None: no aim), in working minutes; and once in how many days at most the same person is
    asked how easy it was (0: never)."""
    for minutes, field in (
        (first, "first"), (while_hurting, "while_hurting"), (otherwise, "otherwise"), (fix, "fix"),
    ):  # fmt: skip
        if minutes is not None:
            rules.check_minutes(minutes, field)
    rules.check_days(ask, "ask")
    with acting(queries.roster(), by=by, at=at) as act:
        act.change(
            act.lock(level),
            first_news=first,
            news_while_hurting=while_hurting,
            news_otherwise=otherwise,
            fix_aim=fix,
            ask_days=ask,
        )
        act.record(
            entries.NewsTimesSet(
                first=first, hurting=while_hurting, otherwise=otherwise, aim=fix, ask=ask
            )
        )


def move_buck(roster: Roster, *, to: Person, by: Actor, at: datetime) -> None:
    """Let the buck stop with somebody else."""
    check(may.may_move_buck(to))
    with acting(roster, by=by, at=at) as act:
        act.change(act.lock(roster), buck_stops_with=to)
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
