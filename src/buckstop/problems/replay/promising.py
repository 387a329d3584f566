"""What becomes of what is owed."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from buckstop.ledger.entries import Fact
from buckstop.ledger.replay import Fold, Happened, Scene, Values, put
from buckstop.problems.commitments.aim import Aim
from buckstop.problems.commitments.ask import Ask
from buckstop.problems.commitments.escalation import Escalation
from buckstop.problems.commitments.kind import called
from buckstop.problems.commitments.step import Step
from buckstop.problems.commitments.update import Update
from buckstop.problems.entries import aiming, promising
from buckstop.problems.models.commitment import CommitmentState
from buckstop.problems.replay.owning import end, problem_of
from buckstop.problems.replay.tables import COMMITMENT, ESCALATION

NOTHING_YET = {
    "first_due": None,
    "moved_at": None,
    "ended_at": None,
    "answer__digest": None,
    "moved_because__digest": None,
    "waits_for_id": None,
}


def owe(scene: Scene, entry: Happened, kind: str, **values: Any) -> Values:
    """The fact says that something is owed: what, by whom, by when."""
    made: Any = entry.made
    return scene.add(
        COMMITMENT,
        made.commitment,
        problem_id=problem_of(scene, entry).get("pk"),
        case_id=entry.case,
        kind=kind,
        debtor_id=made.debtor,
        made_at=entry.at,
        due=made.due,
        **NOTHING_YET,
        **{"team_id": None, **values},
    )


def _owed(scene: Scene, entry: Happened) -> Values:
    return scene.find(COMMITMENT, entry.get("commitment"))


def _news_promised(scene: Scene, entry: Happened) -> None:
    row = owe(scene, entry, Update.code, state=CommitmentState.PROMISED, what__digest=None)
    problem_of(scene, entry)["news_due"] = row["due"]


def _aimed(scene: Scene, entry: Happened) -> None:
    owe(scene, entry, Aim.code, state=CommitmentState.PROMISED, what__digest=None)


def _asked(kind: str = "") -> Fold:
    """It was made; of the kind that the entry says, where its facts aren't of one kind."""

    def fold(scene: Scene, entry: Happened) -> None:
        own = entry.by_kind == "staff" and entry.by == entry.get("debtor")
        state = CommitmentState.PROMISED if own else CommitmentState.REQUESTED
        what = entry.get("what") or None
        team = entry.get("team") if "team" in entry.given else None
        owe(scene, entry, kind or entry.get("kind"), state=state, what__digest=what, team_id=team)

    return fold


def _escalated(scene: Scene, entry: Happened) -> None:
    made = entry.made
    assert isinstance(made, promising.Escalated)
    owe(scene, entry, Escalation.code, state=CommitmentState.REQUESTED, what__digest=made.reason)
    scene.add(
        ESCALATION,
        made.commitment,
        by_customer=made.by_customer,
        backs_owner=None,
        credited_at=None,
    )


def _ended(state: CommitmentState, answer: str = "") -> Fold:
    """It ended so; the field `answer` of the entry names what was said."""

    def fold(scene: Scene, entry: Happened) -> None:
        row = _owed(scene, entry)
        end(row, entry, state)
        if answer:
            row["answer__digest"] = entry.get(answer)

    return fold


def _news_sent(scene: Scene, entry: Happened) -> None:
    end(_owed(scene, entry), entry, CommitmentState.KEPT)
    problem = problem_of(scene, entry)
    if problem:
        problem["empty_updates"] = 0 if entry.get("news") else problem["empty_updates"] + 1


def _news_taken_back(scene: Scene, entry: Happened) -> None:
    problem = problem_of(scene, entry)
    if problem:
        problem["empty_updates"] = entry.get("empty_updates")


def _set(**columns: str) -> Fold:
    """Columns take what fields of the entry say."""

    def fold(scene: Scene, entry: Happened) -> None:
        _owed(scene, entry).update({name: entry.get(said) for name, said in columns.items()})

    return fold


def _runs_on(scene: Scene, entry: Happened) -> None:
    put(_owed(scene, entry), due=entry.get("due"), waits_for_id=None)


def _due(scene: Scene, entry: Happened) -> None:
    row = _owed(scene, entry)
    row["due"] = entry.get("due")
    called(row.get("kind")).on_replayed_time(problem_of(scene, entry), row["due"])


def _moved(scene: Scene, entry: Happened) -> None:
    _due(scene, entry)
    put(
        _owed(scene, entry),
        first_due=entry.get("was"),
        moved_at=entry.at,
        moved_because__digest=entry.get("reason"),
    )


def _succeeded(scene: Scene, entry: Happened, debtor: UUID) -> None:
    """What was missed is owed on, by a time that older entries don't have."""
    missed = _owed(scene, entry)
    end(missed, entry, "missed")
    fresh = {**missed, **NOTHING_YET, "state": CommitmentState.REQUESTED, "made_at": entry.at}
    fresh |= {"debtor_id": debtor, "due": entry.get("next_due")}
    scene.add(COMMITMENT, **{**fresh, "pk": entry.get("successor")})


def _owed_missed(scene: Scene, entry: Happened) -> None:
    _succeeded(scene, entry, entry.get("debtor"))


def _climbed(scene: Scene, entry: Happened) -> None:
    _succeeded(scene, entry, entry.get("debtor"))
    before = scene.find(ESCALATION, entry.get("commitment"))
    scene.add(
        ESCALATION,
        entry.get("successor"),
        by_customer=before.get("by_customer"),
        backs_owner=None,
        credited_at=None,
    )


def _promised(scene: Scene, entry: Happened) -> None:
    _owed(scene, entry)["state"] = CommitmentState.PROMISED


def _countered(scene: Scene, entry: Happened) -> None:
    _due(scene, entry)
    _promised(scene, entry)


def _reported(scene: Scene, entry: Happened) -> None:
    row = _owed(scene, entry)
    row["state"] = CommitmentState.REPORTED
    if entry.get("answer"):
        row["answer__digest"] = entry.get("answer")


def _returned(scene: Scene, entry: Happened) -> None:
    put(_owed(scene, entry), state=CommitmentState.PROMISED, due=entry.get("due"))


def _answered(scene: Scene, entry: Happened) -> None:
    _ended(CommitmentState.KEPT, answer="answer")(scene, entry)
    escalation = scene.find(ESCALATION, entry.get("commitment"))
    escalation["backs_owner"] = entry.get("backs_owner")


def _credited(scene: Scene, entry: Happened) -> None:
    scene.find(ESCALATION, entry.get("commitment"))["credited_at"] = entry.at


FOLDS: Mapping[type[Fact], Fold] = {
    promising.NewsPromised: _news_promised,
    promising.NewsSent: _news_sent,
    promising.NewsTakenBack: _news_taken_back,
    promising.NewsDebtorChanged: _set(debtor_id="debtor"),
    promising.PromiseMoved: _moved,
    promising.PromiseBroughtForward: _due,
    aiming.AimSet: _aimed,
    aiming.AimBroughtForward: _set(due="due"),
    aiming.AimWaits: _set(due="due", waits_for_id="waits_for"),
    aiming.AimRunsOn: _runs_on,
    promising.NewsMissed: _ended(CommitmentState.MISSED),
    promising.OwedMissed: _owed_missed,
    promising.OwedGoesOver: _set(debtor_id="debtor"),
    promising.StepAdded: _asked(Step.code),
    promising.OwedMade: _asked(),
    promising.Asked: _asked(Ask.code),
    promising.LookAgain: _asked(Ask.code),
    promising.TeamAsked: _asked(Ask.code),
    promising.OwedPromised: _promised,
    promising.OwedCountered: _countered,
    promising.OwedReported: _reported,
    promising.OwedKept: _ended(CommitmentState.KEPT),
    promising.OwedReturned: _returned,
    promising.OwedDeclined: _ended(CommitmentState.DECLINED, answer="reason"),
    promising.OwedWithdrawn: _ended(CommitmentState.WITHDRAWN),
    promising.OwedEnded: _ended(CommitmentState.WITHDRAWN),
    promising.Escalated: _escalated,
    promising.EscalationAnswered: _answered,
    promising.EscalationClimbed: _climbed,
    promising.EscalationCredited: _credited,
}
