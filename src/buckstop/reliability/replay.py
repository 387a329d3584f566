"""How calls, and who left, follow from entries."""

from buckstop.ledger.replay import Happened, Replay, Scene, Table, put, register
from buckstop.reliability import entries
from buckstop.reliability.models import Call, Left

CALL = Table(
    Call, says=lambda _: "that somebody called", chain="customer__chain", columns=("what__digest",)
)
LEFT = Table(
    Left,
    says=lambda _: "that they left",
    chain="customer__chain",
    columns=("because", "why__digest", "until"),
)


def _called(scene: Scene, entry: Happened) -> None:
    scene.add(CALL, entry.get("call"), what__digest=entry.get("what"))


def _left(scene: Scene, entry: Happened) -> None:
    because, why = entry.get("because"), entry.get("why")
    scene.add(LEFT, entry.get("left"), because=because, why__digest=why, until=None)


def _stays(scene: Scene, entry: Happened) -> None:
    put(scene.find(LEFT, entry.get("left")), until=entry.at)


FOLDS = {
    entries.CustomerCalled: _called,
    entries.CustomerLeft: _left,
    entries.CustomerStays: _stays,
}
register(Replay(tables=(CALL, LEFT), folds=FOLDS))
