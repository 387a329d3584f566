"""Teams as their page lists them."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from buckstop.coverage.models import Member
from buckstop.coverage.on_duty import Desk, OnDuty
from buckstop.coverage.queries import all_gaps_ahead, roster, teams
from buckstop.doors.desk.addresses import ROSTER, TEAM
from buckstop.doors.desk.reader import Reader
from buckstop.kit import said_time


@dataclass(frozen=True, slots=True)
class TeamRow:
    """One team: its page, who leads it, who is of it, who is there now, gaps ahead in words."""

    name: str
    url: str
    roster_url: str
    lead: str
    people: list[str]
    watch: str
    gaps: str


def listed(here: OnDuty, reader: Reader) -> list[TeamRow]:
    """Every team, the service desk first."""
    gaps = {team: len(found) for team, (_kept, found) in all_gaps_ahead(reader.now).items()}
    of: dict[UUID, list[str]] = defaultdict(list)
    now = Member.objects.filter(until=None, person__deactivated_at=None)
    names = now.order_by("person__public_name").values_list("team", "person__public_name")
    for team, name in names:
        of[team].append(name)
    desk = TeamRow(
        roster().name, "", ROSTER.url(), "", [], watch(here, here.desk(None), reader),
        _gaps(gaps.get(None, 0)),
    )  # fmt: skip
    rows = [
        TeamRow(
            team.name,
            TEAM.url(team.pk),
            ROSTER.url(team=team.pk),
            team.lead.public_name if team.lead and team.lead.is_active else "",
            of[team.pk],
            watch(here, here.desk(team.pk), reader),
            _gaps(gaps.get(team.pk, 0)),
        )
        for team in teams()
    ]
    return [desk, *rows]


def _gaps(count: int) -> str:
    said = ngettext("one gap in four weeks", "%(n)s gaps in four weeks", count)
    return said % {"n": count} if count else ""


def watch(here: OnDuty, desk: Desk, reader: Reader) -> str:
    """Who can be reached now for a team."""
    if not desk.on_shift:
        name = here.names[desk.buck_stops_with]
        return _("Nobody is on shift; %(name)s has the watch.") % {"name": name}
    told = [
        _("%(name)s %(until)s")
        % {"name": here.names[key], "until": said_time.until(until, reader.now, reader.zone)}
        for key, until in desk.on_shift.items()
    ]
    return _("On watch now: %(who)s.") % {"who": ", ".join(told)}
