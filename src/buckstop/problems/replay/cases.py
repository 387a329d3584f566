"""What becomes of a customer's side, and of what we understood."""

from collections.abc import Mapping

from buckstop.ledger.actor import ActorKind
from buckstop.ledger.entries import Fact
from buckstop.ledger.replay import UNKNOWN, Fold, Happened, Scene, Values, put
from buckstop.problems.entries import cases as entries
from buckstop.problems.models.case import WAITING, CaseState, Rank
from buckstop.problems.replay.owning import problem_of
from buckstop.problems.replay.tables import (
    CASE,
    COMMITMENT,
    EFFORT,
    PROBLEM,
    STAY,
    UNDERSTANDING,
    WORD,
)


def _case(scene: Scene, entry: Happened) -> Values:
    return scene.find(CASE, entry.get("case"))


def _count(scene: Scene, problem: object, by: int) -> None:
    row = scene.find(PROBLEM, problem) if problem is not None else {}  # type: ignore[arg-type]
    if row:
        row["waiting_cases"] += by


def _opened(scene: Scene, entry: Happened) -> None:
    made, problem = entry.made, problem_of(scene, entry)
    assert isinstance(made, entries.CaseOpened)
    first = problem.get("opened_at") == entry.at and not problem.get("waiting_cases")
    scene.add(
        CASE,
        made.case,
        problem_id=problem.get("pk"),
        customer_id=made.customer,
        contact_id=made.contact,
        state=CaseState.OPEN,
        opened_at=entry.at,
        ended_at=None,
        asked_at=None,
        reminded_at=None,
        links_withdrawn_at=None,
        held_because="",
        rank=Rank.ANY,
    )
    _stays(scene, made.case, problem, 1 if first else entry.number, entry)
    _count(scene, problem.get("pk"), 1)


def _stays(scene: Scene, case: object, problem: Values, number: int, entry: Happened) -> None:
    scene.add(
        STAY,
        case_id=case,
        problem_id=problem.get("pk"),
        from_number=number,
        starts_at=entry.at,
        ends_at=None,
        to_number=None,
    )


def _ranked(scene: Scene, entry: Happened) -> None:
    put(_case(scene, entry), rank=Rank[str(entry.get("rank")).upper()])


def _asked(scene: Scene, entry: Happened) -> None:
    put(
        _case(scene, entry),
        state=CaseState.ASKED,
        asked_at=entry.at,
        reminded_at=None,
        held_because="",
    )


def _ended(state: str) -> Fold:
    def fold(scene: Scene, entry: Happened) -> None:
        row = _case(scene, entry)
        if row.get("state") in WAITING:
            _count(scene, row["problem_id"], -1)
        put(row, state=state, ended_at=entry.at, held_because="")

    return fold


def _reopened(scene: Scene, entry: Happened) -> None:
    row = _case(scene, entry)
    if row and row["state"] not in WAITING:
        _count(scene, row["problem_id"], 1)
    put(row, state=CaseState.OPEN, ended_at=None, asked_at=None, reminded_at=None, held_because="")


def _says(says: str, entry: Happened, scene: Scene) -> Values:
    return scene.add(
        WORD,
        case_id=entry.get("case"),
        says=says,
        how=entry.get("how"),
        recorded_by=None if entry.by_kind == ActorKind.CONTACT else entry.by,
        at=entry.at,
        can_be_taken_back_until=None,
        asks_ease=True,
    )


def _confirmed(scene: Scene, entry: Happened) -> None:
    _says("solved", entry, scene)["asks_ease"] = entry.get("asks")
    _ended(CaseState.CONFIRMED)(scene, entry)


def _recorded(scene: Scene, entry: Happened) -> None:
    word = _says("solved", entry, scene)
    word["can_be_taken_back_until"] = entry.get("can_be_taken_back_until")
    word["asks_ease"] = entry.get("asks")
    _ended(CaseState.CONFIRMED)(scene, entry)


def _taken_back(scene: Scene, entry: Happened) -> None:
    word = _says("taken back", entry, scene)
    if word["how"] is UNKNOWN:
        word["how"] = "page"
    _reopened(scene, entry)


def _withdrawn(scene: Scene, entry: Happened) -> None:
    _says("taken back", entry, scene)
    _reopened(scene, entry)


def _still_broken(scene: Scene, entry: Happened) -> None:
    _says("broken", entry, scene)
    _reopened(scene, entry)


def _set(**columns: str) -> Fold:
    """Columns take what fields of the entry say."""

    def fold(scene: Scene, entry: Happened) -> None:
        _case(scene, entry).update({name: entry.get(said) for name, said in columns.items()})

    return fold


def _at(column: str) -> Fold:
    def fold(scene: Scene, entry: Happened) -> None:
        _case(scene, entry)[column] = entry.at

    return fold


def _asked_on(scene: Scene, entry: Happened) -> None:
    _case(scene, entry)["held_because"] = ""


def _effort(scene: Scene, entry: Happened) -> None:
    key = entry.get("case")
    row = scene.find(EFFORT, key) or scene.add(EFFORT, key)
    put(row, score=entry.get("score"), why__digest=entry.get("why") or None, at=entry.at)


def _understood(scene: Scene, entry: Happened) -> None:
    scene.add(
        UNDERSTANDING,
        problem_id=problem_of(scene, entry).get("pk"),
        case_id=entry.case,
        what__digest=entry.get("what"),
        written_by=entry.by,
        at=entry.at,
        row=entry.get("understanding"),
    )


def _widened(scene: Scene, entry: Happened) -> None:
    """A commitment is shown to all; of an understanding there is a copy for all."""
    made = entry.made
    assert isinstance(made, entries.Widened)
    if made.thing != "understanding":
        put(scene.find(COMMITMENT, made.row), case_id=None)
        return
    told = [row for row in scene.tables[UNDERSTANDING] if row["row"] == made.row]
    if not told and made.what:
        told = scene.all(UNDERSTANDING, what__digest=made.what, case_id=made.was_for)
    if not told:
        scene.unknown.add(UNDERSTANDING)  # widened on another problem, by an older Buckstop
        return
    scene.add(
        UNDERSTANDING,
        **{**told[-1], "pk": None, "case_id": None, "at": entry.at, "row": UNKNOWN},
    )


def moved(scene: Scene, out: Happened, into: Happened) -> None:
    """A case with all that it owns came from one problem to another."""
    key, source, to = out.get("case"), problem_of(scene, out), problem_of(scene, into)
    stay = scene.last(STAY, case_id=key, ends_at=None)
    put(stay, ends_at=out.at, to_number=out.number)
    _stays(scene, key, to, into.number, into)
    for owed in scene.all(COMMITMENT, case_id=key):
        owed["problem_id"] = to.get("pk")
    for row in scene.all(UNDERSTANDING, case_id=key, problem_id=source.get("pk")):
        copy = {**row, "pk": None, "problem_id": to.get("pk"), "row": UNKNOWN}
        scene.add(UNDERSTANDING, **copy)
    _count(scene, source.get("pk"), -1)
    _count(scene, to.get("pk"), 1)
    to["hurts"] = max(to.get("hurts", 0), source.get("hurts", 0))
    scene.find(CASE, key)["problem_id"] = to.get("pk")


FOLDS: Mapping[type[Fact], Fold] = {
    entries.CaseOpened: _opened,
    entries.CustomerChosen: _set(customer_id="customer"),
    entries.ContactAdopted: _set(contact_id="contact", customer_id="customer"),
    entries.CaseAsked: _asked,
    entries.CaseHeld: _set(held_because="because"),
    entries.StillAsked: _asked_on,
    entries.CaseReminded: _at("reminded_at"),
    entries.CaseConfirmed: _confirmed,
    entries.WordRecorded: _recorded,
    entries.WordTakenBack: _taken_back,
    entries.WordWithdrawn: _withdrawn,
    entries.StillBroken: _still_broken,
    entries.CaseLapsed: _ended(CaseState.LAPSED),
    entries.CaseAnswered: _ended(CaseState.ANSWERED),
    entries.CaseDeclined: _ended(CaseState.DECLINED),
    entries.CaseVoided: _ended(CaseState.VOID),
    entries.CaseSpared: _ended(CaseState.SPARED),
    entries.CaseReopened: _reopened,
    entries.EffortTold: _effort,
    entries.CaseRanked: _ranked,
    entries.LinksWithdrawn: _at("links_withdrawn_at"),
    entries.UnderstandingWritten: _understood,
    entries.Widened: _widened,
}
