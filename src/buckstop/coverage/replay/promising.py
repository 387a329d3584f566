"""How service levels and ladders follow from entries."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from buckstop.coverage import entries
from buckstop.coverage.models import Ladder, ServiceLevel
from buckstop.coverage.service_times import TIMES
from buckstop.ledger.entries import Fact
from buckstop.ledger.replay import Fold, Happened, Scene, Table

SAME = ("tier", "hurts", "kind", "zone", "country", "weekdays")
"""What entries call as the columns are called."""

BESIDES = {
    "service_id": "service", "on_call_id": "on_call", "weighs": "weighs", "grows": "grows",
    "addresses": "addresses",
}  # fmt: skip
"""Of columns that point elsewhere or came later: what entries call them."""

LEVEL = Table(
    ServiceLevel,
    says=lambda _: "a service level",
    subject="roster",
    columns=(*SAME, *TIMES, *BESIDES, "position", "removed_at"),
    words={"tier": "the tier", "hurts": "the impact", "position": "the place"},
    where=Q(position__isnull=False),
)  # fmt: skip

LADDER = Table(
    Ladder,
    says=lambda row: f"the ladder of {row['kind']}",
    chain="roster__chain",
    columns=("kind", "rungs", "until"),
    words={"rungs": "its rungs", "until": "its end"},
)


def _level_added(scene: Scene, entry: Happened) -> None:
    values = {"position": entry.get("position"), "removed_at": None}
    scene.add(LEVEL, pk=entry.get("level"), **values, **_terms(entry))


def _level_changed(scene: Scene, entry: Happened) -> None:
    scene.find(LEVEL, entry.get("level")).update(_terms(entry))


def _terms(entry: Happened) -> dict[str, Any]:
    said = {**TIMES, **BESIDES}
    times = {column: entry.get(name) for column, name in said.items()}
    return {name: entry.get(name) for name in SAME} | times


def _level_moved_up(scene: Scene, entry: Happened) -> None:
    level, above = (scene.find(LEVEL, entry.get(name)) for name in ("level", "before"))
    level["position"], above["position"] = above.get("position"), level.get("position")


def _level_removed(scene: Scene, entry: Happened) -> None:
    scene.find(LEVEL, entry.get("level"))["removed_at"] = entry.at


def _ladder_set(scene: Scene, entry: Happened) -> None:
    kind = entry.get("kind")
    _end_ladder(scene, entry)
    scene.add(LADDER, pk=entry.get("ladder"), kind=kind, rungs=entry.get("rungs"), until=None)


def _end_ladder(scene: Scene, entry: Happened) -> None:
    before = scene.last(LADDER, kind=entry.get("kind"), until=None)
    if before:
        before["until"] = entry.at


FOLDS: Mapping[type[Fact], Fold] = {
    entries.LevelAdded: _level_added,
    entries.LevelChanged: _level_changed,
    entries.LevelMovedUp: _level_moved_up,
    entries.LevelRemoved: _level_removed,
    entries.LadderSet: _ladder_set,
    entries.LadderDropped: _end_ladder,
}
TABLES = (LEVEL, LADDER)
