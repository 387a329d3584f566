"""Who is there now and which times we promise, for a page: one query."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import FilteredRelation, Q, QuerySet
from django.db.models.expressions import Subquery
from django.db.models.functions import JSONObject

from buckstop.coverage import queries as coverage
from buckstop.coverage import rules
from buckstop.coverage.models import Roster, ServiceLevel
from buckstop.kit.reading import reading
from buckstop.people.roles import Capability, can
from buckstop.people.zones import house_zone
from buckstop.problems.rules.promises import Level

_LEVEL = (
    "zone", "country", "opens", "closes", "weekdays", "days_off", "days_open",
    "first_news", "news_while_hurting", "news_otherwise",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Present:
    """Who is on shift, until when; their names; who is there always; the service level's times."""

    on_shift: dict[UUID, datetime]
    names: dict[UUID, str]
    buck_stops_with: UUID
    level: Level

    @property
    def watch(self) -> list[UUID]:
        """Who can be reached now: the people on shift, else the one with whom the buck stops."""
        return list(self.on_shift) or [self.buck_stops_with]

    def watches(self, person: UUID) -> bool:
        return person in self.watch


def present(at: datetime) -> Present:
    """The desk as it is at `at`, with names."""
    rows = _rows()
    zone, buck, buck_name, said, *_ = rows[0]
    there = [row for row in rows if can(row[9], Capability.OWN) and row[10] is None]
    turns = [rules.Turn(row[4], *row[6:9]) for row in there]
    names = {buck: buck_name} | {row[4]: row[5] for row in there}
    return Present(rules.on_shift(turns, at, zone or house_zone()), names, buck, _level(said))


@reading
def _rows() -> "QuerySet[Roster, tuple[Any, ...]]":
    running = FilteredRelation("shifts", condition=Q(shifts__dropped_at=None))
    level = ServiceLevel.objects.order_by("pk").values(_=JSONObject(**{n: n for n in _LEVEL}))[:1]
    return Roster.objects.annotate(turn=running, level=Subquery(level)).values_list(
        "zone",
        "buck_stops_with",
        "buck_stops_with__public_name",
        "level",
        "turn__person",
        "turn__person__public_name",
        "turn__weekday",
        "turn__starts",
        "turn__ends",
        "turn__person__role",
        "turn__person__deactivated_at",
    )


def _level(said: dict[str, object]) -> Level:
    row = ServiceLevel(**said)
    row.days_off, row.days_open = (
        [date.fromisoformat(str(day)) for day in days] for days in (row.days_off, row.days_open)
    )
    row.opens, row.closes = (time.fromisoformat(str(said[name])) for name in ("opens", "closes"))
    return Level(
        calendar=coverage.calendar(row),
        first_news=row.first_news,
        news_while_hurting=row.news_while_hurting,
        news_otherwise=row.news_otherwise,
    )
