"""The frictions: where customers lose time."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from buckstop.coverage.models import Team
from buckstop.journeys.reckoned import TAKES, reckoned, seconds
from buckstop.kit.ids import key_of
from buckstop.people.table import Asked, Cell, Column, Table

MONDAY = datetime(1970, 1, 5, tzinfo=UTC)
"""Weeks are counted from it."""


def rows(asked: Asked) -> Iterator[tuple[Cell, ...]]:
    """What costs most first."""
    view = reckoned(asked.given)
    assert view.found is not None
    found = view.found["frictions"]
    names = (
        {} if view.log_id else _teams({one[end] for one in found for end in ("first", "second")})
    )
    for one in found:
        alarm = one["alarm"]
        begins = alarm and MONDAY + timedelta(weeks=one["from"] + alarm["week"])
        yield (
            one["kind"], one["first"], one["second"] or None,
            names.get(one["first"]), names.get(one["second"]),
            one["times"], one["journeys"], seconds(one["median"]), seconds(one["customers_time"]),
            begins or None,
        )  # fmt: skip


def _teams(said: set[str]) -> dict[str, str]:
    keys = [key for one in said if (key := key_of(one))]
    return {str(team.pk): team.name for team in Team.objects.filter(pk__in=keys)}


FRICTION = Table(
    "journeys-friction",
    _("Where customers lose time"),
    "Where customers lose time, as it was reckoned last. They overlap: don’t add them up.",
    page="journeys",
    columns=(
        Column("kind", str, "`wait`, `again`, `sent-back` or `ping-pong`"),
        Column("first", str, "the step, or the team, where it begins"),
        Column("second", str, "the step, or the team, to which it leads"),
        Column("first_name", str, "what the first team is called"),
        Column("second_name", str, "what the second team is called"),
        Column("times", int, "how often"),
        Column("journeys", int, "in how many journeys"),
        Column("median", float, "seconds that half of them didn’t exceed"),
        Column("customers_time", float, "seconds lost, times the customers who waited"),
        Column("alarm_since", datetime, "the week from which on it comes more often"),
    ),
    rows=rows,
    takes=TAKES,
)
