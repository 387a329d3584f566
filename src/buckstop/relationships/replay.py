"""How offers to carry the news follow from entries; whose the news is, `problems` says."""

from buckstop.ledger.replay import Fold, Happened, Replay, Scene, register
from buckstop.problems.models.commitment import CommitmentState
from buckstop.problems.replay.owning import end
from buckstop.problems.replay.promising import owe
from buckstop.problems.replay.tables import COMMITMENT
from buckstop.relationships import entries
from buckstop.relationships.commitments.carrying import Carrying


def _offered(scene: Scene, entry: Happened) -> None:
    made = entry.made
    assert isinstance(made, entries.CarryingOffered)
    what = made.what or None
    owe(scene, entry, Carrying.code, state=CommitmentState.REQUESTED, what__digest=what)


def _ended(state: CommitmentState) -> Fold:
    def fold(scene: Scene, entry: Happened) -> None:
        row = scene.find(COMMITMENT, entry.get("commitment"))
        end(row, entry, state)
        if isinstance(entry.made, entries.CarryingDeclined):
            row["answer__digest"] = entry.made.reason

    return fold


register(
    Replay(
        tables=(),
        folds={
            entries.CarryingOffered: _offered,
            entries.CarryingAccepted: _ended(CommitmentState.KEPT),
            entries.CarryingDeclined: _ended(CommitmentState.DECLINED),
            entries.CarryingLapsed: _ended(CommitmentState.WITHDRAWN),
            entries.CarryingWithdrawn: _ended(CommitmentState.WITHDRAWN),
        },
    )
)
