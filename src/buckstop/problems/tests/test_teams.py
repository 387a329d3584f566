"""A problem is with one team, whose roster watches over it."""

from datetime import time
from typing import Any

import pytest

from buckstop.coverage import actions as coverage
from buckstop.coverage.actions import teams as of_coverage
from buckstop.coverage.models import Team
from buckstop.coverage.queries import who_is_on_duty
from buckstop.ledger.actor import DESK
from buckstop.ledger.refused import Refused
from buckstop.ledger.verify import verify
from buckstop.problems.actions import attending, ownership, teams
from buckstop.problems.commitments import handoff
from buckstop.problems.models import Commitment, Problem
from buckstop.problems.permissions.ownership import may_take
from buckstop.problems.queries.filters import Wanted
from buckstop.problems.queries.lists import counted, page
from buckstop.problems.queries.work import work_of
from buckstop.problems.tests.world import World


@pytest.fixture
def network(world: World) -> Team:
    """Nina is of it and on shift day and night; Carla's buck is everywhere."""
    by: dict[str, Any] = {"by": DESK, "at": world.now}
    nina = world.hire("Nina Brandt", "front line")
    team = of_coverage.add_team(name="Network", lead=world.bruno, **by)
    of_coverage.add_members(team, people=[nina], **by)
    for weekday in range(7):
        coverage.add_shift(
            team.roster, person=nina, weekday=weekday, starts=time(0), ends=time(0), **by
        )
    return team


def nina(team: Team) -> Any:
    return team.members.get().person


def test_the_desk_has_what_names_no_team(world: World, network: Team):
    problem = world.report().problem
    assert (problem.owner, problem.team) == (world.ana, None)


def test_it_is_moved_by_the_desk_and_stays_with_its_owner(world: World, network: Team):
    problem = world.report().problem
    with pytest.raises(Refused, match="Only people of the desk"):
        teams.move_to_team(problem, team=network, by=world.zed.actor(), at=world.now)
    teams.move_to_team(problem, team=network, by=world.bruno.actor(), at=world.now)
    problem.refresh_from_db()
    assert (problem.owner, problem.team) == (world.ana, network)
    of_coverage.end_team(network, by=DESK, at=world.now)
    other = world.report().problem
    with pytest.raises(Refused, match="has ended"):
        teams.move_to_team(other, team=Team.objects.get(), by=world.ana.actor(), at=world.now)
    assert list(verify()) == []


def test_it_goes_along_with_who_accepts_or_takes_it(world: World, network: Team):
    problem = world.report().problem
    offer = handoff.offer(
        problem, to=nina(network), brief="It's the switch.", by=world.ana.actor(), at=world.now
    )
    handoff.accept(offer, by=nina(network).actor(), at=world.now)
    assert Problem.objects.get().team == network
    ownership.take(problem, by=world.bruno.actor(), at=world.now)
    assert Problem.objects.get().team is None
    assert list(verify()) == []


def test_its_team_watches_over_it_when_its_owner_is_away(world: World, network: Team):
    mine, other = world.report().problem, world.report("Printers").problem
    teams.move_to_team(mine, team=network, by=world.ana.actor(), at=world.now)
    world.later(hours=11)
    there = who_is_on_duty(world.now)
    mine.refresh_from_db()
    assert may_take(mine, nina(network).actor(), there) is None
    assert may_take(other, nina(network).actor(), there) is not None
    assert may_take(other, world.carla.actor(), there) is None
    while attending.attend_commitments(at=world.now):
        pass
    owes = {c.problem_id: c.debtor for c in Commitment.objects.filter(ended_at=None)}
    assert owes == {mine.pk: nina(network), other.pk: world.carla}


def test_the_watch_hears_of_what_is_near_with_its_own_team(world: World, network: Team):
    mine, other = world.report().problem, world.report("Printers").problem
    teams.move_to_team(mine, team=network, by=world.ana.actor(), at=world.now)
    for shift in world.roster.shifts.filter(person=world.ana):
        coverage.drop_shift(shift, by=DESK, at=world.now)
    attending.attend_commitments(at=world.later(minutes=25))
    there = who_is_on_duty(world.now)
    for person, sees in ((nina(network), mine), (world.carla, other)):
        work = work_of(person, on_duty=there, at=world.now)
        assert [thing.problem.pk for thing in [*work.now, *work.later]] == [sees.pk]


def test_lists_are_filtered_by_team(world: World, network: Team):
    mine, other = world.report().problem, world.report("Printers").problem
    teams.move_to_team(mine, team=network, by=world.ana.actor(), at=world.now)
    actor = world.ana.actor()
    for wanted, found in (
        (Wanted(team=network.pk), [mine]),
        (Wanted(no_team=True), [other]),
        (Wanted(), [other, mine]),
    ):
        assert page(actor, wanted).rows == found
        assert counted(actor, wanted) == len(found)
    assert Problem.objects.count() == 2
