"""How teams and rosters follow from entries."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Q

from buckstop.coverage import entries, rules
from buckstop.coverage.models import (
    Absence,
    Ladder,
    Member,
    Override,
    Place,
    Roster,
    Rotation,
    Route,
    Seat,
    ServiceLevel,
    Shift,
    Skill,
    Swap,
    Team,
)  # fmt: skip
from buckstop.ledger.entries import Fact
from buckstop.ledger.replay import Fold, Happened, Replay, Scene, Table, register

TEAM = Table(
    Team,
    says=lambda _: "the team",
    chain="chain",
    columns=("lead_id", "ended_at"),
    words={"lead_id": "who leads it", "ended_at": "its end"},
)
MEMBER = Table(
    Member,
    says=lambda row: f"that {row['person_id']} is of a team",
    chain="team__chain",
    columns=("person_id", "until"),
)
ROUTE = Table(
    Route,
    says=lambda _: "what goes to a team",
    chain="team__chain",
    columns=("customer_id", "until"),
)
SKILL = Table(
    Skill,
    says=lambda row: f"something that {row['person_id']} knows",
    subject="roster",
    columns=("person_id", "until"),
)
ROSTER = Table(
    Roster,
    says=lambda _: "the roster",
    chain="chain",
    key=("chain_id",),
    columns=("buck_stops_with_id",),
    words={"buck_stops_with_id": "the buck with"},
)
SHIFT = Table(
    Shift,
    says=lambda row: f"a shift of {row['person_id']}",
    chain="roster__chain",
    key=("person_id", "weekday", "starts", "ends"),
    columns=("zone",),
    words={"zone": "the zone"},
)
PLACE = Table(
    Place,
    says=lambda row: f"the limit of {row['person_id']}",
    subject="roster",
    key=("person_id",),
    columns=("limit",),
)


LEVEL = Table(
    ServiceLevel,
    says=lambda _: "a service level",
    subject="roster",
    columns=("tier", "hurts", "kind", "position", "first_news", "news_while_hurting",
             "news_otherwise", "zone", "country", "weekdays", "removed_at"),
    words={"tier": "the tier", "hurts": "the impact", "position": "the place"},
    where=Q(position__isnull=False),
)  # fmt: skip


def _level_added(scene: Scene, entry: Happened) -> None:
    values = {"position": entry.get("position"), "removed_at": None}
    scene.add(LEVEL, pk=entry.get("level"), **values, **_terms(entry))


def _level_changed(scene: Scene, entry: Happened) -> None:
    scene.find(LEVEL, entry.get("level")).update(_terms(entry))


def _terms(entry: Happened) -> dict[str, Any]:
    same = ("tier", "hurts", "kind", "zone", "country", "weekdays")
    return {name: entry.get(name) for name in same} | {
        "first_news": entry.get("first"),
        "news_while_hurting": entry.get("hurting"),
        "news_otherwise": entry.get("otherwise"),
    }


def _level_moved_up(scene: Scene, entry: Happened) -> None:
    level, above = (scene.find(LEVEL, entry.get(name)) for name in ("level", "before"))
    level["position"], above["position"] = above.get("position"), level.get("position")


def _level_removed(scene: Scene, entry: Happened) -> None:
    scene.find(LEVEL, entry.get("level"))["removed_at"] = entry.at


def _roster_made(scene: Scene, entry: Happened) -> None:
    scene.add(ROSTER, chain_id=entry.chain, buck_stops_with_id=entry.get("person"))


def _team_added(scene: Scene, entry: Happened) -> None:
    scene.add(TEAM, pk=entry.get("team"), lead_id=entry.get("lead"), ended_at=None)
    scene.add(ROSTER, chain_id=entry.chain, buck_stops_with_id=None)


def _team_changed(scene: Scene, entry: Happened) -> None:
    scene.last(TEAM)["lead_id"] = entry.get("lead")
    scene.last(ROSTER)["buck_stops_with_id"] = entry.get("buck_stops_with")


def _team_ended(scene: Scene, entry: Happened) -> None:
    scene.last(TEAM)["ended_at"] = entry.at


def _member_added(scene: Scene, entry: Happened) -> None:
    scene.add(MEMBER, pk=entry.get("member"), person_id=entry.get("person"), until=None)


def _member_removed(scene: Scene, entry: Happened) -> None:
    scene.find(MEMBER, entry.get("member"))["until"] = entry.at


def _route_added(scene: Scene, entry: Happened) -> None:
    scene.add(ROUTE, pk=entry.get("route"), customer_id=entry.get("customer"), until=None)


def _route_removed(scene: Scene, entry: Happened) -> None:
    scene.find(ROUTE, entry.get("route"))["until"] = entry.at


def _skill_added(scene: Scene, entry: Happened) -> None:
    scene.add(SKILL, pk=entry.get("skill"), person_id=entry.get("person"), until=None)


def _skill_removed(scene: Scene, entry: Happened) -> None:
    scene.find(SKILL, entry.get("skill"))["until"] = entry.at


def _buck_moved(scene: Scene, entry: Happened) -> None:
    scene.last(ROSTER)["buck_stops_with_id"] = entry.get("person")


def _shift_added(scene: Scene, entry: Happened) -> None:
    starts, ends = rules.hours_read(entry.get("hours"))
    scene.add(
        SHIFT,
        person_id=entry.get("person"),
        weekday=entry.get("weekday"),
        starts=starts,
        ends=ends,
        zone=entry.get("zone"),
    )


def _limit_set(scene: Scene, entry: Happened) -> None:
    person = entry.get("person")
    row = scene.last(PLACE, person_id=person) or scene.add(PLACE, person_id=person)
    row["limit"] = entry.get("limit")


ROTATION = Table(
    Rotation,
    says=lambda row: f"a rotation from {row['begins']}",
    chain="roster__chain",
    columns=("begins", "hands_over", "days", "zone"),
)
SEAT = Table(
    Seat,
    says=lambda row: f"the place of {row['person_id']} in a rotation",
    chain="rotation__roster__chain",
    key=("rotation_id", "place"),
    columns=("person_id",),
)
OVERRIDE = Table(
    Override,
    says=lambda row: f"an override for {row['person_id']}",
    chain="roster__chain",
    columns=("person_id", "instead_of_id", "starts", "ends"),
)
ABSENCE = Table(
    Absence,
    says=lambda row: f"an absence of {row['person_id']}",
    subject="roster",
    columns=("person_id", "stand_in_id", "starts", "ends"),
)
SWAP = Table(
    Swap,
    says=lambda row: f"a swap of {row['giver_id']}",
    chain="roster__chain",
    columns=("layer", "day", "giver_id", "taker_id"),
)


def _rotation_added(scene: Scene, entry: Happened) -> None:
    rotation = entry.get("rotation")
    scene.add(
        ROTATION,
        pk=rotation,
        begins=date.fromisoformat(entry.get("begins")),
        hands_over=time.fromisoformat(entry.get("hands_over")),
        days=entry.get("days"),
        zone=entry.get("zone"),
    )
    for place, person in enumerate(entry.get("people")):
        scene.add(SEAT, rotation_id=rotation, place=place, person_id=UUID(person))


def _override_added(scene: Scene, entry: Happened) -> None:
    scene.add(
        OVERRIDE,
        pk=entry.get("override"),
        person_id=entry.get("person"),
        instead_of_id=entry.get("instead_of"),
        **_times(entry),
    )


def _absence_added(scene: Scene, entry: Happened) -> None:
    scene.add(
        ABSENCE,
        pk=entry.get("absence"),
        person_id=entry.get("person"),
        stand_in_id=entry.get("stand_in"),
        **_times(entry),
    )


def _times(entry: Happened) -> dict[str, datetime]:
    return {name: datetime.fromisoformat(entry.get(name)) for name in ("starts", "ends")}


def _swap_offered(scene: Scene, entry: Happened) -> None:
    scene.add(
        SWAP,
        pk=entry.get("swap"),
        layer=entry.get("layer"),
        day=date.fromisoformat(entry.get("day")),
        giver_id=entry.get("giver"),
        taker_id=entry.get("taker"),
    )


LADDER = Table(
    Ladder,
    says=lambda row: f"the ladder of {row['kind']}",
    chain="roster__chain",
    columns=("kind", "rungs", "until"),
    words={"rungs": "its rungs", "until": "its end"},
)


def _ladder_set(scene: Scene, entry: Happened) -> None:
    kind = entry.get("kind")
    _end_ladder(scene, entry)
    scene.add(LADDER, pk=entry.get("ladder"), kind=kind, rungs=entry.get("rungs"), until=None)


def _end_ladder(scene: Scene, entry: Happened) -> None:
    before = scene.last(LADDER, kind=entry.get("kind"), until=None)
    if before:
        before["until"] = entry.at


FOLDS: Mapping[type[Fact], Fold] = {
    entries.TeamAdded: _team_added,
    entries.TeamChanged: _team_changed,
    entries.TeamEnded: _team_ended,
    entries.MemberAdded: _member_added,
    entries.MemberRemoved: _member_removed,
    entries.RouteAdded: _route_added,
    entries.RouteRemoved: _route_removed,
    entries.SkillAdded: _skill_added,
    entries.SkillRemoved: _skill_removed,
    entries.LevelAdded: _level_added,
    entries.LevelChanged: _level_changed,
    entries.LevelMovedUp: _level_moved_up,
    entries.LevelRemoved: _level_removed,
    entries.RosterMade: _roster_made,
    entries.BuckMoved: _buck_moved,
    entries.ShiftAdded: _shift_added,
    entries.LimitSet: _limit_set,
    entries.RotationAdded: _rotation_added,
    entries.OverrideAdded: _override_added,
    entries.AbsenceAdded: _absence_added,
    entries.SwapOffered: _swap_offered,
    entries.LadderSet: _ladder_set,
    entries.LadderDropped: _end_ladder,
}
TABLES = (
    TEAM, MEMBER, ROUTE, SKILL, ROSTER, SHIFT, PLACE, ROTATION, SEAT, OVERRIDE, ABSENCE, SWAP,
    LADDER, LEVEL,
)  # fmt: skip
register(Replay(tables=TABLES, folds=FOLDS))
