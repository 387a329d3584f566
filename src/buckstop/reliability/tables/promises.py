"""Promises of news, told apart by month, team, service level and service."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from buckstop.kit.ids import key_of
from buckstop.people.roles import Capability
from buckstop.people.table import SHARE, Asked, Cell, Column, Table
from buckstop.reliability.queries.promises import NAMED, Part, by_part, since_of
from buckstop.reliability.rules.beta import share


def rows(asked: Asked) -> Iterator[tuple[Cell, ...]]:
    """Of each way to tell them apart, by key."""
    for part in Part:
        found = by_part(part, since_of(part, asked.at), asked.at)
        names = _names(part, list(found))
        for key in sorted(found):
            one = found[key]
            sure = share(one.kept + one.moved, one.missed)
            yield (
                part.value, key, names.get(key), one.kept, one.moved, one.missed,
                (one.kept + one.moved) / one.ended, sure.low, sure.high,
            )  # fmt: skip


def _names(part: Part, keys: list[str]) -> dict[str, str]:
    if part is Part.MONTH:
        return {}
    known = [key for said in keys if (key := key_of(said))]
    return {str(row.pk): row.name for row in NAMED[part]._default_manager.filter(pk__in=known)}


PROMISES = Table(
    "promises",
    _("Promises, told apart"),
    "Promises of news by month of a year, and by team, service level and service of 90 days.",
    page="outcomes",
    columns=(
        Column("by", str, "`month`, `team`, `level` or `service`"),
        Column("key", str, "the month as `2026-03`, or its key; `none` of no team or level"),
        Column("name", str, "what it is called"),
        Column("kept", int, "promises kept at their first time"),
        Column("moved", int, "promises kept after they were moved"),
        Column("missed", int, "promises missed"),
        Column("share", float, f"the share that was kept, {SHARE}"),
        Column("share_low", float, "with 90 % certainty at least"),
        Column("share_high", float, "with 90 % certainty at most"),
    ),
    rows=rows,
    needs=Capability.LEAD,
)
