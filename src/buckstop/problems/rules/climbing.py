"""Who is asked to step in, and who is next where no answer came."""

from collections.abc import Container, Iterable
from uuid import UUID

from buckstop.coverage.on_duty import OnDuty


def first_above(
    on_duty: OnDuty, team: UUID | None, *, owner: UUID, leaders: Iterable[UUID]
) -> UUID:
    """The nearest of who leads, other than the owner: of those on shift where any is, else anybody.

    `leaders` are the house's, the nearest first; who leads the team is nearer than all of them.
    Where nobody leads but the owner, with whom the buck stops.
    """
    others = _rungs(on_duty, team, leaders, without={owner})
    there = [key for key in others if key in on_duty.on_shift]
    return next(iter([*there, *others]), on_duty.desk(team).buck_stops_with)


def next_above(
    on_duty: OnDuty, team: UUID | None, *, after: UUID, owner: UUID, leaders: Iterable[UUID]
) -> UUID:
    """Who is next above `after`: a rung whose person isn't there is skipped at once.

    Where nobody above is on shift, with whom the team's buck stops, then the house's, who stays.
    """
    rungs = _rungs(on_duty, team, leaders, without={owner} - {after})
    above = rungs[rungs.index(after) + 1 :] if after in rungs else rungs
    there = (key for key in above if key in on_duty.on_shift)
    bucks = (on_duty.desk(team).buck_stops_with, on_duty.buck_stops_with)
    return next((key for key in (*there, *bucks) if key != after), on_duty.buck_stops_with)


def _rungs(
    on_duty: OnDuty, team: UUID | None, leaders: Iterable[UUID], *, without: Container[UUID]
) -> list[UUID]:
    lead = on_duty.desk(team).lead
    rungs = dict.fromkeys([*([lead] if lead else []), *leaders])
    return [key for key in rungs if key not in without]
