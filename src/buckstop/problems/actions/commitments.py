"""The parts that every verb about commitments is made of: promise, find, set its time, end."""

from datetime import datetime
from uuid import UUID

from buckstop.ledger.transaction import Act
from buckstop.problems.entries import promising
from buckstop.problems.models import Commitment, Problem
from buckstop.problems.models.commitment import CommitmentKind, CommitmentState
from buckstop.problems.rules.promises import warn_at

OVER_IN_TIME = (CommitmentState.KEPT, CommitmentState.DECLINED, CommitmentState.WITHDRAWN)


def promise_news(
    act: Act, problem: Problem, *, debtor: UUID, due: datetime, follows: Commitment | None = None
) -> Commitment:
    """Part of verbs: promise the next news by `due`."""
    commitment = Commitment(
        problem=problem,
        kind=CommitmentKind.UPDATE,
        state=CommitmentState.PROMISED,
        debtor_id=debtor,
        made_at=act.at,
        due=due,
        attend_at=warn_at(act.at, due),
        follows=follows,
    )
    act.add(commitment)
    act.change(problem, news_due=due)
    act.record(promising.NewsPromised(commitment=commitment.pk, debtor=debtor, due=due), on=problem)
    return commitment


def open_promise(act: Act, problem: Problem) -> Commitment:
    """Part of verbs: the one open promise of news."""
    open_ones = Commitment.objects.filter(problem=problem, kind="update", ended_at=None)
    return act.rows(open_ones)[0]


def end(act: Act, commitment: Commitment, state: CommitmentState, *, lapsed: bool = False) -> None:
    """Part of verbs: nothing is owed by `commitment` any more.

    Late is missed: what a verb ends past its time it attends first (`lateness`); an offer lapses.
    """
    if state in OVER_IN_TIME and not lapsed and commitment.is_late(act.at):
        raise RuntimeError(f"{commitment} is late: attend it before it is {state}")
    act.change(commitment, state=state, ended_at=act.at, attend_at=None)


def set_due(act: Act, problem: Problem, commitment: Commitment, due: datetime) -> None:
    """Part of verbs: it is owed by `due` from now on; the clock looks at it in time."""
    is_update = commitment.kind == CommitmentKind.UPDATE
    attend_at = warn_at(act.at, due) if is_update else due
    act.change(commitment, due=due, attend_at=attend_at, warned_at=None)
    if is_update:
        act.change(problem, news_due=due)
