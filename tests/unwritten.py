"""In tests, a verb that reads a table in which rows of its own wait to be written fails loudly.

Verbs write at the end of their transaction, so such a query would answer as if nothing had been
done yet. `act.rows(queryset)` writes first; `act.lock(row)` needs no query.
"""

import re
from collections.abc import Callable
from typing import Any

from django.db.models import Model

from buckstop.coverage.kept_rows import rosters
from buckstop.coverage.models import Version
from buckstop.ledger import transaction
from buckstop.ledger.unit import Unit

STAMP = Version._meta.db_table
TABLE = re.compile(r'\b(?:FROM|JOIN) "(\w+)"', re.IGNORECASE)


class UnwrittenRows(AssertionError):
    """A query looked at a table whose newest rows it couldn't see."""


def tables_waiting(unit: Unit) -> set[str]:
    """The tables into which this transaction hasn't written yet what it will."""
    kinds: set[type[Model]] = {*unit.added, *(kind for kind, _ in unit.changed)}
    return {kind._meta.db_table for kind in kinds}


def tables_read(sql: str) -> set[str]:
    """The tables that a statement looks at; who asks for the rosters' stamp may answer from what a
    process read of them before."""
    found = set(TABLE.findall(sql))
    if STAMP in found:
        found.update(*(TABLE.findall(one.statement) for one in rosters.compiled))
    return found


def refuse_unwritten(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    """Django's hook around each statement: see `django.db.connection.execute_wrapper`."""
    unit = transaction._current.get()
    if unit is not None and isinstance(sql, str) and sql.lstrip(" (").upper().startswith("SELECT"):
        blind = tables_waiting(unit).intersection(tables_read(sql))
        if blind:
            raise UnwrittenRows(
                f"{', '.join(sorted(blind))} is read while rows of this verb wait to be written; "
                f"read it by act.rows(...), or before the first change: {sql[:300]}"
            )
    return execute(sql, params, many, context)
