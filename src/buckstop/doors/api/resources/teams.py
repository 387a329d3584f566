"""Teams: who is of each, and who is there now."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from buckstop.coverage.queries import members, roster, teams, who_is_on_duty
from buckstop.doors.api.keys import key_that_reads
from buckstop.doors.api.saying import give
from buckstop.doors.api.schemas import Named
from buckstop.doors.api.schemas_of_the_house import TeamOut, Teams
from buckstop.kit import clock

router = Router(tags=["teams"])


@router.get("/teams", response=Teams)
def list_teams(request: HttpRequest) -> HttpResponse:
    """Every team and who has its watch; the service desk, whose id is null, first."""
    key_that_reads(request)
    there = who_is_on_duty(clock.now())

    def watch(team: UUID | None) -> list[Named]:
        return [Named(id=key, name=there.names[key]) for key in there.desk(team).watch]

    desk = TeamOut(id=None, name=roster().name, lead=None, members=[], watch=watch(None))
    found = [
        TeamOut(
            id=team.pk,
            name=team.name,
            lead=Named(id=team.lead.pk, name=team.lead.public_name) if team.lead else None,
            members=[Named(id=m.person_id, name=m.person.public_name) for m in members(team)],
            watch=watch(team.pk),
        )
        for team in teams()
    ]
    return give(Teams(items=[desk, *found]))
