"""Business time over midnights, holidays and changes of the clock, in any zone."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buckstop.kit.calendars import ALWAYS, WHOLE_DAY, Calendar, CalendarError

MINUTE = timedelta(minutes=1)
OFFICE = {day: [(time(9), time(12)), (time(13), time(17))] for day in range(5)}
NIGHTS = {day: [(time(22), time(6))] for day in range(7)}
CHANGES = {  # days around which the clocks of a zone jump, forward and back
    "Europe/Berlin": [date(2026, 3, 29), date(2026, 10, 25)],
    "America/New_York": [date(2026, 3, 8), date(2026, 11, 1)],
    "Australia/Lord_Howe": [date(2026, 4, 5), date(2026, 10, 4)],  # by half an hour
    "Pacific/Apia": [date(2011, 12, 30), date(2011, 4, 2)],  # a whole day skipped
    "Asia/Kathmandu": [date(2026, 6, 1)],
    "America/St_Johns": [date(2006, 4, 2), date(2006, 10, 29)],  # at a minute past midnight
}


def berlin(year: int, month: int, day: int, hour: int, minute: int = 0, fold: int = 0) -> datetime:
    zone = ZoneInfo("Europe/Berlin")
    return datetime(year, month, day, hour, minute, tzinfo=zone, fold=fold).astimezone(UTC)


def utc(year: int, month: int, day: int, hour: int = 0) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


def first_showing(wall: datetime, zone: ZoneInfo) -> datetime:
    """The slow way: step by the minute until a clock on the wall shows `wall`, or is past it."""
    at = wall.replace(tzinfo=UTC) - timedelta(hours=40)
    for step in (timedelta(hours=1), MINUTE):
        while at.astimezone(zone).replace(tzinfo=None) < wall:
            at += step
        at -= step
    return at + MINUTE


def slow_openings(calendar: Calendar, day: date) -> list[tuple[datetime, datetime]]:
    zone, openings = ZoneInfo(calendar.zone), []
    for step in range(-2, 4):
        start_day = day + timedelta(days=step)
        for opens, closes in calendar.hours[start_day.weekday()]:
            end_day = start_day if closes > opens else start_day + timedelta(days=1)
            if not calendar.is_holiday(start_day):
                start = first_showing(datetime.combine(start_day, opens), zone)
                openings.append((start, first_showing(datetime.combine(end_day, closes), zone)))
    return openings


clock_times = st.builds(time, st.integers(0, 23), st.sampled_from([0, 1, 15, 30, 45, 59]))
week_hours = st.dictionaries(
    st.integers(0, 6), st.lists(st.tuples(clock_times, clock_times), min_size=1, max_size=3),
    min_size=1,
)  # fmt: skip


@st.composite
def places(draw: st.DrawFn) -> tuple[Calendar, datetime]:
    """A calendar, and an instant near a change of its clocks."""
    zone = draw(st.sampled_from(sorted(CHANGES)))
    day = draw(st.sampled_from(CHANGES[zone]))
    near = st.dates(day - timedelta(days=3), day + timedelta(days=3))
    holidays = draw(st.frozensets(near, max_size=2))
    hours = draw(week_hours | st.sampled_from([OFFICE, NIGHTS, ALWAYS]))
    at = utc(day.year, day.month, day.day) + draw(st.integers(-2880, 2880)) * MINUTE
    return Calendar(zone, hours, holidays), at


spans = st.integers(0, 10_000)


@settings(max_examples=60, deadline=None)
@given(places())
def test_a_day_is_as_the_slow_way_reckons_it(place):
    calendar, at = place
    openings = slow_openings(calendar, at.date())
    minutes = [at + step * MINUTE for step in range(1440)]
    opened = [any(start <= m < end for start, end in openings) for m in minutes]
    assert [calendar.is_open(m) for m in minutes] == opened
    assert calendar.working_minutes(at, at + 1440 * MINUTE) == sum(opened)


@settings(deadline=None)
@given(places(), spans)
def test_adding_is_undone_by_measuring(place, minutes):
    calendar, at = place
    assert calendar.working_minutes(at, calendar.add_working(at, minutes)) == minutes


@settings(deadline=None)
@given(places(), st.integers(1, 10_000))
def test_what_is_added_ends_at_the_earliest_instant(place, minutes):
    calendar, at = place
    end = calendar.add_working(at, minutes)
    assert calendar.working_minutes(at, end - timedelta(microseconds=1)) < minutes


@settings(deadline=None)
@given(places(), spans, spans, st.integers(0, 5000))
def test_later_starts_and_longer_spans_never_end_earlier(place, minutes, more, later):
    calendar, at = place
    end = calendar.add_working(at, minutes)
    assert end >= at
    assert calendar.add_working(at, minutes + more) >= end
    assert calendar.add_working(at + later * MINUTE, minutes) >= end
    assert calendar.add_working(end, more) == calendar.add_working(at, minutes + more) or not more


@settings(deadline=None)
@given(places(), spans, spans)
def test_measures_add_up(place, first, second):
    calendar, at = place
    middle, end = at + first * MINUTE, at + (first + second) * MINUTE
    whole = calendar.working_minutes(at, end)
    parts = calendar.working_minutes(at, middle) + calendar.working_minutes(middle, end)
    assert whole == pytest.approx(parts)
    assert calendar.working_minutes(end, at) == -whole


@settings(deadline=None)
@given(places())
def test_opening_and_closing_agree_with_being_open(place):
    calendar, at = place
    opens = calendar.next_open(at)
    assert opens >= at
    assert calendar.is_open(opens)
    assert calendar.is_open(at) == (opens == at)
    assert calendar.working_minutes(at, opens) == 0
    closes = calendar.closes_at(at)
    if closes is not None:
        assert not calendar.is_open(closes)
        whole = (closes - opens) / MINUTE
        assert calendar.working_minutes(opens, closes) == pytest.approx(whole)


def test_a_night_shift_on_a_change_of_the_clocks():
    nights = Calendar("Europe/Berlin", NIGHTS)
    spring, autumn = berlin(2026, 3, 28, 22), berlin(2026, 10, 24, 22)
    assert nights.closes_at(spring) == spring + timedelta(hours=7)
    assert nights.closes_at(autumn) == autumn + timedelta(hours=9)


def test_an_hour_that_does_not_exist_begins_at_the_jump():
    sundays = Calendar("Europe/Berlin", {6: [(time(2, 30), time(5))]})
    at = berlin(2026, 3, 29, 0)
    assert sundays.next_open(at) == utc(2026, 3, 29, 1)
    assert sundays.working_minutes(at, at + timedelta(days=1)) == 120


def test_an_hour_that_comes_twice_means_its_first_coming():
    sundays = Calendar("Europe/Berlin", {6: [(time(1), time(2, 30))]})
    assert sundays.closes_at(berlin(2026, 10, 25, 0)) == berlin(2026, 10, 25, 2, 30)
    assert not sundays.is_open(berlin(2026, 10, 25, 2, 15, fold=1))


def test_a_skipped_day_has_no_hours():
    apia = Calendar("Pacific/Apia", OFFICE)  # Friday, 30 December 2011 was left out
    thursday = datetime(2011, 12, 29, 17, tzinfo=ZoneInfo("Pacific/Apia"))
    monday = datetime(2012, 1, 2, 9, tzinfo=ZoneInfo("Pacific/Apia"))
    assert apia.next_open(thursday) == monday
    assert apia.add_working(thursday, 1) == monday + MINUTE


def test_the_last_minute_of_a_day_ends_at_closing():
    office = Calendar("Europe/Berlin", OFFICE)
    friday = berlin(2026, 3, 27, 16)
    assert office.add_working(friday, 60) == berlin(2026, 3, 27, 17)
    assert office.add_working(friday, 61) == berlin(2026, 3, 30, 9, 1)
    assert office.add_working(friday, 0) == friday
    assert office.add_working(berlin(2026, 7, 31, 16), 60) == berlin(2026, 7, 31, 17)


def test_a_holiday_takes_the_shifts_that_start_on_it():
    nights = Calendar("UTC", NIGHTS, frozenset([date(2026, 1, 2)]))
    assert nights.is_open(utc(2026, 1, 2, 5))
    assert not nights.is_open(utc(2026, 1, 2, 23))
    assert not nights.is_open(utc(2026, 1, 3, 5))


def test_round_the_clock_never_closes():
    always = Calendar("Europe/Berlin", ALWAYS)
    assert always.closes_at(utc(2026, 1, 1)) is None
    assert always.add_working(utc(2026, 1, 1), 525_600) == utc(2027, 1, 1)
    closed_once = Calendar("UTC", ALWAYS, frozenset([date(2026, 3, 1)]))
    assert closed_once.closes_at(utc(2026, 1, 1)) == utc(2026, 3, 1)


def test_two_halves_round_the_clock_never_close_either():
    halves = Calendar("UTC", {day: [(time(0), time(12)), (time(12), time(0))] for day in range(7)})
    assert halves.closes_at(utc(2026, 1, 1)) is None


def test_equal_calendars_are_one():
    one, other = Calendar("UTC", OFFICE), Calendar("UTC", dict(OFFICE))
    assert one == other
    assert len({one, other, Calendar("UTC", NIGHTS)}) == 2


@pytest.mark.parametrize(
    ("zone", "hours", "says"),
    [
        ("Europe/Nowhere", OFFICE, "no time zone"),
        ("Europe", OFFICE, "no time zone"),
        ("../etc/passwd", OFFICE, "no time zone"),
        ("", OFFICE, "no time zone"),
        ("UTC", {}, "never open"),
        ("UTC", {0: [], 1: []}, "never open"),
        ("UTC", {7: [WHOLE_DAY]}, "no weekday"),
        ("UTC", {0: [(time(9, tzinfo=UTC), time(17))]}, "without a zone"),
    ],
)
def test_a_calendar_that_cannot_be_is_refused(zone, hours, says):
    with pytest.raises(CalendarError, match=says):
        Calendar(zone, hours)


def test_a_calendar_of_holidays_only_gives_up():
    closed = Calendar("UTC", {0: [WHOLE_DAY]}, _every_day)
    for ask in (closed.next_open, closed.closes_at, lambda at: closed.add_working(at, 5)):
        with pytest.raises(CalendarError, match="within a hundred years"):
            ask(utc(2026, 1, 1))


@cache
def _every_day(year: int) -> frozenset[date]:
    return frozenset(date(year, 1, 1) + timedelta(days=n) for n in range(366))


@pytest.mark.parametrize("minutes", [-1, float("nan"), float("inf")])
def test_a_span_that_cannot_be_is_refused(minutes):
    with pytest.raises(CalendarError, match="zero or more"):
        Calendar("UTC", OFFICE).add_working(utc(2026, 1, 1), minutes)


def test_a_span_without_end_is_refused():
    with pytest.raises(CalendarError, match="within a hundred years"):
        Calendar("UTC", OFFICE).add_working(utc(2026, 1, 1), 10**9)


def test_a_naive_instant_is_refused():
    with pytest.raises(CalendarError, match="no time zone"):
        Calendar("UTC", OFFICE).is_open(datetime(2026, 1, 1))  # noqa: DTZ001
