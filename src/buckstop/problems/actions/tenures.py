"""Parts of verbs: one owner's time ends and the next one's begins, at the same instant."""

from uuid import UUID

from buckstop.kit.bulk import new_row
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import Act
from buckstop.people.models import Person
from buckstop.problems.actions.teams import follow_owner
from buckstop.problems.commitments import kind
from buckstop.problems.commitments.kind import in_time
from buckstop.problems.entries.owning import TenureBegan
from buckstop.problems.models import Commitment, Problem, Tenure
from buckstop.problems.permissions.ownership import may_own


def begin(
    act: Act,
    problem: Problem,
    person: UUID,
    *,
    how: str,
    before: UUID | None = None,
    why: str = "",
) -> Tenure:
    """Let `person` own `problem` from now on."""
    tenure = new_row(Tenure, problem=problem, person_id=person, how=how, why=why, starts_at=act.at)
    act.add(tenure)
    act.record(TenureBegan(to=person, how=how, before=before), on=problem)
    return tenure


def running(act: Act, problem: Problem) -> Tenure:
    """The tenure that runs now."""
    return act.rows(Tenure.objects.filter(problem=problem, ends_at=None))[0]


def change_owner(act: Act, problem: Problem, person: UUID, *, how: str) -> None:
    """End the running tenure and begin that of `person`, who now owes what the owner owed."""
    before = problem.owner_id
    now = act.lock(Person(pk=person))
    check(may_own(now))
    act.change(running(act, problem), ends_at=act.at)
    begin(act, problem, person, how=how, before=before)
    act.change(problem, owner_id=person, owner_since=act.at)
    follow_owner(act, problem, person, how)
    open_ones = Commitment.objects.filter(problem=problem, ended_at=None)
    for commitment in act.rows(open_ones.select_related("problem").order_by("pk")):
        owed = in_time(act, commitment)
        if owed.is_owed:
            kind.of(owed).on_owner_change(act, problem, owed, before, person)
