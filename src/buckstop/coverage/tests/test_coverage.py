"""There is always somebody."""

from datetime import UTC, datetime, time, timedelta

import pytest

from buckstop.coverage import actions, queries
from buckstop.coverage.kept_rows import DEFAULT_LIMIT
from buckstop.coverage.models import Roster
from buckstop.coverage.queries import who_is_on_duty
from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Entry
from buckstop.ledger.refused import Refused
from buckstop.people.actions import staff
from buckstop.people.models import Person

MONDAY = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)  # 9 in Zurich
NIGHT = MONDAY + timedelta(hours=14)


def hire(name: str, role: str) -> Person:
    return staff.add(name=name, email=f"{name}@desk.example", role=role, by=DESK, at=MONDAY)


@pytest.fixture
def carla(db: None) -> Person:
    return hire("Carla", "executive")


@pytest.fixture
def ana(db: None) -> Person:
    return hire("Ana", "front line")


@pytest.fixture
def roster(carla: Person) -> Roster:
    return actions.make_roster(zone="Europe/Zurich", buck_stops_with=carla, by=DESK, at=MONDAY)


def work(roster: Roster, person: Person) -> None:
    """Mondays from 8 to 18."""
    actions.add_shift(
        roster, person=person, weekday=0, starts=time(8), ends=time(18), by=DESK, at=MONDAY
    )


def test_the_watch_is_who_is_on_shift_else_who_has_the_buck(
    roster: Roster, carla: Person, ana: Person
):
    work(roster, ana)
    assert who_is_on_duty(MONDAY).watch == [ana.pk]
    assert who_is_on_duty(NIGHT).watch == [carla.pk]
    assert who_is_on_duty(MONDAY).on_shift[ana.pk] == MONDAY + timedelta(hours=9)


def test_a_dropped_shift_is_off(roster: Roster, carla: Person, ana: Person):
    work(roster, ana)
    actions.drop_shift(roster.shifts.get(), by=DESK, at=MONDAY)
    assert who_is_on_duty(MONDAY).watch == [carla.pk]
    actions.drop_shift(roster.shifts.get(), by=DESK, at=MONDAY)
    assert Entry.objects.filter(code="shift-dropped").count() == 1


def test_who_left_or_went_to_another_place_is_on_no_shift(
    roster: Roster, carla: Person, ana: Person
):
    nina = hire("Nina", "lead")
    work(roster, ana)
    work(roster, nina)
    staff.change_role(ana, role="colleague", by=DESK, at=MONDAY)
    staff.deactivate(nina, by=DESK, at=MONDAY)
    assert who_is_on_duty(MONDAY).watch == [carla.pk]


def test_the_buck_moves_only_to_who_works_at_the_desk(roster: Roster, carla: Person, ana: Person):
    with pytest.raises(Refused, match="doesn't work at the desk"):
        actions.move_buck(roster, to=hire("Zed", "colleague"), by=DESK, at=MONDAY)
    actions.move_buck(roster, to=ana, by=DESK, at=MONDAY)
    assert who_is_on_duty(NIGHT).watch == [ana.pk]
    staff.deactivate(carla, by=DESK, at=MONDAY)


def test_a_roster_needs_somebody_of_the_desk(db: None):
    with pytest.raises(Refused, match="doesn't work at the desk"):
        actions.make_roster(
            zone="UTC", buck_stops_with=hire("Zed", "colleague"), by=DESK, at=MONDAY
        )


def test_a_limit_is_set_and_set_again(roster: Roster, ana: Person):
    work(roster, ana)
    assert who_is_on_duty(MONDAY).limits[ana.pk] == DEFAULT_LIMIT
    for limit in (3, 0):
        actions.set_limit(roster, person=ana, limit=limit, by=DESK, at=MONDAY)
        assert who_is_on_duty(MONDAY).limits[ana.pk] == limit


def test_leaders_are_asked_the_nearest_first(roster: Roster, carla: Person, ana: Person):
    for name, role in (("Zoe", "lead"), ("Adam", "admin"), ("Bruno", "lead")):
        hire(name, role)
    assert [p.name for p in queries.leaders()] == ["Bruno", "Zoe", "Carla", "Adam"]


def test_the_default_service_level_has_its_hours(roster: Roster):
    level = queries.service_level()
    assert (level.first_news, level.news_while_hurting, level.news_otherwise) == (30, 240, 600)
    opens = queries.calendar(level).add_working(MONDAY - timedelta(days=1), 1)
    assert opens.astimezone(UTC) == MONDAY - timedelta(hours=1) + timedelta(minutes=1)
