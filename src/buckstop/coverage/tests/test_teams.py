"""Teams: who is of them, whose roster holds, with whom the buck stops."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from buckstop.coverage import actions, queries
from buckstop.coverage.actions import teams
from buckstop.coverage.models import Roster, Team
from buckstop.coverage.queries import who_is_on_duty
from buckstop.ledger.actor import DESK
from buckstop.ledger.refused import Refused
from buckstop.ledger.verify import verify
from buckstop.people.actions import staff
from buckstop.people.models import Person

MONDAY = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)  # 9 in Zurich
BY: dict[str, Any] = {"by": DESK, "at": MONDAY}


def hire(name: str, role: str) -> Person:
    return staff.add(name=name, email=f"{name.lower()}@desk.example", role=role, **BY)


@pytest.fixture
def people(db: None) -> dict[str, Person]:
    roles = {"Carla": "executive", "Bruno": "lead", "Ana": "front line", "Zed": "colleague"}
    return {name: hire(name, role) for name, role in roles.items()}


@pytest.fixture
def desk(people: dict[str, Person]) -> Roster:
    return actions.make_roster(zone="Europe/Zurich", buck_stops_with=people["Carla"], **BY)


@pytest.fixture
def network(desk: Roster, people: dict[str, Person]) -> Team:
    team = teams.add_team(name="  Network ", lead=people["Bruno"], zone="Asia/Kathmandu", **BY)
    teams.add_members(team, people=[people["Ana"], people["Bruno"]], **BY)
    return team


def all_week(roster: Roster, person: Person, starts: int, ends: int) -> None:
    for weekday in range(7):
        actions.add_shift(
            roster, person=person, weekday=weekday, starts=time(starts), ends=time(ends), **BY
        )


def test_without_a_team_there_is_one_desk(desk: Roster, people: dict[str, Person]):
    all_week(desk, people["Ana"], 8, 18)
    there = who_is_on_duty(MONDAY)
    assert (there.desks, there.teams) == ({}, {})
    assert there.desk(None).watch == there.watch == [people["Ana"].pk]


def test_each_team_has_a_roster_in_its_own_zone(
    desk: Roster, network: Team, people: dict[str, Person]
):
    all_week(network.roster, people["Ana"], 8, 18)
    there = who_is_on_duty(MONDAY)  # a quarter to two in Kathmandu
    assert there.desk(network.pk).watch == [people["Ana"].pk]
    assert there.on_shift[people["Ana"].pk] == datetime(2026, 3, 2, 12, 15, tzinfo=UTC)
    assert there.desk(None).watch == [people["Carla"].pk]
    assert there.watched_by(people["Ana"].pk) == [network.pk]
    night = who_is_on_duty(MONDAY + timedelta(hours=10))
    assert night.desk(network.pk).watch == [people["Carla"].pk]
    assert queries.next_duty(MONDAY) == {people["Ana"].pk: datetime(2026, 3, 3, 2, 15, tzinfo=UTC)}


def test_somebody_is_on_shift_for_two_teams_at_once(
    desk: Roster, network: Team, people: dict[str, Person]
):
    for roster in (desk, network.roster):
        all_week(roster, people["Ana"], 8, 18)
        with pytest.raises(Refused, match="on shift then already"):
            all_week(roster, people["Ana"], 9, 10)
    assert who_is_on_duty(MONDAY).watched_by(people["Ana"].pk) == [None, network.pk]


def test_a_team_may_name_with_whom_its_own_buck_stops(network: Team, people: dict[str, Person]):
    teams.change_team(network, name="Networks", lead=None, buck_stops_with=people["Bruno"], **BY)
    there = who_is_on_duty(MONDAY)
    assert there.desk(network.pk).watch == [people["Bruno"].pk]
    assert there.teams == {network.pk: "Networks"}
    assert there.bucks == {people["Bruno"].pk, people["Carla"].pk}
    assert list(verify()) == []


def test_a_team_that_ended_is_the_service_desks_again(network: Team, people: dict[str, Person]):
    all_week(network.roster, people["Ana"], 8, 18)
    teams.end_team(network, **BY)
    there = who_is_on_duty(MONDAY)
    assert there.desks == {}
    assert there.desk(network.pk).watch == [people["Carla"].pk]
    assert queries.teams_of(people["Ana"].pk) == []
    with pytest.raises(Refused, match="has ended"):
        teams.add_members(Team.objects.get(), people=[people["Carla"]], **BY)
    assert teams.add_team(name="network", lead=None, **BY).name == "network"


def test_somebody_is_of_several_teams_and_of_each_once(network: Team, people: dict[str, Person]):
    printers = teams.add_team(name="Printers", lead=None, **BY)
    for _again in range(2):
        teams.add_members(printers, people=[people["Ana"], people["Ana"]], **BY)
    assert queries.teams_of(people["Ana"].pk) == [network, printers]
    [member] = queries.members(printers)
    teams.remove_member(member, **BY)
    teams.remove_member(member, **BY)
    assert queries.teams_of(people["Ana"].pk) == [network]
    assert list(verify()) == []


def test_what_a_team_cannot_be_is_refused(network: Team, people: dict[str, Person]):
    for name in ("NETWORK", "service desk"):
        with pytest.raises(Refused, match="of this name already"):
            teams.add_team(name=name, lead=None, **BY)
    with pytest.raises(Refused, match="what the team is called"):
        teams.add_team(name=" ", lead=None, **BY)
    with pytest.raises(Refused, match="doesn’t lead"):
        teams.add_team(name="Printers", lead=people["Ana"], **BY)
    staff.deactivate(people["Zed"], **BY)
    people["Zed"].refresh_from_db()
    with pytest.raises(Refused, match="doesn’t work here"):
        teams.add_members(network, people=[people["Zed"]], **BY)


def test_what_people_know_they_say_themselves_or_a_lead(desk: Roster, people: dict[str, Person]):
    ana = people["Ana"]
    skill = teams.add_skill(ana, name=" Payment  gateways ", by=ana.actor(), at=MONDAY)
    assert teams.add_skill(ana, name="payment gateways", **BY) == skill
    assert queries.skill_names() == ["Payment gateways"]
    with pytest.raises(Refused, match="Only they themselves or a lead"):
        teams.add_skill(people["Bruno"], name="BGP", by=ana.actor(), at=MONDAY)
    teams.remove_skill(skill, by=people["Bruno"].actor(), at=MONDAY)
    assert queries.skills(ana.pk) == []
    assert list(verify()) == []


def test_the_snapshot_of_many_teams_is_one_query(
    network: Team, people: dict[str, Person], django_assert_num_queries: Any
):
    for number in range(5):
        teams.add_team(name=f"Team {number}", lead=None, **BY)
    who_is_on_duty(MONDAY)
    with django_assert_num_queries(1):
        assert len(who_is_on_duty(MONDAY).desks) == 7
