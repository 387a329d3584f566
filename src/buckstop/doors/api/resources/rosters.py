"""Rosters: who is on duty now, who was and who will be, and where nobody is."""

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from buckstop.coverage.models import Roster
from buckstop.coverage.queries import roster_kept, who_is_on_duty, zone_of
from buckstop.coverage.rules.duty import Span
from buckstop.doors.api.errors import Wrong
from buckstop.doors.api.finding import NotFound, check_filters
from buckstop.doors.api.keys import key_that_reads
from buckstop.doors.api.saying import give
from buckstop.doors.api.schemas import Named
from buckstop.doors.api.schemas_of_the_house import (
    OnDutyOut,
    RosterOut,
    Rosters,
    TurnOut,
    Turns,
    TurnsWanted,
)
from buckstop.kit import clock

router = Router(tags=["teams"])
A_WEEK, LONGEST = timedelta(days=7), timedelta(days=92)


@router.get("/rosters", response=Rosters)
def list_rosters(request: HttpRequest) -> HttpResponse:
    """Every roster, the service desk's first, and who is on duty by it now."""
    key_that_reads(request)
    there = who_is_on_duty(clock.now())
    rows = Roster.objects.filter(team__ended_at=None).select_related("team")
    found = sorted(rows, key=lambda row: (row.team_id is not None, row.name.casefold()))

    def shown(row: Roster) -> RosterOut:
        desk = there.desk(row.team_id)
        return RosterOut(
            id=row.pk,
            team=row.team_id,
            name=row.name,
            zone=zone_of(row),
            on_duty=[
                OnDutyOut(person=Named(id=key, name=there.names[key]), until=until)
                for key, until in desk.on_shift.items()
            ],
            buck_stops_with=Named(id=desk.buck_stops_with, name=there.names[desk.buck_stops_with]),
        )

    return give(Rosters(items=[shown(row) for row in found]))


@router.get("/rosters/{roster}/turns", response=Turns)
def list_turns(request: HttpRequest, roster: UUID, wanted: Query[TurnsWanted]) -> HttpResponse:
    """Who is on duty by a roster at any time, past or future, turn by turn; and the gaps."""
    key_that_reads(request)
    check_filters(request, TurnsWanted)
    found = Roster.objects.filter(pk=roster, team__ended_at=None).first()
    if found is None:
        raise NotFound("such roster")
    since = wanted.since or clock.now()
    until = wanted.until or since + A_WEEK
    if since.tzinfo is None or until.tzinfo is None:
        raise Wrong("since", "Say instants with their zone, as 2026-11-24T16:30:00Z.")
    if not since < until <= since + LONGEST:
        raise Wrong("until", "It has to be after `since`, by at most 92 days.")
    kept = roster_kept(since, found.team_id)
    missing = kept.duty.gaps(since, until)
    there = [span for span in kept.duty.spans(since, until) if span.person is not None]

    def named(key: UUID) -> Named:
        return Named(id=key, name=kept.names[key])

    def shown(span: Span) -> TurnOut:
        return TurnOut(
            person=named(span.person) if span.person else None,
            starts=span.starts,
            ends=span.ends,
            instead_of=named(span.of) if span.of != span.person else None,
            gap=span.cause.value if span.cause else None,
        )

    spans = sorted([*there, *missing], key=lambda span: (span.starts, span.ends, span.of))
    return give(Turns(items=[shown(span) for span in spans]))
