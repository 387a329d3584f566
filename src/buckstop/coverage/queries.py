"""Who is there now, and which hours we promise."""

import json
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from uuid import UUID

from django.db.models import F, Q, QuerySet

from buckstop.coverage import kept_rows, rules
from buckstop.coverage.models import Member, Roster, Route, ServiceLevel, Shift, Skill, Swap, Team
from buckstop.coverage.on_duty import Desk, OnDuty
from buckstop.coverage.rules.duty import Span
from buckstop.coverage.rules.layers import Weekly
from buckstop.coverage.rules.levels import Level, Levels
from buckstop.coverage.service_times import ServiceTimes
from buckstop.kit.addresses import normal
from buckstop.kit.calendars import Calendar
from buckstop.kit.public_holidays import PublicHolidays
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


def teams() -> "QuerySet[Team]":
    """The teams that there are, by name, with who leads them."""
    return Team.objects.filter(ended_at=None).select_related("lead").order_by("name")


def names_of_teams() -> list[str]:
    """What the teams are called."""
    return list(teams().values_list("name", flat=True))


def members(team: Team) -> list[Member]:
    """Who is of a team, by name; who has left the house, too, until somebody takes them out."""
    now = Member.objects.filter(team=team, until=None)
    return list(now.select_related("person").order_by("person__public_name"))


def teams_of(person: UUID) -> list[Team]:
    """The teams that somebody is of, the longest first."""
    now = Member.objects.filter(person=person, until=None, team__ended_at=None)
    return [member.team for member in now.select_related("team").order_by("since", "pk")]


def routes(team: Team) -> list[Route]:
    """What goes to a team."""
    now = Route.objects.filter(team=team, until=None).select_related("customer")
    return list(now.order_by("address", "customer__name"))


def named_team(addresses: Collection[str], customer: UUID | None) -> UUID | None:
    """The team that a customer, or else an address of ours, names; or None."""
    forms = [normal(address) for address in addresses]
    now = Route.objects.filter(until=None, team__ended_at=None)
    both = Q(customer=customer) if customer else Q()
    named = now.filter(both | Q(address__in=[form for form in forms if form]))
    found = named.order_by(F("customer").asc(nulls_last=True)).values_list("team", flat=True)
    return next(iter(found), None) if customer or forms else None


def skills_of(people: Iterable[UUID]) -> dict[UUID, list[str]]:
    """What each of these people knows."""
    found: dict[UUID, list[str]] = {}
    now = Skill.objects.filter(person__in=list(people), until=None).order_by("name")
    for person, name in now.values_list("person", "name"):
        found.setdefault(person, []).append(name)
    return found


def skills(person: UUID) -> list[Skill]:
    """What somebody knows."""
    return list(Skill.objects.filter(person=person, until=None).order_by("name"))


def skill_names() -> list[str]:
    """Every word that was said of what people know, so that one is written the same each time."""
    now = Skill.objects.filter(until=None).order_by("name")
    return list(now.values_list("name", flat=True).distinct())


def zone_of(row: Roster | ServiceLevel) -> str:
    """The time zone of a roster or a service level: its own, or the house's."""
    return row.zone or house_zone()


def who_is_on_duty(at: datetime) -> OnDuty:
    """The desk as it is at `at`: who is on duty, and the times promised; by one query."""
    rosters, zone = _rosters(False, at), house_zone()
    known = _levels(rosters[0].levels, zone)
    desks: dict[UUID | None, Desk] = {}
    teams: dict[UUID, str] = {}
    on_shift: dict[UUID, datetime] = {}
    names: dict[UUID, str] = {}
    limits: dict[UUID, int] = {}
    for one in rosters:
        kept = one.kept(zone)
        who = kept.duty.who(at)
        desks[one.team] = Desk(
            who, one.buck or rosters[0].buck, one.lead if one.lead_left is None else None
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
    )


def _rosters(ever: bool, at: datetime) -> list[kept_rows.Line]:
    from_now = near(at)
    rows = kept_rows.rosters(ever, near=from_now, begun=from_now - LONGEST_TURN)
    return [kept_rows.Line(*row) for row in rows]


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


@lru_cache(maxsize=4)
def _levels(text: str, of_zone: str) -> Levels:
    """The service levels, whose zone may be `of_zone`, the house's."""
    del of_zone
    return in_order(
        _level(dict(zip(kept_rows.LEVEL, row, strict=True))) for row in json.loads(text)
    )


def _level(values: dict[str, object]) -> ServiceLevel:
    row = ServiceLevel(**values)
    row.days_off, row.days_open = (
        [date.fromisoformat(str(day)) for day in days] for days in (row.days_off, row.days_open)
    )
    row.opens, row.closes = (time.fromisoformat(str(values[name])) for name in ("opens", "closes"))
    return row


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


def highest_of_the_desk() -> Person | None:
    """With whom the buck stops until somebody says otherwise; of one rank, who is there longest."""
    people = desk().order_by("created_at")
    return max(people, key=lambda person: rank(person.role), default=None)


def is_founded() -> bool:
    """Whether somebody is there with whom the buck stops: without, no problem can be owned."""
    return Roster.objects.exists()


def service_level() -> ServiceLevel:
    """The default service level."""
    return ServiceLevel.objects.get(position=None)


def service_levels() -> list[ServiceLevel]:
    """Every service level, in the order in which they are asked: the default one last."""
    rows = ServiceLevel.objects.filter(removed_at=None)
    return list(rows.order_by(F("position").asc(nulls_last=True), "pk"))


def levels() -> Levels:
    """Every service level, as rules ask for them; by one query."""
    return in_order(service_levels())


def in_order(rows: Iterable[ServiceLevel]) -> Levels:
    """Service levels as rules ask for them."""
    [*others, default] = sorted(rows, key=_place)
    return Levels(times_of(default), tuple(_of_row(row) for row in others))


def _place(row: ServiceLevel) -> tuple[bool, int, str]:
    return row.position is None, row.position or 0, str(row.pk)


def _of_row(row: ServiceLevel) -> Level:
    key = UUID(str(row.pk))
    return Level(key, row.name, times_of(row), row.tier, row.hurts, row.kind)


def times_of(level: ServiceLevel) -> ServiceTimes:
    """The times of a service level, as rules and pages ask for them."""
    return ServiceTimes(
        calendar=calendar(level),
        first_news=level.first_news,
        news_while_hurting=level.news_while_hurting,
        news_otherwise=level.news_otherwise,
    )


def weekly_shifts(roster: Roster, person: Person, zone: str) -> list[Weekly]:
    """The weekly shifts of one person on a roster that are in `zone`; empty is the roster's."""
    theirs = Shift.objects.filter(roster=roster, person=person, zone=zone, dropped_at=None)
    return [weekly(row) for row in theirs]


def weekly(row: Shift) -> Weekly:
    """A shift that nobody dropped, as rules know it: whenever it began."""
    return Weekly(row.pk, row.person_id, row.weekday, row.starts, row.ends, zone=row.zone)


@dataclass(frozen=True)
class DaysOff:
    """The public holidays of somewhere, with a house's own days more and less."""

    public: PublicHolidays | None
    off: frozenset[date]
    opened: frozenset[date]

    def __call__(self, year: int) -> frozenset[date]:
        """The days off of `year`."""
        public = self.public(year) if self.public else frozenset()
        return (public | self.off) - self.opened


def calendar(of: ServiceLevel) -> Calendar:
    """The working hours of a service level."""
    off, opened = frozenset(of.days_off), frozenset(of.days_open)
    return _calendar(
        zone_of(of), of.country, of.weekdays, of.opens.isoformat(),
        of.closes.isoformat(), off, opened,
    )  # fmt: skip


@lru_cache(maxsize=64)
def _calendar(
    zone: str,
    country: str,
    weekdays: str,
    opens: str,
    closes: str,
    off: frozenset[date],
    opened: frozenset[date],
) -> Calendar:
    hours = (time.fromisoformat(opens), time.fromisoformat(closes))
    days = {int(day): [hours] for day in weekdays}
    public = rules.holidays_of(country)
    return Calendar(zone, days, DaysOff(public, off, opened) if public or off else frozenset())


def leaders() -> list[Person]:
    """Who may be asked to decide, the nearest first: leads, then executives, then admins."""
    found = [person for person in staff() if can(person.role, Capability.LEAD)]
    return sorted(found, key=lambda person: (rank(person.role), person.name))
