"""Who is on duty when, beside brute force and over the hours that days lack or have twice."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest

from buckstop.coverage.rules import duty, wall_clock
from buckstop.coverage.rules.duty import Cause
from buckstop.coverage.rules.layers import Absence, Cover, Override, Rotation, Rows, Weekly
from buckstop.coverage.tests import oracle

BERLIN = "Europe/Berlin"
ANA, BEN, CLEO = (UUID(int=number) for number in (1, 2, 3))
ALL = frozenset((ANA, BEN, CLEO))


@pytest.mark.parametrize("zone", oracle.ZONES)
def test_brute_force_agrees_around_every_change_of_clocks(zone: str):
    near = timedelta(hours=3)
    for number, change in enumerate(oracle.changes(zone)):
        for seed in range(8 * number, 8 * number + 8):
            assert oracle.differences(zone, change - near, change + near, seed) == []


def test_the_hour_that_does_not_exist_is_the_first_instant_after_it():
    forward = datetime(2026, 3, 29, 1, tzinfo=UTC)
    for minute in (0, 30, 59):
        local = datetime.fromisoformat(f"2026-03-29 02:{minute:02}")
        assert wall_clock.first(local, BERLIN) == wall_clock.last(local, BERLIN) == forward


def test_the_hour_that_is_there_twice_starts_at_the_first_and_ends_at_the_last():
    local = datetime.fromisoformat("2026-10-25 02:30")
    assert wall_clock.first(local, BERLIN) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert wall_clock.last(local, BERLIN) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_shifts_that_meet_in_the_doubled_hour_overlap_and_leave_nobody_out():
    early = Weekly(UUID(int=8), ANA, 6, time(0), time(2, 30))
    late = Weekly(UUID(int=9), BEN, 6, time(2, 30), time(9))
    rows = Rows(BERLIN, (early, late), able=ALL)
    assert set(duty.who(rows, datetime(2026, 10, 25, 1, tzinfo=UTC))) == {ANA, BEN}


def test_a_rotation_hands_over_at_the_first_pass_of_its_hour():
    rotation = Rotation(UUID(int=8), (ANA, BEN), date(2026, 10, 24), time(2, 30), 1)
    rows = Rows(BERLIN, (rotation,), able=ALL)
    change = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert set(duty.who(rows, change - timedelta(minutes=1))) == {ANA}
    assert duty.who(rows, change) == {BEN: datetime(2026, 10, 26, 1, 30, tzinfo=UTC)}


def test_people_around_the_earth_cover_a_day_each_in_their_own_zone():
    zones = ("Europe/Berlin", "America/New_York", "Pacific/Auckland")
    hours = ((time(8), time(16)), (time(10), time(18)), (time(9), time(19)))
    layers = [
        Weekly(UUID(int=10 * n + day), person, day, *hours[n], zone=zone)
        for n, (person, zone) in enumerate(zip((ANA, BEN, CLEO), zones, strict=True))
        for day in range(7)
    ]
    rows = Rows(BERLIN, tuple(layers), able=ALL)
    noon = datetime(2026, 3, 10, 10, tzinfo=UTC)  # New York changed its clocks, Berlin didn't yet
    assert set(duty.who(rows, noon)) == {ANA}
    assert set(duty.who(rows, noon + timedelta(hours=9))) == {BEN}
    assert set(duty.who(rows, noon + timedelta(hours=12))) == {CLEO}


def test_a_changed_rotation_leaves_yesterday_as_it_was():
    monday, change = date(2026, 3, 2), datetime(2026, 3, 4, 12, tzinfo=UTC)
    before = Rotation(UUID(int=8), (ANA, BEN), monday, time(9), 7, until=change)
    after = Rotation(UUID(int=9), (CLEO,), monday, time(9), 7, since=change)
    rows = Rows("UTC", (before, after), able=ALL)
    assert set(duty.who(rows, change - timedelta(seconds=1))) == {ANA}
    assert set(duty.who(rows, change)) == {CLEO}


def test_a_swap_moves_with_its_shift():
    def rows(starts: time) -> Rows:
        shift = Weekly(UUID(int=8), ANA, 0, starts, time(18))
        return Rows("UTC", (shift,), covers=(Cover(shift.key, date(2026, 3, 2), BEN),), able=ALL)

    at = datetime(2026, 3, 2, 9, tzinfo=UTC)
    for starts in (time(8), time(9)):
        assert set(duty.who(rows(starts), at)) == {BEN}
    assert set(duty.who(rows(time(8)), at + timedelta(days=7))) == {ANA}


NOON, THREE = map(datetime.fromisoformat, ("2026-03-02 12:00", "2026-03-02 15:00"))
SHIFT = Weekly(UUID(int=8), ANA, 0, time(8), time(18))


def on_monday(rows: Rows) -> list[tuple[UUID | None, int, int]]:
    start = datetime(2026, 3, 2, tzinfo=UTC)
    found = duty.spans(rows, start, start + timedelta(days=1))
    return [(span.person, span.starts.hour, span.ends.hour) for span in found]


def test_an_override_takes_its_hours_and_gives_the_others_back():
    rows = Rows("UTC", (SHIFT,), (Override(BEN, ANA, NOON, THREE),), able=ALL)
    assert on_monday(rows) == [(ANA, 8, 12), (BEN, 12, 15), (ANA, 15, 18)]
    assert duty.gaps(rows, *oracle_day()) == []


def oracle_day() -> tuple[datetime, datetime]:
    start = datetime(2026, 3, 2, tzinfo=UTC)
    return start, start + timedelta(days=1)


def test_an_absence_is_a_gap_unless_somebody_stands_in():
    rows = Rows("UTC", (SHIFT,), absences=(Absence(ANA, NOON, THREE),), able=ALL)
    [gap] = duty.gaps(rows, *oracle_day())
    assert (gap.cause, gap.of, gap.starts.hour, gap.ends.hour) == (Cause.ABSENT, ANA, 12, 15)
    rows = Rows("UTC", (SHIFT,), absences=(Absence(ANA, NOON, THREE, BEN),), able=ALL)
    assert on_monday(rows) == [(ANA, 8, 12), (BEN, 12, 15), (ANA, 15, 18)]


def test_stand_ins_who_wait_for_each_other_are_nobody():
    away = (Absence(ANA, NOON, THREE, BEN), Absence(BEN, NOON, THREE, ANA))
    rows = Rows("UTC", (SHIFT,), absences=away, able=ALL)
    assert on_monday(rows) == [(ANA, 8, 12), (None, 12, 15), (ANA, 15, 18)]


def test_somebody_who_left_is_on_no_shift_and_a_gap_says_why():
    rows = Rows("UTC", (SHIFT,), able=ALL - {ANA})
    assert [gap.cause for gap in duty.gaps(rows, *oracle_day())] == [Cause.LEFT]


def test_no_gap_where_a_colleague_is_there_too():
    other = Weekly(UUID(int=9), BEN, 0, time(8), time(13))
    rows = Rows("UTC", (SHIFT, other), absences=(Absence(ANA, NOON, THREE),), able=ALL)
    [gap] = duty.gaps(rows, *oracle_day())
    assert (gap.starts.hour, gap.ends.hour) == (13, 15)
