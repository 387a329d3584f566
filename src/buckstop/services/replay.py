"""How services, what they need and who uses them follow from entries."""

from collections.abc import Mapping

from buckstop.ledger.entries import Fact
from buckstop.ledger.replay import Fold, Happened, Replay, Scene, Table, register
from buckstop.services import entries
from buckstop.services.models import Dependency, Service, Use

SERVICE = Table(
    Service,
    says=lambda _: "the service",
    chain="chain",
    columns=("key", "quiet_minutes", "ended_at"),
    words={"ended_at": "its end"},
)
DEPENDENCY = Table(
    Dependency,
    says=lambda row: f"that it needs {row['on_id']}",
    chain="service__chain",
    columns=("on_id", "until"),
)
USE = Table(
    Use,
    says=lambda row: f"that {row['customer_id']} uses it",
    chain="service__chain",
    columns=("customer_id", "matters", "until"),
)


def _added(scene: Scene, entry: Happened) -> None:
    quiet = entry.get("quiet_minutes")
    scene.add(
        SERVICE, entry.get("service"), key=entry.get("key"), quiet_minutes=quiet, ended_at=None
    )


def _changed(scene: Scene, entry: Happened) -> None:
    same = {"key": entry.get("key"), "quiet_minutes": entry.get("quiet_minutes")}
    scene.last(SERVICE).update(same)


def _ended(scene: Scene, entry: Happened) -> None:
    scene.last(SERVICE)["ended_at"] = entry.at


def _needed(scene: Scene, entry: Happened) -> None:
    scene.add(DEPENDENCY, entry.get("dependency"), on_id=entry.get("on"), until=None)


def _not_needed(scene: Scene, entry: Happened) -> None:
    scene.find(DEPENDENCY, entry.get("dependency"))["until"] = entry.at


def _use_added(scene: Scene, entry: Happened) -> None:
    customer, matters = entry.get("customer"), entry.get("matters")
    scene.add(USE, entry.get("use"), customer_id=customer, matters=matters, until=None)


def _use_changed(scene: Scene, entry: Happened) -> None:
    scene.find(USE, entry.get("use"))["matters"] = entry.get("matters")


def _use_ended(scene: Scene, entry: Happened) -> None:
    scene.find(USE, entry.get("use"))["until"] = entry.at


FOLDS: Mapping[type[Fact], Fold] = {
    entries.ServiceAdded: _added,
    entries.ServiceChanged: _changed,
    entries.ServiceEnded: _ended,
    entries.ServiceNeeded: _needed,
    entries.ServiceNotNeeded: _not_needed,
    entries.UseAdded: _use_added,
    entries.UseChanged: _use_changed,
    entries.UseEnded: _use_ended,
}
register(Replay(tables=(SERVICE, DEPENDENCY, USE), folds=FOLDS))
