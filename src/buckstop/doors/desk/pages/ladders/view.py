"""Who hears of what is owed, and when; and what that comes to at a moment of one's choice."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from buckstop.coverage.models import Roster
from buckstop.coverage.on_duty import OnDuty
from buckstop.coverage.queries import roster, who_is_on_duty
from buckstop.doors.components.forms.ladders import PlayForm
from buckstop.doors.components.shown.shell import Option
from buckstop.doors.desk import finding
from buckstop.doors.desk.addresses import LADDERS
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.pages.ladders import data
from buckstop.doors.desk.presenting.playing import Played, played
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import Reader, reader_of
from buckstop.problems.commitments.kind import KINDS, every
from buckstop.problems.models.commitment import NEWS


@require_safe
def ladders(request: HttpRequest) -> HttpResponse:
    """The ladders of the house, or of a team; and one of them played."""
    reader = reader_of(request)
    here, desk = who_is_on_duty(reader.now), finding.roster(request.GET.get("team", ""))
    form = _form(request, reader)
    return page(
        request,
        reader,
        "desk/pages/ladders/page.html",
        place="house",
        here=here,
        team=desk.name,
        chosen_team=str(desk.team_id or ""),
        others=_others(here, desk),
        ladders=data.rows(desk, reader),
        form=form,
        played=_played(form, desk, reader),
        held=data.held_says(desk.team_id),
    )


def _others(here: OnDuty, desk: Roster) -> list[Option]:
    if not here.teams:
        return []
    first = Option(label=roster().name, url=LADDERS.url(), chosen=desk.team_id is None)
    return [
        first,
        *(
            Option(label=name, url=LADDERS.url(team=key), chosen=key == desk.team_id)
            for key, name in here.teams.items()
        ),
    ]


def _form(request: HttpRequest, reader: Reader) -> PlayForm:
    """What was asked for; else news promised now."""
    now = reader.now.astimezone(reader.zone).replace(second=0, microsecond=0, tzinfo=None)
    asked = request.GET if "kind" in request.GET else None
    kinds = [(one.code, _(one.label)) for one in every()]
    initial = {"kind": NEWS, "moment": now, "hours": 4}
    return PlayForm(asked, kinds=kinds, initial=initial)


def _played(form: PlayForm, desk: Roster, reader: Reader) -> Played | None:
    if form.is_bound and not form.is_valid():
        return None
    given = form.cleaned_data if form.is_bound else form.initial
    since = max(given["moment"].replace(tzinfo=reader.zone), reader.now)
    ladder = data.ladder_of(desk, KINDS[given["kind"]])
    due = since + timedelta(hours=given["hours"])
    return played(ladder.rungs, team=desk.team_id, since=since, due=due, reader=reader)


ROUTES = [route(LADDERS.route, ladders, "ladders", Who.ANYBODY)]
