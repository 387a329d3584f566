"""How who is there instead follows from entries."""

from collections.abc import Mapping
from datetime import date, datetime

from buckstop.coverage import entries
from buckstop.coverage.models import Absence, Override, Swap
from buckstop.ledger.entries import Fact
from buckstop.ledger.replay import Fold, Happened, Scene, Table

OVERRIDE = Table(
    Override,
    says=lambda row: f"an override for {row['person_id']}",
    chain="roster__chain",
    columns=("person_id", "instead_of_id", "starts", "ends"),
)

ABSENCE = Table(
    Absence,
    says=lambda row: f"an absence of {row['person_id']}",
    subject="roster",
    columns=("person_id", "stand_in_id", "starts", "ends"),
)

SWAP = Table(
    Swap,
    says=lambda row: f"a swap of {row['giver_id']}",
    chain="roster__chain",
    columns=("layer", "day", "giver_id", "taker_id"),
)


def _override_added(scene: Scene, entry: Happened) -> None:
    scene.add(
        OVERRIDE,
        pk=entry.get("override"),
        person_id=entry.get("person"),
        instead_of_id=entry.get("instead_of"),
        **_times(entry),
    )


def _absence_added(scene: Scene, entry: Happened) -> None:
    scene.add(
        ABSENCE,
        pk=entry.get("absence"),
        person_id=entry.get("person"),
        stand_in_id=entry.get("stand_in"),
        **_times(entry),
    )


def _times(entry: Happened) -> dict[str, datetime]:
    return {name: datetime.fromisoformat(entry.get(name)) for name in ("starts", "ends")}


def _swap_offered(scene: Scene, entry: Happened) -> None:
    scene.add(
        SWAP,
        pk=entry.get("swap"),
        layer=entry.get("layer"),
        day=date.fromisoformat(entry.get("day")),
        giver_id=entry.get("giver"),
        taker_id=entry.get("taker"),
    )


FOLDS: Mapping[type[Fact], Fold] = {
    entries.OverrideAdded: _override_added,
    entries.AbsenceAdded: _absence_added,
    entries.SwapOffered: _swap_offered,
}
TABLES = (OVERRIDE, ABSENCE, SWAP)
