"""How endpoints follow from entries."""

from collections.abc import Mapping

from buckstop.ledger.entries import Fact
from buckstop.ledger.replay import Fold, Happened, Replay, Scene, Table, register
from buckstop.webhooks import entries
from buckstop.webhooks.models import Endpoint, Off

ENDPOINT = Table(
    Endpoint,
    says=lambda row: f"the endpoint {row['pk']}",
    chain="chain",
    columns=("off", "ended_at"),
)


def _added(scene: Scene, entry: Happened) -> None:
    scene.add(ENDPOINT, entry.get("endpoint"), off=Off.NEW.value, ended_at=None)


def _on(scene: Scene, entry: Happened) -> None:
    scene.last(ENDPOINT)["off"] = ""


def _off(scene: Scene, entry: Happened) -> None:
    scene.last(ENDPOINT)["off"] = entry.get("why")


def _ended(scene: Scene, entry: Happened) -> None:
    scene.last(ENDPOINT)["ended_at"] = entry.at


FOLDS: Mapping[type[Fact], Fold] = {
    entries.EndpointAdded: _added,
    entries.EndpointOn: _on,
    entries.EndpointOff: _off,
    entries.EndpointEnded: _ended,
}
register(Replay(tables=(ENDPOINT,), folds=FOLDS))
