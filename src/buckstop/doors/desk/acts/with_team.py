"""Which team a problem is with."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.coverage.models import Team
from buckstop.coverage.queries import roster
from buckstop.doors.components.forms.base import Choices, Plain
from buckstop.doors.desk.acts.base import Confirmation
from buckstop.doors.desk.acts.of_problem import ProblemAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.problems.actions import teams
from buckstop.problems.permissions.problem import may_move_to_team


class WithTeamForm(Plain):
    """The team; empty is the service desk."""

    team = forms.ChoiceField(label=gettext_lazy("Team"), required=False)

    def __init__(self, *args: Any, teams: Choices = (), desk: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("team", [("", desk), *teams])


class MoveToTeam(ProblemAct):
    """Let another team watch over it."""

    label = gettext_lazy("Move to a team")
    noun = "team/"
    where = (Where(Spot.MORE, 25),)
    form = WithTeamForm
    submit = gettext_lazy("Move it")

    @classmethod
    def may(cls, on: Subject) -> bool:
        if on.problem is None or on.on_duty is None or not on.on_duty.teams:
            return False
        return not may_move_to_team(on.problem, on.reader.actor)

    def options(self) -> dict[str, Any]:
        return {
            "teams": [(str(key), name) for key, name in self.on_duty.teams.items()],
            "desk": roster().name,
            "initial": {"team": self.problem.team_id or ""},
        }

    def context(self) -> dict[str, Any]:
        who = self.problem.owner.public_name
        lead = _("%(who)s stays its owner. That team’s people on shift watch over it.")
        return {"lead": lead % {"who": who}}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        team = Team.objects.get(pk=filled["team"]) if filled["team"] else None
        teams.move_to_team(self.problem, team=team, **self.by)
        said = {"ref": self.problem.ref, "team": team.name if team else roster().name}
        return Confirmation(_("%(ref)s is with %(team)s now.") % said)
