"""Who of a ladder is there; who is asked to step in, and who is next where no answer came."""

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from uuid import UUID

from buckstop.coverage.on_duty import OnDuty
from buckstop.coverage.rules.ladders import Whom


@dataclass(frozen=True, slots=True)
class Around:
    """Who has to do with what is owed, at an instant. `leaders`: the house's, the nearest first."""

    on_duty: OnDuty
    team: UUID | None
    owner: UUID
    debtor: UUID
    leaders: Callable[[], Iterable[UUID]]

    def there(self, whom: Whom) -> list[UUID]:
        """Who of them is there: on shift, or with whom the buck stops."""
        desk, on_shift = self.on_duty.desk(self.team), self.on_duty.on_shift
        match whom:
            case Whom.WATCH:
                return [watch(self.on_duty, self.team, self.owner)]
            case Whom.SHIFT:
                return sorted(desk.on_shift, key=str)
            case Whom.BUCK:
                return [desk.buck_stops_with]
            case Whom.HOUSE:
                return [self.on_duty.buck_stops_with]
            case Whom.ABOVE:
                return [
                    next_above(
                        self.on_duty,
                        self.team,
                        after=self.debtor,
                        owner=self.owner,
                        leaders=self.leaders(),
                    )
                ]
        one = {Whom.OWNER: self.owner, Whom.DEBTOR: self.debtor, Whom.LEAD: desk.lead}[whom]
        return [one] if one in on_shift else []


def watch(on_duty: OnDuty, team: UUID | None, owner: UUID) -> UUID:
    """Who can be reached now: the owner when on duty, else who is on shift for the team that it is
    with, else with whom its buck stops."""
    if owner in on_duty.on_shift:
        return owner
    return min(on_duty.desk(team).watch, key=str)


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
    bucks = [on_duty.desk(team).buck_stops_with, on_duty.buck_stops_with]
    first = rungs.index(after) + 1 if after in rungs else len(rungs) if after in bucks else 0
    above = rungs[first:]
    if after in bucks:
        bucks = bucks[bucks.index(after) + 1 :]
    there = (key for key in above if key in on_duty.on_shift)
    return next(iter([*there, *bucks]), on_duty.buck_stops_with)


def _rungs(
    on_duty: OnDuty, team: UUID | None, leaders: Iterable[UUID], *, without: Container[UUID]
) -> list[UUID]:
    lead = on_duty.desk(team).lead
    rungs = dict.fromkeys([*([lead] if lead else []), *leaders])
    return [key for key in rungs if key not in without]
