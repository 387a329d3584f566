"""The tables of coverage."""

from buckstop.coverage.models.instead import Absence, Override, Swap, WallClock
from buckstop.coverage.models.paces import Ease, Growth, Pace
from buckstop.coverage.models.promising import Ladder, ServiceLevel
from buckstop.coverage.models.rosters import Feed, Place, Roster, Rotation, Seat, Shift
from buckstop.coverage.models.teams import Member, Route, Skill, Team
from buckstop.coverage.models.version import Version

__all__ = [
    "Absence",
    "Ease",
    "Feed",
    "Growth",
    "Ladder",
    "Member",
    "Override",
    "Pace",
    "Place",
    "Roster",
    "Rotation",
    "Route",
    "Seat",
    "ServiceLevel",
    "Shift",
    "Skill",
    "Swap",
    "Team",
    "Version",
    "WallClock",
]
