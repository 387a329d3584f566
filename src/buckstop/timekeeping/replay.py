"""How noted time follows from entries."""

from datetime import date

from buckstop.ledger.replay import Happened, Replay, Scene, Table, put, register
from buckstop.timekeeping import entries
from buckstop.timekeeping.models import TimeSpent

SPENT = Table(
    TimeSpent,
    says=lambda row: f"{row['minutes']} minutes of work",
    chain="problem__chain",
    columns=("person_id", "minutes", "day", "billable", "what__digest", "added_at", "removed_at"),
    words={"person_id": "as whose work", "removed_at": "that it was taken back"},
)


def _added(scene: Scene, entry: Happened) -> None:
    scene.add(
        SPENT,
        entry.get("spent"),
        person_id=entry.by,
        minutes=entry.get("minutes"),
        day=date.fromisoformat(entry.get("day")),
        billable=entry.get("billable"),
        what__digest=entry.get("what") or None,
        added_at=entry.at,
        removed_at=None,
    )


def _removed(scene: Scene, entry: Happened) -> None:
    put(scene.find(SPENT, entry.get("spent")), removed_at=entry.at)


register(Replay(tables=(SPENT,), folds={entries.TimeAdded: _added, entries.TimeRemoved: _removed}))
