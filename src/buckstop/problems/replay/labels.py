"""What becomes of tags and fields."""

from collections.abc import Mapping

from buckstop.ledger.entries import Fact
from buckstop.ledger.replay import Fold, Happened, Scene, put
from buckstop.problems.entries import labels as entries
from buckstop.problems.replay.tables import LABEL, LABELLING


def _added(scene: Scene, entry: Happened) -> None:
    scene.add(
        LABEL,
        entry.get("label"),
        sort=entry.get("sort"),
        for_customers=entry.get("for_customers"),
        added_at=entry.at,
        removed_at=None,
    )


def _changed(scene: Scene, entry: Happened) -> None:
    put(scene.find(LABEL, entry.get("label")), for_customers=entry.get("for_customers"))


def _removed(scene: Scene, entry: Happened) -> None:
    put(scene.find(LABEL, entry.get("label")), removed_at=entry.at)


def _put_back(scene: Scene, entry: Happened) -> None:
    put(scene.find(LABEL, entry.get("label")), removed_at=None)


def _given(scene: Scene, entry: Happened) -> None:
    """A field that has a value already has another one from then on."""
    label = entry.get("label")
    for row in scene.all(LABELLING, label_id=label, ended_at=None, chain=entry.chain):
        row["ended_at"] = entry.at
    scene.add(
        LABELLING,
        entry.get("labelling"),
        label_id=label,
        said__digest=entry.get("said"),
        at=entry.at,
        ended_at=None,
    )


def _taken(scene: Scene, entry: Happened) -> None:
    put(scene.find(LABELLING, entry.get("labelling")), ended_at=entry.at)


FOLDS: Mapping[type[Fact], Fold] = {
    entries.LabelAdded: _added,
    entries.LabelChanged: _changed,
    entries.LabelRemoved: _removed,
    entries.LabelPutBack: _put_back,
    entries.Tagged: _given,
    entries.FieldFilled: _given,
    entries.Untagged: _taken,
    entries.FieldEmptied: _taken,
}
