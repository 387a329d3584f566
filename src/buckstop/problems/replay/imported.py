"""What came from another system, and what of it was taken over."""

from collections.abc import Mapping

from buckstop.ledger.entries import Fact
from buckstop.ledger.replay import Fold, Happened, Scene, put
from buckstop.problems.entries import imported
from buckstop.problems.models.case import CaseState, Rank
from buckstop.problems.models.problem import ASIDE, CAME, Hurt, State
from buckstop.problems.replay.owning import problem_of
from buckstop.problems.replay.tables import CASE, PROBLEM, STAY


def _imported(scene: Scene, entry: Happened) -> None:
    made = entry.made
    assert isinstance(made, imported.ProblemImported)
    scene.add(
        PROBLEM,
        made.problem,
        number=made.number,
        kind=made.kind,
        state=State.CLOSED,
        hurts=Hurt.HINDERED,
        owner_id=made.buck,
        owner_since=entry.at,
        opened_at=made.opened_at,
        closed_at=made.ended_at,
        news_due=None,
        outcome=ASIDE if made.runs else CAME,
        imported_at=entry.at,
        empty_updates=0,
        waiting_cases=0,
        team_id=None,
    )


def _case(scene: Scene, entry: Happened) -> None:
    made, problem = entry.made, problem_of(scene, entry)
    assert isinstance(made, imported.CaseImported)
    scene.add(
        CASE,
        made.case,
        problem_id=problem.get("pk"),
        customer_id=made.customer,
        contact_id=made.contact,
        state=CaseState.IMPORTED,
        opened_at=made.opened_at,
        ended_at=made.ended_at,
        asked_at=None,
        reminded_at=None,
        links_withdrawn_at=None,
        held_because="",
        rank=Rank.ANY,
    )
    scene.add(
        STAY,
        case_id=made.case,
        problem_id=problem.get("pk"),
        from_number=1,
        starts_at=entry.at,
        ends_at=None,
        to_number=None,
    )


def _followed(scene: Scene, entry: Happened) -> None:
    made, problem = entry.made, problem_of(scene, entry)
    assert isinstance(made, imported.ImportFollowed)
    put(problem, closed_at=made.ended_at, outcome=ASIDE if made.runs else CAME)
    for case in scene.all(CASE, problem_id=problem.get("pk"), state=CaseState.IMPORTED):
        put(case, ended_at=made.ended_at)


def _taken_over(scene: Scene, entry: Happened) -> None:
    problem = problem_of(scene, entry)
    cases = scene.all(CASE, problem_id=problem.get("pk"), state=CaseState.IMPORTED)
    for case in cases:
        put(case, state=CaseState.OPEN, ended_at=None)
    put(problem, state=State.OPEN, closed_at=None, outcome="", waiting_cases=len(cases))


FOLDS: Mapping[type[Fact], Fold] = {
    imported.ProblemImported: _imported,
    imported.CaseImported: _case,
    imported.ImportFollowed: _followed,
    imported.ImportTakenOver: _taken_over,
}
