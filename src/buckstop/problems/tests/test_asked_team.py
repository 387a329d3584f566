"""A team is asked: whoever of it answers first owes it; colleagues of no desk role, too."""

from datetime import timedelta
from typing import Any

import pytest

from buckstop.coverage.actions import teams
from buckstop.coverage.models import Team
from buckstop.coverage.queries import who_is_on_duty
from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Entry
from buckstop.ledger.reading import people_in, sentence
from buckstop.ledger.refused import Refused
from buckstop.ledger.verify import verify
from buckstop.problems.actions import attending, ownership
from buckstop.problems.commitments import owed
from buckstop.problems.commitments.ask import ask_team
from buckstop.problems.models import Commitment, Problem
from buckstop.problems.queries.work import work_of
from buckstop.problems.tests.world import World

TWO_HOURS = timedelta(hours=2)


@pytest.fixture
def finance(world: World) -> Team:
    """Zed and Fay are of it; neither works at the desk, and it has no roster."""
    by: dict[str, Any] = {"by": DESK, "at": world.now}
    fay = world.hire("Fay Lund", "colleague")
    team = teams.add_team(name="Finance", lead=None, **by)
    teams.add_members(team, people=[world.zed, fay], **by)
    return team


def asked(world: World, team: Team) -> Commitment:
    problem = world.report().problem
    due = world.now + TWO_HOURS
    return ask_team(
        problem, what="The invoice", team=team, due=due, by=world.ana.actor(), at=world.now
    )


def test_who_of_the_team_answers_first_owes_it(world: World, finance: Team):
    row = asked(world, finance)
    there = who_is_on_duty(world.now)
    for member in finance.members.select_related("person"):
        found = work_of(member.person, on_duty=there, at=world.now)
        assert [thing.owed for thing in [*found.now, *found.later]] == [row]
        assert Problem.objects.visible_to(member.person.actor()).get() == row.problem
    due = world.now + timedelta(hours=3)
    owed.counter(row, due=due, reason="Lunch.", by=world.zed.actor(), at=world.later(minutes=5))
    row.refresh_from_db()
    assert (row.debtor, row.due, row.asks_team) == (world.zed, due, False)
    fay = finance.members.get(person__name="Fay Lund").person
    with pytest.raises(Refused, match="Somebody else was asked"):
        owed.decline(row, reason="No.", by=fay.actor(), at=world.now)
    assert not work_of(fay, on_duty=there, at=world.now).later
    assert list(verify()) == []


def test_who_can_answer_is_said_by_name(world: World, finance: Team):
    asked(world, finance)
    entry = Entry.objects.get(code="team-asked")
    names = {one.pk: one.public_name for one in (world.ana, world.zed)}
    fay = finance.members.get(person__name="Fay Lund").person
    said = sentence(entry, names=names | {fay.pk: "Fay Lund"}, say_time=lambda at: "noon")
    assert {world.zed.pk, fay.pk} <= people_in([entry])
    assert said.startswith("Ana Ruiz asked a team: ")
    assert said.endswith(" can answer, by noon")
    assert "Fay Lund" in said
    assert "UUID" not in said


def test_others_cannot_answer_for_it(world: World, finance: Team):
    row = asked(world, finance)
    with pytest.raises(Refused, match="Somebody else was asked"):
        owed.promise(row, by=world.bruno.actor(), at=world.now)
    owed.decline(row, reason="Not ours.", by=world.zed.actor(), at=world.now)
    row.refresh_from_db()
    assert (row.state, row.debtor) == ("declined", world.zed)


def test_unanswered_it_goes_to_who_is_on_its_duty_and_never_to_who_left(
    world: World, finance: Team
):
    row = asked(world, finance)
    first = row.debtor
    ownership.leave(first, by=DESK, at=world.now)
    row.refresh_from_db()
    assert row.debtor == world.carla  # whom the buck of a team without a roster reaches
    attending.attend_commitments(at=world.later(hours=2))
    successor = Commitment.objects.get(follows=row)
    assert (successor.team, successor.asks_team) == (finance, True)
    other = finance.members.exclude(person=first).get().person
    owed.report(successor, answer="Paid.", by=other.actor(), at=world.now)
    successor.refresh_from_db()
    assert (successor.state, successor.debtor) == ("reported", other)
    assert list(verify()) == []
