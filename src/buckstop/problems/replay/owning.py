"""What becomes of a problem and of who owns it."""

from collections.abc import Mapping

from buckstop.ledger.entries import Fact
from buckstop.ledger.replay import Fold, Happened, Scene, Values, put
from buckstop.problems.commitments.handoff import Handoff
from buckstop.problems.entries import cases, owning
from buckstop.problems.models.commitment import CommitmentState
from buckstop.problems.models.problem import State
from buckstop.problems.replay.tables import COMMITMENT, HANDOFF, PROBLEM, TENURE


def problem_of(scene: Scene, entry: Happened) -> Values:
    """The problem that the chain of `entry` is about."""
    return scene.last(PROBLEM, chain=entry.chain)


def end(row: Values, entry: Happened, state: str) -> None:
    """Nothing is owed by it any more."""
    put(row, state=state, ended_at=entry.at)


def _opened(scene: Scene, entry: Happened) -> None:
    made = entry.made
    assert isinstance(made, owning.ProblemOpened)
    scene.add(
        PROBLEM,
        made.problem,
        number=made.number,
        kind=made.kind,
        state=State.OPEN,
        hurts=made.hurts,
        opened_at=entry.at,
        news_due=None,
        closed_at=None,
        outcome="",
        imported_at=None,
        empty_updates=0,
        waiting_cases=0,
        team_id=None,
    )


def _tenure_began(scene: Scene, entry: Happened) -> None:
    made, problem = entry.made, problem_of(scene, entry)
    assert isinstance(made, owning.TenureBegan)
    key = problem.get("pk")
    put(scene.last(TENURE, problem_id=key, ends_at=None), ends_at=entry.at)
    scene.add(
        TENURE,
        problem_id=key,
        person_id=made.to,
        how=made.how,
        starts_at=entry.at,
        ends_at=None,
    )
    put(problem, owner_id=made.to, owner_since=entry.at)


def _offered(scene: Scene, entry: Happened) -> None:
    made = entry.made
    assert isinstance(made, owning.HandoffOffered)
    scene.add(
        COMMITMENT,
        made.handoff,
        problem_id=problem_of(scene, entry).get("pk"),
        case_id=None,
        kind=Handoff.code,
        state=CommitmentState.REQUESTED,
        debtor_id=made.to,
        made_at=entry.at,
        due=made.answer_by,
        first_due=None,
        moved_at=None,
        ended_at=None,
        what__digest=None,
        answer__digest=None,
        moved_because__digest=None,
    )
    scene.add(HANDOFF, made.handoff, brief__digest=made.brief)


def _offer_ended(state: str) -> Fold:
    def fold(scene: Scene, entry: Happened) -> None:
        row = scene.find(COMMITMENT, entry.get("handoff"))
        end(row, entry, state)
        if isinstance(entry.made, owning.HandoffDeclined):
            row["answer__digest"] = entry.made.reason

    return fold


def _closed(scene: Scene, entry: Happened) -> None:
    problem = problem_of(scene, entry)
    running = scene.last(TENURE, problem_id=problem.get("pk"), ends_at=None)
    put(running, ends_at=entry.at)
    put(
        problem, state=State.CLOSED, closed_at=entry.at, outcome=entry.get("outcome"), news_due=None
    )


def _reopened(scene: Scene, entry: Happened) -> None:
    put(problem_of(scene, entry), state=State.OPEN, closed_at=None, outcome="")


def _set(column: str, field: str) -> Fold:
    def fold(scene: Scene, entry: Happened) -> None:
        problem_of(scene, entry)[column] = entry.get(field)

    return fold


def _fixed(scene: Scene, entry: Happened) -> None:
    problem_of(scene, entry)["state"] = State.FIXED


def _cannot_wait(scene: Scene, entry: Happened) -> None:
    problem_of(scene, entry)["hurts"] = 2


FOLDS: Mapping[type[Fact], Fold] = {
    owning.ProblemOpened: _opened,
    owning.TenureBegan: _tenure_began,
    owning.HandoffOffered: _offered,
    owning.HandoffAccepted: _offer_ended("kept"),
    owning.HandoffDeclined: _offer_ended("declined"),
    owning.HandoffLapsed: _offer_ended("withdrawn"),
    owning.HandoffWithdrawn: _offer_ended("withdrawn"),
    owning.WithTeam: _set("team_id", "team"),
    owning.ProblemClosed: _closed,
    owning.ProblemReopened: _reopened,
    cases.KindChanged: _set("kind", "kind"),
    cases.HurtChanged: _set("hurts", "hurts"),
    cases.CannotWait: _cannot_wait,
    cases.FixSaid: _fixed,
}
