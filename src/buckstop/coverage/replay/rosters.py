"""How rosters follow from entries."""

from collections.abc import Mapping
from datetime import date, time

from buckstop.coverage import entries, rules
from buckstop.coverage.models import Place, Roster, Rotation, Seat, Shift
from buckstop.ledger.entries import Fact
from buckstop.ledger.replay import Fold, Happened, Scene, Table

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
    columns=("zone",),
    words={"zone": "the zone"},
)

PLACE = Table(
    Place,
    says=lambda row: f"the limit of {row['person_id']}",
    subject="roster",
    key=("person_id",),
    columns=("limit",),
)

ROTATION = Table(
    Rotation,
    says=lambda row: f"a rotation from {row['begins']}",
    chain="roster__chain",
    columns=("begins", "hands_over", "days", "zone"),
)

SEAT = Table(
    Seat,
    says=lambda row: f"the place of {row['person_id']} in a rotation",
    chain="rotation__roster__chain",
    key=("rotation_id", "place"),
    columns=("person_id",),
)


def _roster_made(scene: Scene, entry: Happened) -> None:
    scene.add(ROSTER, chain_id=entry.chain, buck_stops_with_id=entry.get("person"))


def _buck_moved(scene: Scene, entry: Happened) -> None:
    scene.last(ROSTER)["buck_stops_with_id"] = entry.get("person")


def _shift_added(scene: Scene, entry: Happened) -> None:
    starts, ends = rules.hours_read(entry.get("hours"))
    scene.add(
        SHIFT,
        person_id=entry.get("person"),
        weekday=entry.get("weekday"),
        starts=starts,
        ends=ends,
        zone=entry.get("zone"),
    )


def _limit_set(scene: Scene, entry: Happened) -> None:
    person = entry.get("person")
    row = scene.last(PLACE, person_id=person) or scene.add(PLACE, person_id=person)
    row["limit"] = entry.get("limit")


def _rotation_added(scene: Scene, entry: Happened) -> None:
    rotation = entry.get("rotation")
    scene.add(
        ROTATION,
        pk=rotation,
        begins=date.fromisoformat(entry.get("begins")),
        hands_over=time.fromisoformat(entry.get("hands_over")),
        days=entry.get("days"),
        zone=entry.get("zone"),
    )
    for place, person in enumerate(entry.get("people")):
        scene.add(SEAT, rotation_id=rotation, place=place, person_id=person)


FOLDS: Mapping[type[Fact], Fold] = {
    entries.RosterMade: _roster_made,
    entries.BuckMoved: _buck_moved,
    entries.ShiftAdded: _shift_added,
    entries.LimitSet: _limit_set,
    entries.RotationAdded: _rotation_added,
}
TABLES = (ROSTER, SHIFT, PLACE, ROTATION, SEAT)
