"""How much PostgreSQL does for a statement: rows that the steps of its plan looked at, no times."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg
from django.db import connection
from psycopg import sql

TOLD = {
    "session_preload_libraries": "auto_explain",
    "auto_explain.log_min_duration": "0",
    "auto_explain.log_analyze": "on",
    "auto_explain.log_timing": "off",
    "auto_explain.log_nested_statements": "on",
    "auto_explain.log_format": "json",
    "auto_explain.log_level": "notice",
}
LOOKED_AT = (
    "Actual Rows",
    "Rows Removed by Filter",
    "Rows Removed by Join Filter",
    "Rows Removed by Index Recheck",
)


@dataclass
class Worked:
    """Statements, each with the rows that were looked at for it."""

    statements: list[tuple[int, str]] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """All in all; a statement by itself counts as one."""
        return sum(rows + 1 for rows, _said in self.statements)

    def most(self) -> tuple[int, str]:
        """The statement that looked at most."""
        return max(self.statements, default=(0, ""))

    def note(self, told: psycopg.errors.Diagnostic) -> None:
        """What PostgreSQL says of a statement that ended."""
        if (told.message_primary or "").startswith("duration:"):
            plan = json.loads(str(told.message_primary).split("plan:\n", 1)[1])
            self.statements.append((int(_rows(plan["Plan"])), plan["Query Text"]))


def tell_plans(superuser: "psycopg.Connection[Any]", database: str) -> None:
    """Let each new connection to a database be told the plans of what it runs."""
    for name, value in TOLD.items():
        superuser.execute(
            sql.SQL("ALTER DATABASE {} SET {} = {}").format(
                sql.Identifier(database), sql.SQL(name), sql.Literal(value)
            )
        )


@contextmanager
def worked() -> Iterator[Worked]:
    """What PostgreSQL does meanwhile on Django's connection."""
    found = Worked()
    connection.ensure_connection()
    on = connection.connection
    on.add_notice_handler(found.note)
    try:
        yield found
    finally:
        on.remove_notice_handler(found.note)


def _rows(plan: dict[str, Any]) -> float:
    own = sum(float(plan.get(name, 0)) for name in LOOKED_AT) * float(plan.get("Actual Loops", 1))
    return own + sum(_rows(inner) for inner in plan.get("Plans", ()))
