"""How teams follow from entries."""

from collections.abc import Mapping

from buckstop.coverage import entries
from buckstop.coverage.models import Member, Route, Skill, Team
from buckstop.coverage.replay.rosters import ROSTER
from buckstop.ledger.entries import Fact
from buckstop.ledger.replay import Fold, Happened, Scene, Table

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
    columns=("customer_id", "service_id", "until"),
)

SKILL = Table(
    Skill,
    says=lambda row: f"something that {row['person_id']} knows",
    subject="roster",
    columns=("person_id", "until"),
)


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
    goes = {"customer_id": entry.get("customer"), "service_id": entry.get("service")}
    scene.add(ROUTE, pk=entry.get("route"), until=None, **goes)


def _route_removed(scene: Scene, entry: Happened) -> None:
    scene.find(ROUTE, entry.get("route"))["until"] = entry.at


def _skill_added(scene: Scene, entry: Happened) -> None:
    scene.add(SKILL, pk=entry.get("skill"), person_id=entry.get("person"), until=None)


def _skill_removed(scene: Scene, entry: Happened) -> None:
    scene.find(SKILL, entry.get("skill"))["until"] = entry.at


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
}
TABLES = (TEAM, MEMBER, ROUTE, SKILL)
