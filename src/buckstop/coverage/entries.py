"""What happens to teams and their rosters."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_noop as _

from buckstop.coverage.rules.ladders import WORDS
from buckstop.coverage.rules.levels import GROWS, WEIGHS
from buckstop.coverage.service_times import ASK_DAYS
from buckstop.ledger.entries import Fact


@dataclass(frozen=True)
class RosterMade(
    Fact, code="roster-made", says=_("{by} made the roster; the buck stops with {person}")
):
    person: UUID


@dataclass(frozen=True)
class ShiftAdded(
    Fact, code="shift-added", says=_("{by} put {person} on shift: day {weekday}, {hours}")
):
    person: UUID
    weekday: int
    hours: str
    zone: str = ""


@dataclass(frozen=True)
class ShiftDropped(Fact, code="shift-dropped", says=_("{by} took {person} off a shift")):
    person: UUID
    shift: UUID


@dataclass(frozen=True)
class BuckMoved(Fact, code="buck-moved", says=_("{by} said that the buck stops with {person}")):
    person: UUID


@dataclass(frozen=True)
class LimitSet(Fact, code="limit-set", says=_("{by} limited {person} to {limit} open problems")):
    person: UUID
    limit: int


@dataclass(frozen=True)
class ShiftPutBack(Fact, code="shift-put-back", says=_("{by} put {person} back on a shift")):
    person: UUID
    shift: UUID


@dataclass(frozen=True)
class RosterZoneSet(Fact, code="roster-zone-set", says=_("{by} set the roster’s time zone")):
    zone: str


@dataclass(frozen=True)
class HoursSet(Fact, code="hours-set", says=_("{by} set the service hours: {hours}")):
    hours: str
    weekdays: str
    zone: str


@dataclass(frozen=True)
class HolidaysSet(Fact, code="holidays-set", says=_("{by} set whose public holidays are days off")):
    country: str


@dataclass(frozen=True)
class DaySet(
    Fact,
    code="day-set",
    says=_("{by} made {day} {how}"),
    words={
        "how": {"off": _("a day off"), "open": _("a working day"), "usual": _("a day like others")}
    },
):
    day: str
    how: str


@dataclass(frozen=True)
class NewsTimesSet(
    Fact,
    code="news-times-set",
    says=_("{by} set how soon customers hear from us: {first}, {hurting}, {otherwise} minutes"),
):
    first: int
    hurting: int
    otherwise: int
    aim: int | None = None
    ask: int = ASK_DAYS


@dataclass(frozen=True)
class LevelAdded(Fact, code="level-added", says=_("{by} added a service level")):
    level: UUID
    position: int
    tier: str
    hurts: int | None
    kind: str
    hours: str
    weekdays: str
    zone: str
    country: str
    first: int
    hurting: int
    otherwise: int
    aim: int | None = None
    ask: int = ASK_DAYS
    off: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    on_call: UUID | None = None
    weighs: int = WEIGHS
    grows: int = GROWS
    legal: int | None = None
    service: UUID | None = None
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True)
class LevelChanged(Fact, code="level-changed", says=_("{by} changed a service level")):
    level: UUID
    tier: str
    hurts: int | None
    kind: str
    hours: str
    weekdays: str
    zone: str
    country: str
    first: int
    hurting: int
    otherwise: int
    aim: int | None = None
    ask: int = ASK_DAYS
    off: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    on_call: UUID | None = None
    weighs: int = WEIGHS
    grows: int = GROWS
    legal: int | None = None
    service: UUID | None = None
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True)
class LevelMovedUp(Fact, code="level-moved-up", says=_("{by} moved a service level up")):
    level: UUID
    before: UUID


@dataclass(frozen=True)
class LevelRemoved(Fact, code="level-removed", says=_("{by} removed a service level")):
    level: UUID


@dataclass(frozen=True)
class RotationAdded(
    Fact, code="rotation-added", says=_("{by} let people take turns of {days} days from {begins}")
):
    rotation: UUID
    people: tuple[UUID, ...]
    begins: str
    hands_over: str
    days: int
    zone: str = ""


@dataclass(frozen=True)
class RotationEnded(Fact, code="rotation-ended", says=_("{by} ended a rotation")):
    rotation: UUID


@dataclass(frozen=True)
class OverrideAdded(
    Fact, code="override-added", says=_("{by} put {person} on duty from {starts} to {ends}")
):
    override: UUID
    person: UUID
    instead_of: UUID | None
    starts: str
    ends: str


@dataclass(frozen=True)
class OverrideRemoved(Fact, code="override-removed", says=_("{by} took an override back")):
    override: UUID


@dataclass(frozen=True)
class AbsenceAdded(
    Fact, code="absence-added", says=_("{by} noted that {person} is away from {starts} to {ends}")
):
    absence: UUID
    person: UUID
    stand_in: UUID | None
    starts: str
    ends: str


@dataclass(frozen=True)
class AbsenceRemoved(Fact, code="absence-removed", says=_("{by} took an absence of {person} back")):
    absence: UUID
    person: UUID


@dataclass(frozen=True)
class SwapOffered(
    Fact, code="swap-offered", says=_("{by} offered {taker} the turn of {giver} on {day}")
):
    swap: UUID
    layer: UUID
    day: str
    giver: UUID
    taker: UUID


@dataclass(frozen=True)
class SwapAccepted(Fact, code="swap-accepted", says=_("{by} accepted a turn that was offered")):
    swap: UUID
    giver: UUID | None = None
    day: str = ""


@dataclass(frozen=True)
class SwapDeclined(Fact, code="swap-declined", says=_("{by} declined a turn that was offered")):
    swap: UUID
    giver: UUID | None = None
    day: str = ""


@dataclass(frozen=True)
class TeamAdded(Fact, code="team-added", says=_("{by} added a team")):
    team: UUID
    lead: UUID | None
    zone: str


@dataclass(frozen=True)
class TeamChanged(Fact, code="team-changed", says=_("{by} changed a team")):
    lead: UUID | None
    buck_stops_with: UUID | None


@dataclass(frozen=True)
class TeamEnded(Fact, code="team-ended", says=_("{by} ended a team")):
    pass


@dataclass(frozen=True)
class MemberAdded(Fact, code="member-added", says=_("{by} took {person} into a team")):
    member: UUID
    person: UUID


@dataclass(frozen=True)
class MemberRemoved(Fact, code="member-removed", says=_("{by} took {person} out of a team")):
    member: UUID
    person: UUID


@dataclass(frozen=True)
class RouteAdded(Fact, code="route-added", says=_("{by} said what goes to a team")):
    route: UUID
    customer: UUID | None
    service: UUID | None = None


@dataclass(frozen=True)
class RouteRemoved(Fact, code="route-removed", says=_("{by} said what goes to a team no more")):
    route: UUID


@dataclass(frozen=True)
class SkillAdded(Fact, code="skill-added", says=_("{by} noted what {person} knows")):
    skill: UUID
    person: UUID


@dataclass(frozen=True)
class SkillRemoved(Fact, code="skill-removed", says=_("{by} noted what {person} knows no more")):
    skill: UUID
    person: UUID


@dataclass(frozen=True)
class LadderSet(
    Fact,
    code="ladder-set",
    says=_("{by} said who hears of {kind} when: {rungs}"),
    words={"kind": WORDS},
):
    """`rungs` as `rules.ladders.write` writes them."""

    ladder: UUID
    kind: str
    rungs: str


@dataclass(frozen=True)
class LadderDropped(
    Fact,
    code="ladder-dropped",
    says=_("{by} said that who hears of {kind} is as usual"),
    words={"kind": WORDS},
):
    ladder: UUID
    kind: str


@dataclass(frozen=True)
class FeedMade(Fact, code="feed-made", says=_("{by} made the address of a calendar for {person}")):
    person: UUID
    feed: UUID


@dataclass(frozen=True)
class FeedEnded(
    Fact, code="feed-ended", says=_("{by} withdrew the address of a calendar of {person}")
):
    person: UUID
    feed: UUID
