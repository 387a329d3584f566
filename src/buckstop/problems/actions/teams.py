"""Which team a problem is with: moved by somebody, or along with its owner."""

from datetime import datetime
from uuid import UUID

from buckstop.coverage.models import Team
from buckstop.coverage.queries import teams_of
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import Act, acting
from buckstop.problems.entries.owning import WithTeam
from buckstop.problems.models import Problem
from buckstop.problems.permissions.problem import may_move_to_team
from buckstop.problems.rules.teams import team_after


def move_to_team(problem: Problem, *, team: Team | None, by: Actor, at: datetime) -> None:
    """Let another team watch over it (None: the service desk); its owner stays its owner."""
    with acting(problem, by=by, at=at) as act:
        problem = act.lock(problem)
        check(may_move_to_team(problem, by, team=team))
        set_team(act, problem, team.pk if team else None)


def set_team(act: Act, problem: Problem, team: UUID | None) -> None:
    """Part of verbs: it is with that team from now on."""
    if problem.team_id != team:
        act.change(problem, team_id=team)
        act.record(WithTeam(team=team), on=problem)


def follow_owner(act: Act, problem: Problem, person: UUID, how: str) -> None:
    """Part of verbs: `person` owns it now; it goes along where they chose to."""
    theirs = [team.pk for team in teams_of(person)]
    set_team(act, problem, team_after(problem.team_id, theirs, how))
