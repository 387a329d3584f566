"""Shifts begin and end when the roster's clock says so, also when that clock is changed."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buckstop.coverage import permissions, rules
from buckstop.coverage.rules import duty
from buckstop.coverage.rules.layers import Rows, Weekly
from buckstop.kit.ids import uuid7
from buckstop.ledger.refused import Refused
from buckstop.people.models import Person
from buckstop.people.roles import Capability, roles_with

DESK_ROLES = roles_with(Capability.OWN)
STAFF_ROLES = roles_with(Capability.BE_STAFF)

ANA, BRUNO = UUID(int=1), UUID(int=2)
ZURICH = "Europe/Zurich"
ZONES = st.sampled_from([ZURICH, "UTC", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"])
TIMES = st.times(timezones=st.none()).map(lambda t: t.replace(second=0, microsecond=0))
INSTANTS = st.integers(0, 2 * 365 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
SATURDAY, SUNDAY = 5, 6
SECOND = timedelta(seconds=1)


def local(said: str, zone: str = ZURICH, *, fold: int = 0) -> datetime:
    return datetime.fromisoformat(said).replace(tzinfo=ZoneInfo(zone), fold=fold)


def weekly(person: UUID, weekday: int, starts: time, ends: time) -> Weekly:
    return Weekly(uuid7(), person, weekday, starts, ends)


def on_shift(turns: Iterable[Weekly], at: datetime, zone: str) -> dict[UUID, datetime]:
    turns = tuple(turns)
    return duty.who(Rows(zone, turns, able=frozenset(turn.person for turn in turns)), at)


def ends_at(turn: Weekly, at: datetime, zone: str) -> datetime | None:
    return on_shift([turn], at, zone).get(turn.person)


def runs(turn: Weekly, said: str, *, fold: int = 0) -> bool:
    return ends_at(turn, local(said, fold=fold), ZURICH) is not None


def test_a_shift_runs_on_its_day_from_its_start_to_before_its_end():
    turn = weekly(ANA, 0, time(8), time(18))
    assert runs(turn, "2026-03-02 08:00")
    assert runs(turn, "2026-03-02 17:59:59")
    assert not runs(turn, "2026-03-02 07:59:59")
    assert not runs(turn, "2026-03-02 18:00")
    assert not runs(turn, "2026-03-03 12:00")
    assert ends_at(turn, local("2026-03-02 12:00"), ZURICH) == local("2026-03-02 18:00")


def test_a_night_shift_belongs_to_the_day_on_which_it_begins():
    turn = weekly(BRUNO, 6, time(22), time(6))
    assert runs(turn, "2026-03-01 23:00")
    assert runs(turn, "2026-03-02 05:59")
    assert not runs(turn, "2026-03-02 06:00")
    assert not runs(turn, "2026-03-02 23:00")


def test_a_shift_that_ends_when_it_begins_is_a_whole_day():
    turn = weekly(ANA, 0, time(0), time(0))
    assert runs(turn, "2026-03-02 00:00")
    assert runs(turn, "2026-03-02 23:59")
    assert not runs(turn, "2026-03-03 00:00")


@pytest.mark.parametrize(
    ("starts", "said", "hours"),
    [
        (SATURDAY, "2026-03-28 22:00", 7),  # the clock goes from 2 to 3
        (SATURDAY, "2026-10-24 22:00", 9),  # the clock goes from 3 to 2
        (SATURDAY, "2026-10-17 22:00", 8),
    ],
)
def test_a_night_is_as_long_as_the_clock_makes_it(starts: int, said: str, hours: int):
    turn = weekly(BRUNO, starts, time(22), time(6))
    begins = local(said).astimezone(UTC)
    ends = ends_at(turn, begins, ZURICH)
    assert ends is not None
    assert ends.astimezone(UTC) - begins == timedelta(hours=hours)


def test_both_hours_that_the_clock_says_twice_are_on_shift():
    turn = weekly(BRUNO, SUNDAY, time(2), time(3))
    assert runs(turn, "2026-10-25 02:30", fold=0)
    assert runs(turn, "2026-10-25 02:30", fold=1)


def test_a_shift_in_the_hour_that_the_clock_leaves_out_does_not_run():
    turn = weekly(BRUNO, SUNDAY, time(2), time(3))
    midnight = local("2026-03-29 00:00").astimezone(UTC)
    assert not any(ends_at(turn, midnight + timedelta(minutes=m), ZURICH) for m in range(24 * 60))


@given(INSTANTS, ZONES, st.lists(TIMES, unique=True, min_size=1, max_size=4))
def test_shifts_round_the_clock_leave_no_instant_uncovered(
    at: datetime, zone: str, changes: list[time]
):
    changes = sorted(changes)
    turns = [
        weekly(UUID(int=n), day, starts, ends)
        for day in range(7)
        for n, (starts, ends) in enumerate(zip(changes, [*changes[1:], changes[0]], strict=True))
    ]
    assert on_shift(turns, at, zone)


@given(INSTANTS, ZONES, st.integers(0, 6), TIMES, TIMES)
def test_a_shift_ends_later_and_within_a_day(
    at: datetime, zone: str, day: int, starts: time, ends: time
):
    end = ends_at(weekly(ANA, day, starts, ends), at, zone)
    if end is not None:
        assert end.timestamp() > at.timestamp()
        assert end.timestamp() - at.timestamp() <= 25 * 3600
        there, before = (one.astimezone(ZoneInfo(zone)) for one in (end, end - SECOND))
        changes = there.utcoffset() != before.utcoffset()
        assert changes or (there.hour, there.minute) == (ends.hour, ends.minute)
        assert on_shift([weekly(ANA, day, starts, ends)], at, zone) == {ANA: end}


def test_who_has_two_shifts_is_there_until_the_later_ends():
    turns = [weekly(ANA, 0, time(8), time(12)), weekly(ANA, 0, time(10), time(18))]
    assert on_shift(turns, local("2026-03-02 11:00"), ZURICH) == {ANA: local("2026-03-02 18:00")}
    assert on_shift(reversed(turns), local("2026-03-02 11:00"), ZURICH) == {
        ANA: local("2026-03-02 18:00")
    }


@given(TIMES, TIMES)
def test_hours_are_read_as_they_were_written_now_and_before(starts: time, ends: time):
    assert rules.hours_read(rules.hours(starts, ends)) == (starts, ends)
    assert rules.hours_read(f"{starts:%H:%M} to {ends:%H:%M}") == (starts, ends)


def test_what_a_roster_takes():
    for weekday in (-1, 7):
        with pytest.raises(Refused, match="day of the week"):
            rules.check_weekday(weekday)
    for limit in (-1, 1001):
        with pytest.raises(Refused, match="from 0 to 1000"):
            rules.check_limit(limit)
    for day in range(7):
        rules.check_weekday(date(2026, 3, 2 + day).weekday())
    rules.check_limit(0)
    for role in STAFF_ROLES:
        if role in DESK_ROLES:
            assert permissions.at_desk(Person(public_name="Ana", role=role)) is None
        left = datetime(2026, 1, 1, tzinfo=UTC) if role in DESK_ROLES else None
        refusal = permissions.at_desk(Person(public_name="Ana", role=role, deactivated_at=left))
        assert refusal is not None
        assert refusal.sentence == "Ana doesn't work at the desk."
