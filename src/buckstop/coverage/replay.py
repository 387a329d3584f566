"""How the roster follows from entries."""

from collections.abc import Mapping
from datetime import time

from buckstop.coverage import entries
from buckstop.coverage.models import Place, Roster, Shift
from buckstop.ledger.entries import Fact
from buckstop.ledger.replay import Fold, Happened, Replay, Scene, Table, register

ROSTER = Table(
    Roster,
    says=lambda _: "the roster",
    chain="chain",
    key=("chain_id",),
    columns=("buck_stops_with_id",),
    words={"buck_stops_with_id": "the buck with"},
)
SHIFT = Table(
    Shift,
    says=lambda row: f"a shift of {row['person_id']}",
    chain="roster__chain",
    key=("person_id", "weekday", "starts", "ends"),
)
PLACE = Table(
    Place,
    says=lambda row: f"the limit of {row['person_id']}",
    subject="roster",
    key=("person_id",),
    columns=("limit",),
)


def _roster_made(scene: Scene, entry: Happened) -> None:
    scene.add(ROSTER, chain_id=entry.chain, buck_stops_with_id=entry.get("person"))


def _buck_moved(scene: Scene, entry: Happened) -> None:
    scene.last(ROSTER)["buck_stops_with_id"] = entry.get("person")


def _shift_added(scene: Scene, entry: Happened) -> None:
    starts, _, ends = entry.get("hours").partition(" to ")
    scene.add(
        SHIFT,
        person_id=entry.get("person"),
        weekday=entry.get("weekday"),
        starts=time.fromisoformat(starts),
        ends=time.fromisoformat(ends),
    )


def _limit_set(scene: Scene, entry: Happened) -> None:
    person = entry.get("person")
    row = scene.last(PLACE, person_id=person) or scene.add(PLACE, person_id=person)
    row["limit"] = entry.get("limit")


FOLDS: Mapping[type[Fact], Fold] = {
    entries.RosterMade: _roster_made,
    entries.BuckMoved: _buck_moved,
    entries.ShiftAdded: _shift_added,
    entries.LimitSet: _limit_set,
}
register(Replay(tables=(ROSTER, SHIFT, PLACE), folds=FOLDS))
