"""Run in front of one database: looks of which cases a final answer is to be owed, as the clock
does each minute, says how long it takes.

`prepare` makes the level with a time by law, of customers of the tier that the fill gives them;
`measure` looks. The last line is JSON.
"""

import json
import sys
from datetime import time

import buckstop.ready as _ready  # sets Django up before what follows is imported
from bench.spans import p95, spans_of
from buckstop.complaints.commitments.final_answer import BATCH
from buckstop.complaints.queries import to_owe
from buckstop.coverage.actions.levels import add_level
from buckstop.coverage.queries import levels
from buckstop.coverage.rules.levels import Terms
from buckstop.kit import clock
from buckstop.ledger.actor import DESK
from buckstop.problems.models import Case
from buckstop.problems.models.case import CaseState

ROUNDS, TIER = 40, "consumer"

__all__ = ["_ready"]


def prepare() -> dict[str, object]:
    """A final answer within eight weeks, of the tier alone."""
    terms = Terms(
        name="Law", tier=TIER, legal_days=56, opens=time(8), closes=time(17), weekdays="01234"
    )
    add_level(terms, by=DESK, at=clock.now())
    return {"tier": TIER}


def measure() -> dict[str, object]:
    """How long a look takes, and how many it finds: none while all are owed, else a batch."""
    known = levels()
    found = len(to_owe(known, BATCH))

    def look(_round: int) -> None:
        assert len(to_owe(known, BATCH)) == found

    running = Case.objects.filter(state=CaseState.OPEN, customer__tier=TIER).count()
    return {"running": running, "found": found, "p95": p95(spans_of(ROUNDS, look))}


if __name__ == "__main__":
    print(json.dumps({"prepare": prepare, "measure": measure}[sys.argv[1]]()))
