"""Times are instants: what people type on the day when clocks change is reckoned in UTC."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buckstop.coverage.rules.ladders import Course, next_look
from buckstop.coverage.service_times import ServiceTimes
from buckstop.kit.calendars import ALWAYS, Calendar
from buckstop.problems.actions import attending
from buckstop.problems.commitments import update
from buckstop.problems.commitments.step import add_step
from buckstop.problems.commitments.update import Update
from buckstop.problems.models import Commitment
from buckstop.problems.tests.world import World

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = st.sampled_from(
    ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "UTC"]
).map(ZoneInfo)
CHANGES = st.sampled_from(
    [
        datetime(2027, 3, 28, 1, tzinfo=UTC),
        datetime(2027, 10, 31, 1, tzinfo=UTC),
        datetime(2027, 4, 3, 15, tzinfo=UTC),
    ]
)
AROUND = st.timedeltas(timedelta(hours=-30), timedelta(hours=30))
LATER = st.timedeltas(timedelta(minutes=1), timedelta(hours=20))


@given(CHANGES, AROUND, LATER, ZONES, ZONES)
def test_the_watch_is_warned_at_the_right_distance_on_the_day_clocks_change(
    change: datetime, around: timedelta, by: timedelta, made_in: ZoneInfo, due_in: ZoneInfo
):
    made = change + around
    due = made + by
    course = Course(made.astimezone(made_in), due.astimezone(due_in))
    warned = next_look(Update.ladder, course, after=made)
    assert warned < due
    assert due - warned == min(timedelta(minutes=15), by / 4)
    assert warned.utcoffset() == timedelta(0)


@given(CHANGES, AROUND, st.integers(1, 2000))
def test_what_is_due_is_never_short_and_at_a_whole_minute(
    change: datetime, around: timedelta, minutes: int
):
    at = change + around
    due = ServiceTimes(Calendar("Europe/Berlin", ALWAYS)).after(at, minutes)
    assert (due.second, due.microsecond) == (0, 0)
    assert timedelta(0) <= due - at - timedelta(minutes=minutes) < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("now", "typed"),
    [
        (datetime(2027, 3, 28, 0, 14, tzinfo=UTC), datetime(2027, 3, 28, 3, 5, tzinfo=BERLIN)),
        (datetime(2027, 10, 30, 23, 0, tzinfo=UTC), datetime(2027, 10, 31, 3, 5, tzinfo=BERLIN)),
    ],
)
@pytest.mark.django_db
def test_a_typed_promise_is_warned_of_and_missed_in_time(now: datetime, typed: datetime):
    world = World(now=now)
    case = world.report()
    by = {"by": world.carla.actor(), "at": now.astimezone(BERLIN)}
    update.keep(case.problem, next_due=typed, **by)  # type: ignore[arg-type]
    promise = Commitment.objects.get(problem=case.problem, kind="update", ended_at=None)
    due = typed.astimezone(UTC)
    assert promise.due == due
    warned = due - min(timedelta(minutes=15), (due - now) / 4)
    assert promise.attend_at == warned
    attending.attend_commitments(at=warned)
    promise.refresh_from_db()
    assert (promise.warned_at, promise.attend_at) == (warned, due)
    attending.attend_commitments(at=due)
    promise.refresh_from_db()
    assert promise.state == "missed"
    assert promise.ended_at == due


@pytest.mark.django_db
def test_a_step_typed_in_the_readers_zone_is_due_then():
    world = World()
    case = world.report()
    typed = datetime(2026, 3, 29, 3, 30, tzinfo=BERLIN)
    step = add_step(
        case.problem, what="Look", debtor=world.ana, due=typed, by=world.ana.actor(), at=world.now
    )
    assert step.due.utcoffset() == timedelta(0)
    assert step.due == typed
