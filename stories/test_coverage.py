"""Somebody is always there: people take turns, are away, stand in, swap; a gap has a cause."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from buckstop.coverage.actions import instead, rotations, teams
from buckstop.coverage.queries import all_gaps_ahead, gaps_ahead, who_is_on_duty
from buckstop.kit import clock
from buckstop.ledger.actor import DESK
from buckstop.ledger.verify import verify
from buckstop.people.actions import staff
from buckstop.people.models import Customer
from buckstop.problems.models import Problem
from stories.house import House

INES = "Ines Vogt <ines@nordbank.example>"
QUARTER = timedelta(minutes=15)
SATURDAY = date(2026, 3, 7)


def wall(day: int, hour: int) -> datetime:
    """A day of March by the clock on the wall."""
    return datetime.combine(date(2026, 3, day), time(hour))


def at(day: int, hour: int) -> datetime:
    """The same in Zurich, in winter, as an instant."""
    return datetime(2026, 3, day, hour - 1, tzinfo=UTC)


def owner_of_mail(house: House, subject: str) -> str:
    """Who owns what a customer writes now."""
    house.mail(INES, subject, "It doesn’t work any more.")
    return Problem.objects.get(title=subject).owner.name


def test_two_weeks_of_turns_absences_a_swap_and_a_gap(house: House):
    by: dict[str, Any] = {"by": DESK, "at": clock.now()}
    turns = rotations.add_rotation(
        house.roster, people=[house.bruno, house.ana], begins=SATURDAY, hands_over=time(9),
        days=1, **by,
    )  # fmt: skip
    instead.note_absence(house.ana, starts=wall(4, 0), ends=wall(5, 0), stand_in=house.bruno, **by)
    instead.note_absence(house.ana, starts=wall(5, 12), ends=wall(6, 0), stand_in=None, **by)
    swap = instead.offer_swap(
        house.roster, layer=turns.pk, day=date(2026, 3, 8), giver=house.ana,
        taker=house.bruno, by=house.ana.actor(), at=clock.now(),
    )  # fmt: skip

    _kept, [gap] = gaps_ahead(clock.now())
    assert (gap.of, gap.starts, gap.ends) == (house.ana.pk, at(5, 12), at(5, 18))

    assert owner_of_mail(house, "On Tuesday Ana is there") == "Ana Ruiz"
    clock.move_by(at(4, 10) - clock.now())
    assert owner_of_mail(house, "On Wednesday Bruno stands in") == "Bruno Okafor"
    clock.move_by(at(5, 14) - clock.now())
    assert owner_of_mail(house, "On Thursday nobody is there") == "Carla Mendes"
    instead.accept_swap(swap, by=house.bruno.actor(), at=clock.now())
    clock.move_by(at(8, 15) - clock.now())
    assert owner_of_mail(house, "On Sunday Bruno took the turn") == "Bruno Okafor"
    assert list(verify()) == []
    _somebody_is_always_there(house, {house.ana.pk, house.bruno.pk, house.carla.pk})


def test_a_second_team_around_the_earth_has_its_own_mail_and_its_own_watch(house: House):
    by: dict[str, Any] = {"by": DESK, "at": clock.now()}
    nina = staff.add(name="Nina Brandt", email="nina@halden.example", role="front line", **by)
    team = teams.add_team(name="Network", lead=None, zone="Asia/Kathmandu", **by)
    teams.add_members(team, people=[nina], **by)
    teams.add_route(team, address="", customer=Customer.objects.get(name="Nordbank"), **by)
    rotations.add_rotation(
        team.roster, people=[nina], begins=date(2026, 3, 2), hands_over=time(9), days=7, **by
    )
    instead.note_absence(nina, starts=wall(5, 0), ends=wall(6, 0), stand_in=None, **by)
    [gap] = all_gaps_ahead(clock.now())[team.pk][1]
    assert (gap.of, gap.ends - gap.starts) == (nina.pk, timedelta(days=1))

    assert owner_of_mail(house, "The line is down") == "Nina Brandt"
    assert Problem.objects.get(title="The line is down").team == team
    clock.move_by(at(5, 3) - clock.now())  # Thursday morning in Kathmandu: Nina is away
    assert owner_of_mail(house, "It is down again") == "Carla Mendes"
    clock.move_by(at(6, 3) - clock.now())
    assert owner_of_mail(house, "And once more") == "Nina Brandt"
    assert list(verify()) == []
    for quarter in range(14 * 24 * 4):
        there = who_is_on_duty(at(3, 9) + quarter * QUARTER)
        assert set(there.desk(team.pk).watch) <= {nina.pk, house.carla.pk}
        assert all(desk.watch for desk in there.everywhere)


def _somebody_is_always_there(house: House, people: set[UUID]) -> None:
    """At each quarter of an hour of two weeks; and whoever it is works here."""
    for quarter in range(14 * 24 * 4):
        watch = who_is_on_duty(at(3, 9) + quarter * QUARTER).watch
        assert watch
        assert set(watch) <= people
