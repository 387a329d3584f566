"""How staff, customers and keys follow from entries."""

from collections.abc import Mapping

from django.db.models import Q

from buckstop.ledger.entries import Fact
from buckstop.ledger.replay import Fold, Happened, Replay, Scene, Table, register
from buckstop.people import entries
from buckstop.people.models import Customer, Key, Person, SavedView
from buckstop.people.roles import Capability, roles_with

HOUSE = "house"

STAFF = Table(
    Person,
    says=lambda row: f"staff: {row['pk']}",
    subject=HOUSE,
    where=Q(role__in=roles_with(Capability.BE_STAFF)),
    columns=("role", "deactivated_at"),
    words={"role": "the role", "deactivated_at": "the end"},
)
KEY = Table(
    Key,
    says=lambda row: f"the key {row['pk']}",
    subject=HOUSE,
    columns=("scope", "added_at", "withdrawn_at", "ends_at", "team", "person_id"),
)
VIEW = Table(
    SavedView,
    says=lambda row: f"the saved list {row['pk']}",
    subject=HOUSE,
    columns=("person_id", "shared", "saved_at", "removed_at"),
)
CUSTOMER = Table(Customer, says=lambda row: f"the customer {row['pk']}", chain="chain")


def _staff_added(scene: Scene, entry: Happened) -> None:
    scene.add(STAFF, entry.get("person"), role=entry.get("role"), deactivated_at=None)


def _role_changed(scene: Scene, entry: Happened) -> None:
    scene.find(STAFF, entry.get("person"))["role"] = entry.get("role")


def _deactivated(scene: Scene, entry: Happened) -> None:
    scene.find(STAFF, entry.get("person"))["deactivated_at"] = entry.at


def _returned(scene: Scene, entry: Happened) -> None:
    scene.find(STAFF, entry.get("person"))["deactivated_at"] = None


def _key_added(scene: Scene, entry: Happened) -> None:
    scene.add(
        KEY,
        entry.get("key"),
        scope=entry.get("scope"),
        added_at=entry.at,
        withdrawn_at=None,
        ends_at=entry.get("ends_at"),
        team=entry.get("team"),
        person_id=entry.get("person"),
    )


def _key_withdrawn(scene: Scene, entry: Happened) -> None:
    scene.find(KEY, entry.get("key"))["withdrawn_at"] = entry.at


def _view_saved(scene: Scene, entry: Happened) -> None:
    scene.add(
        VIEW,
        entry.get("view"),
        person_id=entry.get("person"),
        shared=entry.get("shared"),
        saved_at=entry.at,
        removed_at=None,
    )


def _view_removed(scene: Scene, entry: Happened) -> None:
    scene.find(VIEW, entry.get("view"))["removed_at"] = entry.at


def _view_put_back(scene: Scene, entry: Happened) -> None:
    scene.find(VIEW, entry.get("view"))["removed_at"] = None


def _customer_added(scene: Scene, entry: Happened) -> None:
    scene.add(CUSTOMER, entry.get("customer"))


FOLDS: Mapping[type[Fact], Fold] = {
    entries.StaffAdded: _staff_added,
    entries.RoleChanged: _role_changed,
    entries.StaffDeactivated: _deactivated,
    entries.StaffReturned: _returned,
    entries.KeyAdded: _key_added,
    entries.KeyWithdrawn: _key_withdrawn,
    entries.CustomerAdded: _customer_added,
    entries.ViewSaved: _view_saved,
    entries.ViewRemoved: _view_removed,
    entries.ViewPutBack: _view_put_back,
}
register(Replay(tables=(STAFF, KEY, CUSTOMER, VIEW), folds=FOLDS))
