"""How suppliers and their people follow from entries."""

from collections.abc import Mapping
from datetime import time
from typing import Any

from buckstop.ledger.entries import Fact
from buckstop.ledger.replay import Fold, Happened, Replay, Scene, Table, register
from buckstop.suppliers import entries
from buckstop.suppliers.models import Supplier, SupplierPerson

PROMISED = ("answers_stopped", "answers_slowed", "answers_unhindered")
SUPPLIER = Table(
    Supplier,
    says=lambda _: "the supplier",
    chain="chain",
    columns=("zone", "opens", "closes", "weekdays", *PROMISED, "ended_at"),
    words={"zone": "its zone", "ended_at": "its end"},
)
PERSON = Table(
    SupplierPerson,
    says=lambda row: f"that {row['person_id']} is of the supplier",
    chain="supplier__chain",
    columns=("person_id", "turn_to_after", "always", "until"),
)


def _kept(entry: Happened) -> dict[str, Any]:
    opens, closes = map(time.fromisoformat, entry.get("hours").split("-"))
    same = {name: entry.get(name) for name in ("zone", "weekdays", *PROMISED)}
    return {"opens": opens, "closes": closes, **same}


def _added(scene: Scene, entry: Happened) -> None:
    scene.add(SUPPLIER, entry.get("supplier"), ended_at=None, **_kept(entry))


def _changed(scene: Scene, entry: Happened) -> None:
    scene.last(SUPPLIER).update(_kept(entry))


def _ended(scene: Scene, entry: Happened) -> None:
    scene.last(SUPPLIER)["ended_at"] = entry.at


def _ladder(entry: Happened) -> dict[str, Any]:
    return {name: entry.get(name) for name in ("turn_to_after", "always")}


def _person_added(scene: Scene, entry: Happened) -> None:
    person = entry.get("person")
    scene.add(PERSON, entry.get("of"), person_id=person, until=None, **_ladder(entry))


def _person_changed(scene: Scene, entry: Happened) -> None:
    scene.find(PERSON, entry.get("of")).update(_ladder(entry))


def _person_removed(scene: Scene, entry: Happened) -> None:
    scene.find(PERSON, entry.get("of"))["until"] = entry.at


FOLDS: Mapping[type[Fact], Fold] = {
    entries.SupplierAdded: _added,
    entries.SupplierChanged: _changed,
    entries.SupplierEnded: _ended,
    entries.SupplierPersonAdded: _person_added,
    entries.SupplierPersonChanged: _person_changed,
    entries.SupplierPersonRemoved: _person_removed,
}
register(Replay(tables=(SUPPLIER, PERSON), folds=FOLDS))
