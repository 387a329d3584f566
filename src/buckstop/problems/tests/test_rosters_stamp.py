"""Who is on duty is read anew exactly when something that it is made of has changed."""

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from buckstop.coverage import actions as coverage
from buckstop.coverage.actions import instead
from buckstop.coverage.actions.rotations import add_rotation
from buckstop.coverage.actions.teams import add_team
from buckstop.coverage.kept_rows import rosters
from buckstop.coverage.models import Growth, Pace, ServiceLevel
from buckstop.coverage.queries import kept_between, who_is_on_duty
from buckstop.ledger.actor import DESK
from buckstop.people.models import Person
from buckstop.problems.tests.world import World
from tests.unwritten import TABLE

TRIGGERS = """
SELECT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
WHERE tgname = 'rosters_changed'
"""


def asked(world: World) -> int:
    """How many statements it takes to know who is on duty."""
    with CaptureQueriesContext(
        connection,
    ) as seen:
        who_is_on_duty(world.now)
    return len(seen)


def test_every_table_of_the_rosters_is_stamped(world: World):
    rosters(False, near=world.now, begun=world.now)
    read = {table for one in rosters.compiled for table in TABLE.findall(one.statement)}
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS)
        assert {name for (name,) in cursor.fetchall()} == read | {"people_person"}


def changes(world: World) -> list[Callable[[], object]]:
    by: dict[str, Any] = {"by": DESK, "at": world.now}
    [level] = ServiceLevel.objects.all()
    return [
        lambda: world.shift(world.carla, 0, time(9), time(17)),
        lambda: coverage.set_limit(world.roster, person=world.ana, limit=7, **by),
        lambda: add_team(name="Network", lead=world.bruno, **by),
        lambda: add_rotation(
            world.roster, people=[world.ana, world.carla], begins=date(2026, 3, 2),
            hands_over=time(9), days=1, **by,
        ),
        lambda: Person.objects.filter(pk=world.ana.pk).update(public_name="Ana R."),
        lambda: ServiceLevel.objects.update(first_news=17),
        lambda: Growth.objects.create(level=level, percent=20, asked=40),
        lambda: Pace.objects.create(
            roster=world.roster, kind="update", minutes=4, count=50, reckoned_at=world.now
        ),
    ]  # fmt: skip


def test_whatever_changes_is_seen_at_once_and_nothing_is_read_twice(world: World):
    for change in changes(world):
        before = who_is_on_duty(world.now)
        assert who_is_on_duty(world.now) is before
        change()
        assert asked(world) == 2
        assert who_is_on_duty(world.now) != before
        assert asked(world) == 1


def test_what_was_taken_back_is_forgotten(world: World):
    before = who_is_on_duty(world.now)
    with transaction.atomic():
        world.shift(world.carla, 0, time(9), time(17))
        assert world.carla.pk in who_is_on_duty(world.now).on_shift
        transaction.set_rollback(True)
    assert who_is_on_duty(world.now) == before


def test_whose_turn_it_is_changes_by_the_clock_alone(world: World):
    start = world.now.replace(hour=5)
    for minutes in range(0, 18 * 60, 7):
        at = start + timedelta(minutes=minutes)
        known = who_is_on_duty(at).on_shift
        [kept] = kept_between(at).values()
        assert known == kept.duty.who(at), at
    assert asked(world) >= 1


def test_an_absence_that_begins_within_the_hour_is_seen(world: World):
    assert world.ana.pk in who_is_on_duty(world.now).on_shift
    starts = (world.now + timedelta(minutes=90)).replace(tzinfo=None)
    ends = starts + timedelta(days=1)
    away: dict[str, Any] = {"starts": starts, "ends": ends, "stand_in": None}
    instead.note_absence(world.ana, **away, by=DESK, at=world.now)
    assert world.ana.pk in who_is_on_duty(world.now).on_shift
    later = world.now + timedelta(minutes=31)  # Zurich is an hour ahead
    assert world.ana.pk not in who_is_on_duty(later).on_shift
