"""Rotations, overrides, absences and swaps, by their verbs and the one snapshot."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from buckstop.coverage import actions, queries
from buckstop.coverage.actions import instead, rotations
from buckstop.coverage.models import Roster, Rotation, Swap
from buckstop.coverage.queries import who_is_on_duty
from buckstop.ledger.actor import DESK
from buckstop.ledger.refused import Refused
from buckstop.ledger.verify import verify
from buckstop.people.actions import staff
from buckstop.people.models import Person

MONDAY = datetime(2026, 3, 2, 8, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def hire(name: str, role: str = "front line") -> Person:
    return staff.add(name=name, email=f"{name}@desk.example", role=role, by=DESK, at=MONDAY)


@pytest.fixture
def people(db: None) -> list[Person]:
    return [hire(name) for name in ("Ana", "Ben", "Cleo")]


@pytest.fixture
def roster(people: list[Person]) -> Roster:
    buck = hire("Carla", "executive")
    return actions.make_roster(zone="UTC", buck_stops_with=buck, by=DESK, at=MONDAY)


@pytest.fixture
def rotation(roster: Roster, people: list[Person]) -> Rotation:
    """Ana, then Ben, a day each from eight to eight."""
    return rotations.add_rotation(
        roster, people=people[:2], begins=date(2026, 3, 2), hands_over=time(8), days=1,
        by=DESK, at=MONDAY,
    )  # fmt: skip


def watch(at: datetime) -> list[str]:
    on_duty = who_is_on_duty(at)
    return [on_duty.names[key] for key in on_duty.watch]


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_people_take_turns_and_each_may_be_routed_to(rotation: Rotation, people: list[Person]):
    assert [watch(MONDAY + DAY * n) for n in range(3)] == [["Ana"], ["Ben"], ["Ana"]]
    on_duty = who_is_on_duty(MONDAY)
    assert on_duty.on_shift == {people[0].pk: MONDAY + DAY}
    assert on_duty.limits[people[0].pk] == 40


def test_a_changed_rotation_leaves_what_was(
    rotation: Rotation, roster: Roster, people: list[Person]
):
    change = MONDAY + 3 * HOUR
    rotations.add_rotation(
        roster, people=people[2:], begins=date(2026, 3, 2), hands_over=time(8), days=7,
        instead_of=rotation, by=DESK, at=change,
    )  # fmt: skip
    assert watch(change) == ["Cleo"]
    was = queries.roster_kept(MONDAY, None).duty
    assert set(was.who(change - HOUR)) == {people[0].pk}
    assert list(verify()) == []


def test_an_override_holds_for_its_hours_and_is_taken_back(
    rotation: Rotation, roster: Roster, people: list[Person]
):
    row = instead.override(
        roster, person=people[2], instead_of=people[0], by=DESK, at=MONDAY,
        starts=wall("2026-03-02 10:00"), ends=wall("2026-03-02 12:00"),
    )  # fmt: skip
    assert [watch(MONDAY + n * HOUR) for n in (1, 2, 3, 4)] == [
        ["Ana"],
        ["Cleo"],
        ["Cleo"],
        ["Ana"],
    ]
    instead.remove_override(row, by=DESK, at=MONDAY + 3 * HOUR)
    assert watch(MONDAY + 3 * HOUR) == ["Ana"]
    was = queries.roster_kept(MONDAY, None).duty
    assert set(was.who(MONDAY + 2 * HOUR)) == {people[2].pk}
    assert list(verify()) == []


def test_somebody_away_is_a_gap_that_the_buck_covers_unless_somebody_stands_in(
    rotation: Rotation, people: list[Person]
):
    hours = {"starts": wall("2026-03-02 10:00"), "ends": wall("2026-03-03 00:00")}
    row = instead.note_absence(people[0], **hours, stand_in=None, by=DESK, at=MONDAY)
    assert watch(MONDAY + 2 * HOUR) == ["Carla"]
    [gap] = queries.roster_kept(MONDAY, None).duty.gaps(MONDAY, MONDAY + 7 * DAY)
    assert (gap.of, gap.starts, gap.ends) == (people[0].pk, MONDAY + 2 * HOUR, MONDAY + 16 * HOUR)
    instead.remove_absence(row, by=DESK, at=MONDAY)
    instead.note_absence(people[0], **hours, stand_in=people[2], by=DESK, at=MONDAY)
    assert watch(MONDAY + 2 * HOUR) == ["Cleo"]
    assert list(verify()) == []


def test_a_swapped_turn_is_theirs_once_they_accept(
    rotation: Rotation, roster: Roster, people: list[Person]
):
    swap = instead.offer_swap(
        roster, layer=rotation.pk, day=date(2026, 3, 3), giver=people[1], taker=people[2],
        by=people[1].actor(), at=MONDAY,
    )  # fmt: skip
    assert watch(MONDAY + DAY) == ["Ben"]
    with pytest.raises(Refused, match="somebody else"):
        instead.accept_swap(swap, by=people[0].actor(), at=MONDAY)
    instead.accept_swap(swap, by=people[2].actor(), at=MONDAY)
    assert watch(MONDAY + DAY) == ["Cleo"]
    with pytest.raises(Refused, match="answered already"):
        instead.decline_swap(Swap.objects.get(), by=people[2].actor(), at=MONDAY)
    assert list(verify()) == []


def test_a_swapped_turn_of_some_weeks_stays_swapped(roster: Roster, people: list[Person]):
    weeks = rotations.add_rotation(
        roster, people=people[:2], begins=date(2026, 3, 2), hands_over=time(8), days=21,
        by=DESK, at=MONDAY,
    )  # fmt: skip
    swap = instead.offer_swap(
        roster, layer=weeks.pk, day=date(2026, 3, 2), giver=people[0], taker=people[2],
        by=people[0].actor(), at=MONDAY,
    )  # fmt: skip
    instead.accept_swap(swap, by=people[2].actor(), at=MONDAY)
    assert [watch(MONDAY + DAY * n) for n in (1, 20, 22)] == [["Cleo"], ["Cleo"], ["Ben"]]


def test_a_shift_may_be_in_a_zone_of_its_own(roster: Roster, people: list[Person]):
    hours: dict[str, Any] = {"weekday": 0, "starts": time(9), "ends": time(17)}
    actions.add_shift(
        roster, person=people[0], zone="America/New_York", by=DESK, at=MONDAY, **hours
    )
    assert watch(MONDAY + HOUR) == ["Carla"]
    assert watch(MONDAY + 7 * HOUR) == ["Ana"]  # ten in New York
    assert queries.next_duty(MONDAY) == {people[0].pk: MONDAY + 6 * HOUR}
    with pytest.raises(Refused):
        actions.add_shift(roster, person=people[1], zone="Nowhere", by=DESK, at=MONDAY, **hours)
    assert list(verify()) == []


def test_somebody_who_left_takes_no_turn(rotation: Rotation, people: list[Person]):
    staff.deactivate(people[0], by=DESK, at=MONDAY)
    assert watch(MONDAY) == ["Carla"]


def test_what_cannot_be_is_refused(roster: Roster, people: list[Person]):
    hours = {"starts": wall("2026-03-02 12:00"), "ends": wall("2026-03-02 10:00")}
    with pytest.raises(Refused, match="before the start"):
        instead.note_absence(people[0], **hours, stand_in=None, by=DESK, at=MONDAY)
    zed = hire("Zed", "colleague")
    with pytest.raises(Refused, match="doesn't work at the desk"):
        rotations.add_rotation(
            roster, people=[zed], begins=date(2026, 3, 2), hands_over=time(8), days=7,
            by=DESK, at=MONDAY,
        )  # fmt: skip
    assert not Rotation.objects.exists()


def test_the_snapshot_is_one_query(
    rotation: Rotation, django_assert_num_queries: pytest.FixtureRequest
):
    who_is_on_duty(MONDAY)
    with django_assert_num_queries(1):  # type: ignore[operator]
        who_is_on_duty(MONDAY)
