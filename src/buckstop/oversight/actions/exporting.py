"""What was taken out of the house, by whom, and how much."""

from datetime import datetime
from uuid import UUID

from buckstop.ledger.actor import Actor
from buckstop.ledger.transaction import acting
from buckstop.oversight import entries
from buckstop.people.actions.staff import found_house


def note_export(
    *,
    what: str,
    rows: int,
    by: Actor,
    at: datetime,
    problem: UUID | None = None,
    operator: str = "",
) -> None:
    """`what` as `entries.WHAT` knows it; `operator`: who typed it at the terminal."""
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        said = act.body(operator).digest if operator else ""
        act.record(entries.Exported(what=what, rows=rows, problem=problem, operator=said))
