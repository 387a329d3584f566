"""How sources and episodes follow from entries."""

from collections.abc import Mapping

from buckstop.ledger.entries import Fact
from buckstop.ledger.replay import Fold, Happened, Replay, Scene, Table, register
from buckstop.signals import entries
from buckstop.signals.models import Episode, Source

SOURCE = Table(
    Source,
    says=lambda _: "the source of signals",
    chain="chain",
    columns=("kind", "service_id", "ended_at"),
)
EPISODE = Table(
    Episode,
    says=lambda row: f"the episode {row['pk']}",
    chain="source__chain",
    columns=("service_id", "ended_at"),
)


def _added(scene: Scene, entry: Happened) -> None:
    kind, service = entry.get("kind"), entry.get("service")
    scene.add(SOURCE, entry.get("source"), kind=kind, service_id=service, ended_at=None)


def _ended(scene: Scene, entry: Happened) -> None:
    scene.last(SOURCE)["ended_at"] = entry.at


def _began(scene: Scene, entry: Happened) -> None:
    scene.add(EPISODE, entry.get("episode"), service_id=entry.get("service"), ended_at=None)


def _over(scene: Scene, entry: Happened) -> None:
    scene.find(EPISODE, entry.get("episode"))["ended_at"] = entry.at


FOLDS: Mapping[type[Fact], Fold] = {
    entries.SourceAdded: _added,
    entries.SourceEnded: _ended,
    entries.EpisodeBegan: _began,
    entries.EpisodeOver: _over,
}
register(Replay(tables=(SOURCE, EPISODE), folds=FOLDS))
