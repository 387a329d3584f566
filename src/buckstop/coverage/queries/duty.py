"""Who is there now, who was, and who will be."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from uuid import UUID

from django.db.models import QuerySet

from buckstop.coverage import kept_rows
from buckstop.coverage.models import Roster, Shift, Swap
from buckstop.coverage.on_duty import Desk, OnDuty
from buckstop.coverage.queries.hours import levels_of
from buckstop.coverage.rules.duty import Span
from buckstop.coverage.rules.layers import Weekly
from buckstop.kit.reading import Given, reading
from buckstop.people.models import Person
from buckstop.people.queries import desk, staff
from buckstop.people.roles import Capability, can, rank
from buckstop.people.zones import house_zone

GAPS_AHEAD = timedelta(days=28)

LONGEST_TURN = timedelta(days=28)

ANYWHERE = timedelta(days=2)  # no two clocks on earth are further apart


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


def who_is_on_duty(at: datetime) -> OnDuty:
    """The desk as it is at `at`: who is on duty, and the times promised; by one query."""
    rosters, zone = _rosters(False, at), house_zone()
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
    )


def _rosters(ever: bool, at: datetime) -> list[kept_rows.Line]:
    from_now = near(at)
    rows = kept_rows.rosters(ever, near=from_now, begun=from_now - LONGEST_TURN)
    lines = [kept_rows.Line(*row) for row in rows]
    return [one._replace(absences=lines[0].absences) for one in lines]


def near(at: datetime) -> datetime:
    """What no clock on a wall shows any more, at `at` or later."""
    return (at - ANYWHERE).astimezone(UTC).replace(tzinfo=None)


def kept_between(start: datetime) -> dict[UUID | None, kept_rows.Kept]:
    """Every team's roster as it was and is, from `start` on; by one query.

    The service desk's is under None, and comes first.
    """
    house = house_zone()
    return {one.team: one.kept(house) for one in _rosters(True, start)}


def roster_kept(start: datetime, team: UUID | None) -> kept_rows.Kept:
    """The roster of a team, or of the service desk, as it was and is, from `start` on."""
    return kept_between(start)[team]


def gaps_ahead(at: datetime, team: UUID | None = None) -> tuple[kept_rows.Kept, list[Span]]:
    """A team's roster, and when nobody will be there who should be, within four weeks."""
    kept = roster_kept(at, team)
    return kept, _gaps(kept, at)


def all_gaps_ahead(at: datetime) -> dict[UUID | None, tuple[kept_rows.Kept, list[Span]]]:
    """The same of every team, and of the service desk."""
    return {team: (kept, _gaps(kept, at)) for team, kept in kept_between(at).items()}


def _gaps(kept: kept_rows.Kept, at: datetime) -> list[Span]:
    whole = at.replace(minute=0, second=0, microsecond=0)
    if kept.gaps_from != whole:  # pages ask again and again
        kept.gaps, kept.gaps_from = kept.duty.gaps(whole, whole + GAPS_AHEAD), whole
    return [gap for gap in kept.gaps if gap.ends > at]


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
