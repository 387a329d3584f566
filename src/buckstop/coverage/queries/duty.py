"""Who is there now, who was, and who will be."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from uuid import UUID

from django.db.models import QuerySet

from buckstop.coverage import kept_rows
from buckstop.coverage.models import Roster, Shift, Swap
from buckstop.coverage.on_duty import Desk, OnDuty
from buckstop.coverage.queries.hours import levels_of
from buckstop.coverage.queries.reading_rosters import lines, stamp
from buckstop.coverage.rules.duty import Span, time_on
from buckstop.coverage.rules.layers import Weekly
from buckstop.kit.reading import Given, reading
from buckstop.people.models import Person
from buckstop.people.queries import desk, staff
from buckstop.people.roles import Capability, can, rank
from buckstop.people.zones import house_zone

GAPS_AHEAD = timedelta(days=28)
AN_HOUR = timedelta(hours=1)


def roster() -> Roster:
    """The service desk's roster; the only one, where there is no team."""
    return Roster.objects.select_related("buck_stops_with").get(team=None)


def roster_of(team: UUID | None) -> Roster:
    """The roster of a team that is there, or the service desk's; raises Roster.DoesNotExist."""
    rows = Roster.objects.select_related("buck_stops_with", "team")
    return rows.get(team=team, team__ended_at=None)


def buck() -> Person:
    """With whom the buck stops, where a team names nobody of its own."""
    person = roster().buck_stops_with
    assert person is not None, "the database holds that it stops with somebody"
    return person


def is_founded() -> bool:
    """Whether somebody is there with whom the buck stops: without, no problem can be owned."""
    return Roster.objects.exists()


@dataclass(frozen=True, slots=True)
class _Known:
    """Who is on duty, by a stamp and in a zone, from an instant to another: nobody's turn begins or
    ends between."""

    by: UUID
    zone: str
    starts: datetime
    ends: datetime
    there: OnDuty


_known: list[_Known] = []


def who_is_on_duty(at: datetime) -> OnDuty:
    """The desk as it is at `at`: who is on duty, and the times promised. By one query, and a second
    where something has changed since it was asked last."""
    by, zone = stamp(), house_zone()
    for one in _known:
        if one.by == by and one.zone == zone and one.starts <= at < one.ends:
            return one.there
    rosters = lines(False, at, by)
    found = _on_duty(rosters, zone, at, by)
    if by is not None:
        _known[:] = [_Known(by, zone, at, _changes(rosters, zone, at), found)]
    return found


def _changes(rosters: list[kept_rows.Line], zone: str, at: datetime) -> datetime:
    """Until when nobody's turn begins or ends, an hour at most."""
    until = at + AN_HOUR
    spans = (span for one in rosters for span in one.kept(zone).duty.spans(at, until))
    return min((edge for span in spans for edge in span[1:3] if at < edge), default=until)


def _on_duty(rosters: list[kept_rows.Line], zone: str, at: datetime, by: UUID | None) -> OnDuty:
    known = levels_of(rosters[0].levels, zone)
    desks: dict[UUID | None, Desk] = {}
    teams: dict[UUID, str] = {}
    on_shift: dict[UUID, datetime] = {}
    names: dict[UUID, str] = {}
    limits: dict[UUID, int] = {}
    for one in rosters:
        kept = one.kept(zone)
        who = kept.duty.who(at)
        desks[one.team] = Desk(
            who,
            one.buck or rosters[0].buck,
            one.lead if one.lead_left is None else None,
            kept_rows.paces(one.paces),
        )
        if one.team:
            teams[one.team] = one.name
        for person, until in who.items():
            on_shift[person] = max(until, on_shift.get(person, until))
        names |= kept.names | ({one.buck: one.buck_name} if one.buck else {})
        limits |= kept.limits
    return OnDuty(
        on_shift=on_shift,
        names=names,
        limits=limits,
        buck_stops_with=rosters[0].buck,
        times=known.default,
        others=known.others,
        desks=desks if teams else {},
        teams=teams,
        paces=desks[None].paces,
        grows=known.grows,
        learned=known.learned,
        stamp=by,
    )


def kept_between(start: datetime, by: UUID | None = None) -> dict[UUID | None, kept_rows.Kept]:
    """Every team's roster as it was and is, from `start` on; by one query.

    The service desk's is under None, and comes first.
    """
    house = house_zone()
    return {one.team: one.kept(house) for one in lines(True, start, by or stamp())}


def roster_kept(start: datetime, team: UUID | None) -> kept_rows.Kept:
    """The roster of a team, or of the service desk, as it was and is, from `start` on."""
    return kept_between(start)[team]


def gaps_ahead(at: datetime, team: UUID | None = None) -> tuple[kept_rows.Kept, list[Span]]:
    """A team's roster, and when nobody will be there who should be, within four weeks."""
    kept = roster_kept(at, team)
    return kept, _gaps(kept, at)


def all_gaps_ahead(
    at: datetime, by: UUID | None = None
) -> dict[UUID | None, tuple[kept_rows.Kept, list[Span]]]:
    """The same of every team, and of the service desk; `by` the stamp of who is on duty."""
    return {team: (kept, _gaps(kept, at)) for team, kept in kept_between(at, by).items()}


def _gaps(kept: kept_rows.Kept, at: datetime) -> list[Span]:
    whole = at.replace(minute=0, second=0, microsecond=0)
    if kept.ahead_from != whole:  # pages ask again and again
        until, kept.ahead_from = whole + GAPS_AHEAD, whole
        kept.gaps, kept.on_call = kept.duty.gaps(whole, until), kept.duty.on_call(whole, until)
        kept.time_on = time_on(kept.on_call)
    return [gap for gap in kept.gaps if gap.ends > at]


def shares_on_call(rosters: Iterable[kept_rows.Kept]) -> dict[UUID, int]:
    """How much of the four weeks ahead each is on call, in per cent, by rosters whose gaps were
    asked for."""
    of: dict[UUID, list[kept_rows.Kept]] = {}
    for kept in rosters:
        for person in kept.time_on:
            of.setdefault(person, []).append(kept)
    return {
        person: round(100 * _time(person, theirs) / GAPS_AHEAD) for person, theirs in of.items()
    }


def _time(person: UUID, rosters: list[kept_rows.Kept]) -> timedelta:
    if len(rosters) == 1:
        return rosters[0].time_on[person]
    every = (span for kept in rosters for span in kept.on_call if span.person == person)
    return time_on(every)[person]


@reading
def offered_turns() -> "QuerySet[Swap]":
    """The turns that are offered to `taker` and unanswered, from `today` on."""
    unanswered = Swap.objects.filter(accepted_at=None, declined_at=None)
    return unanswered.filter(taker=Given("taker"), day__gte=Given("today")).order_by("day")


def who_is_on_shift(start: datetime) -> Callable[[datetime], set[UUID]]:
    """Who is on shift at any time from `start` on that is asked for."""
    rosters = kept_between(start).values()
    return cache(lambda at: {key for kept in rosters for key in kept.duty.who(at)})  # many ask


def next_duty(at: datetime) -> dict[UUID, datetime]:
    """When each person's next duty begins, of those who have one within four weeks."""
    found: dict[UUID, datetime] = {}
    for kept in kept_between(at).values():
        for span in kept.duty.spans(at, at + GAPS_AHEAD):
            if span.person is not None and span.starts > at:
                found[span.person] = min(span.starts, found.get(span.person, span.starts))
    return found


def weekly_shifts(roster: Roster, person: Person, zone: str) -> list[Weekly]:
    """The weekly shifts of one person on a roster that are in `zone`; empty is the roster's."""
    theirs = Shift.objects.filter(roster=roster, person=person, zone=zone, dropped_at=None)
    return [weekly(row) for row in theirs]


def weekly(row: Shift) -> Weekly:
    """A shift that nobody dropped, as rules know it: whenever it began."""
    return Weekly(row.pk, row.person_id, row.weekday, row.starts, row.ends, zone=row.zone)


def highest_of_the_desk() -> Person | None:
    """With whom the buck stops until somebody says otherwise; of one rank, who is there longest."""
    people = desk().order_by("created_at")
    return max(people, key=lambda person: rank(person.role), default=None)


def leaders() -> list[Person]:
    """Who may be asked to decide, the nearest first: leads, then executives, then admins."""
    found = [person for person in staff() if can(person.role, Capability.LEAD)]
    return sorted(found, key=lambda person: (rank(person.role), person.name))
