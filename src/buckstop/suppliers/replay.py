"""How suppliers, their people, and what is asked of them follow from entries."""

from collections.abc import Mapping
from datetime import time
from typing import Any

from buckstop.ledger.entries import Fact
from buckstop.ledger.replay import Fold, Happened, Replay, Scene, Table, Values, put, register
from buckstop.problems.entries import promising
from buckstop.problems.models.commitment import CommitmentState
from buckstop.problems.replay.tables import COMMITMENT
from buckstop.suppliers import entries
from buckstop.suppliers.models import Ask, AskMessage, Supplier, SupplierPerson

PROMISED = ("answers_stopped", "answers_slowed", "answers_unhindered")
SUPPLIER = Table(
    Supplier,
    says=lambda _: "the supplier",
    chain="chain",
    columns=("zone", "opens", "closes", "weekdays", *PROMISED, "services", "ended_at"),
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
    supplied = list(entry.get("services") or ())
    return {"opens": opens, "closes": closes, "services": supplied, **same}


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


ASK = Table(
    Ask,
    says=lambda _: "what was asked of a supplier",
    chain="commitment__problem__chain",
    columns=(
        "commitment_id", "supplier_id", "names_id", "service_id", "hurts", "why__digest",
        "plan_b__digest",
        "plan_b_at", "asked_at", "asked_due", "answer_due", "first_answer_at", "done_at",
        "missed_at", "moved_at", "links_withdrawn_at", "plan_b_step_id",
    ),
    words={
        "first_answer_at": "a first answer at",
        "done_at": "done at",
        "missed_at": "missed at",
        "links_withdrawn_at": "its links withdrawn at",
    },
)  # fmt: skip
MESSAGE = Table(
    AskMessage,
    says=lambda _: "what was said between a supplier and us",
    chain="ask__commitment__problem__chain",
    columns=("ask_id", "kind", "said_by_id", "to_id", "text__digest"),
)


def _asked(scene: Scene, entry: Happened) -> None:
    scene.add(
        ASK,
        entry.get("ask"),
        commitment_id=entry.get("commitment"),
        supplier_id=entry.get("supplier"),
        names_id=entry.get("names"),
        service_id=entry.get("service"),
        hurts=entry.get("hurts"),
        why__digest=entry.get("why") or None,
        plan_b__digest=entry.get("plan_b"),
        plan_b_at=entry.get("plan_b_at"),
        asked_at=entry.at,
        asked_due=entry.get("due"),
        answer_due=entry.get("answer_due"),
        first_answer_at=None,
        done_at=None,
        missed_at=None,
        moved_at=None,
        links_withdrawn_at=None,
        plan_b_step_id=None,
    )


def _of(scene: Scene, entry: Happened) -> Values:
    """The ask that what is owed belongs to; one that counts for nothing where it is of none."""
    return scene.last(ASK, commitment_id=entry.get("commitment"))


def _marked(*columns: str) -> Fold:
    """These columns have the time of the first entry that says so."""

    def fold(scene: Scene, entry: Happened) -> None:
        row = _of(scene, entry)
        row.update({name: row.get(name) or entry.at for name in columns})

    return fold


def _returned(scene: Scene, entry: Happened) -> None:
    _of(scene, entry)["done_at"] = None


def _missed(scene: Scene, entry: Happened) -> None:
    _marked("missed_at")(scene, entry)
    _of(scene, entry)["commitment_id"] = entry.get("successor")


def _insisted(scene: Scene, entry: Happened) -> None:
    owed = scene.find(COMMITMENT, entry.get("commitment"))
    put(owed, state=CommitmentState.REQUESTED, due=entry.get("due"))


def _message_kept(scene: Scene, entry: Happened) -> None:
    scene.add(
        MESSAGE,
        entry.get("message"),
        ask_id=entry.get("ask"),
        kind=entry.get("kind") if isinstance(entry.made, entries.SupplierMessageKept) else "asked",
        said_by_id=entry.get("said_by"),
        to_id=entry.get("to"),
        text__digest=entry.get("text"),
    )


def _plan_b_began(scene: Scene, entry: Happened) -> None:
    scene.find(ASK, entry.get("ask"))["plan_b_step_id"] = entry.get("step")


def _links_withdrawn(scene: Scene, entry: Happened) -> None:
    scene.find(ASK, entry.get("ask"))["links_withdrawn_at"] = entry.at


FOLDS: Mapping[type[Fact], Fold] = {
    entries.SupplierAdded: _added,
    entries.SupplierChanged: _changed,
    entries.SupplierEnded: _ended,
    entries.SupplierPersonAdded: _person_added,
    entries.SupplierPersonChanged: _person_changed,
    entries.SupplierPersonRemoved: _person_removed,
    entries.SupplierAsked: _asked,
    entries.SupplierAskSent: _message_kept,
    entries.SupplierMessageKept: _message_kept,
    entries.SupplierInsisted: _insisted,
    entries.SupplierLinksWithdrawn: _links_withdrawn,
    entries.PlanBBegan: _plan_b_began,
    promising.OwedPromised: _marked("first_answer_at"),
    promising.OwedCountered: _marked("first_answer_at"),
    promising.OwedDeclined: _marked("first_answer_at"),
    promising.OwedReported: _marked("first_answer_at", "done_at"),
    promising.OwedKept: _marked("done_at"),
    promising.OwedReturned: _returned,
    promising.OwedMissed: _missed,
    promising.PromiseMoved: _marked("moved_at"),
}
register(Replay(tables=(SUPPLIER, PERSON, ASK, MESSAGE), folds=FOLDS))
