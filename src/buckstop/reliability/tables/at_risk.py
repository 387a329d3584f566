"""Customers at risk: the reasons, as figures, and who spoke to them."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from buckstop.people.table import Asked, Cell, Column, Table
from buckstop.reliability.queries.risk import at_risk
from buckstop.reliability.rules.risk import risk


def rows(asked: Asked) -> Iterator[tuple[Cell, ...]]:
    """The gravest first."""
    for one in at_risk(asked.at):
        facts, manager = one.facts, one.customer.manager
        last = one.calls[0] if one.calls else None
        yield (
            str(one.customer.pk), one.customer.name, manager.public_name if manager else None,
            risk(facts), facts.unanswered_above, facts.missed, facts.reopened, facts.hard,
            facts.silent_days, facts.open_now,
            last.at if last else None, last.by.public_name if last else None,
            str(last.what) if last else None,
        )  # fmt: skip


AT_RISK = Table(
    "at-risk",
    _("Customers at risk"),
    "Customers whom somebody should call, going by the last three months.",
    page="at-risk",
    columns=(
        Column("customer", str, "its key"),
        Column("name", str, "its name"),
        Column("manager", str, "who has the relationship"),
        Column("weight", float, "how grave the reasons are together; from 4 on it is listed"),
        Column("unanswered_above", int, "how often they asked for somebody above, unanswered"),
        Column("missed", int, "promises of news missed"),
        Column("reopened", int, "how often it was said to be fixed, and wasn’t"),
        Column("hard", int, "how often they found it hard, with 3 or less of 7"),
        Column("silent_days", float, "days since they wrote and nobody answered"),
        Column("open_now", int, "problems of theirs that are open"),
        Column("called_at", datetime, "when somebody spoke to them last"),
        Column("called_by", str, "who that was"),
        Column("came_of_it", str, "what came of it"),
    ),
    rows=rows,
)
