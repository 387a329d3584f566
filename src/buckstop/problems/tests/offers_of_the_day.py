"""What is put first, who goes off duty, and what a team is asked: who may, and the verbs."""

from collections.abc import Iterable
from itertools import product

from buckstop.coverage.models import Team
from buckstop.people.models import Person
from buckstop.people.queries import staff
from buckstop.problems.actions import going, pins
from buckstop.problems.commitments.ask import ask_team
from buckstop.problems.models import Problem
from buckstop.problems.permissions import owed as of_owed
from buckstop.problems.permissions import ownership as owning
from buckstop.problems.permissions import problem as of_problem
from buckstop.problems.tests.offers import HOUR, Offer, Try, all_problems


def _with_teams(t: Try) -> Iterable[tuple[Problem, Team]]:
    return product(all_problems(t), Team.objects.all())


def _staff(t: Try) -> Iterable[Person]:
    return staff()


OF_THE_DAY: dict[str, Offer] = {
    "pins.pin": Offer(
        all_problems,
        lambda t, row: of_problem.may_pin(row, t.by),
        lambda t, row: pins.pin(row, why="They present it tonight", **t.who),
    ),
    "pins.unpin": Offer(
        all_problems,
        lambda t, row: of_problem.may_unpin(row, t.by, t.at),
        lambda t, row: pins.unpin(row, **t.who),
    ),
    "ask.ask_team": Offer(
        _with_teams,
        lambda t, row: of_owed.may_ask_team(row[0], t.by, team=row[1]),
        lambda t, row: ask_team(row[0], what="Look", team=row[1], due=t.at + HOUR, **t.who),
    ),
    "going.leave_to_watch": Offer(
        _staff,
        lambda t, row: owning.may_leave_to_watch(row, t.by),
        lambda t, row: going.leave_to_watch(row, **t.who),
    ),
}
