"""The conversation for action, as a table: what may be said when, and what is owed then.

After Winograd and Flores, *Understanding Computers and Cognition*, 1986. Every verb about a
commitment takes one of these turns; a kind says which of them are open to it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from buckstop.ledger.refused import Refusal
from buckstop.ledger.transaction import Act
from buckstop.problems.entries import promising
from buckstop.problems.models import Commitment
from buckstop.problems.models.commitment import OWED, UNTOUCHED, CommitmentState


class Turn(StrEnum):
    """What can be said of what is owed."""

    MAKE = "make"  # somebody is asked
    PROMISE = "promise"  # who was asked says yes
    COUNTER = "counter"  # who was asked says yes, but by another time
    REPORT = "report"  # who owes it says that it is done
    ACCEPT = "accept"  # it is done: kept
    GIVE_BACK = "give back"  # it isn't done yet: owed again
    DECLINE = "decline"  # who was asked says no
    WITHDRAW = "withdraw"  # it isn't needed any more
    MOVE = "move"  # by another time
    INSIST = "insist"  # not by the time that was promised: asked for again
    MISS = "miss"  # the time passed; what follows is owed instead
    LAPSE = "lapse"  # the time passed, and nothing is owed instead
    HAND_OVER = "hand over"  # somebody else owes it


@dataclass(frozen=True, slots=True)
class Transition:
    """From which states a turn may be taken, and to which it leads; empty: to the same."""

    of: tuple[CommitmentState, ...]
    to: CommitmentState | None = None
    in_time: bool = False  # what is late was missed first


TABLE: Mapping[Turn, Transition] = {
    Turn.MAKE: Transition((), CommitmentState.REQUESTED),
    Turn.PROMISE: Transition((CommitmentState.REQUESTED,), CommitmentState.PROMISED),
    Turn.COUNTER: Transition((CommitmentState.REQUESTED,), CommitmentState.PROMISED),
    Turn.REPORT: Transition(OWED, CommitmentState.REPORTED),
    Turn.ACCEPT: Transition(OWED, CommitmentState.KEPT, in_time=True),
    Turn.GIVE_BACK: Transition((CommitmentState.REPORTED,), CommitmentState.PROMISED),
    Turn.DECLINE: Transition(OWED, CommitmentState.DECLINED, in_time=True),
    Turn.WITHDRAW: Transition(OWED, CommitmentState.WITHDRAWN, in_time=True),
    Turn.MOVE: Transition(UNTOUCHED),
    Turn.INSIST: Transition((CommitmentState.PROMISED,), CommitmentState.REQUESTED),
    Turn.MISS: Transition(UNTOUCHED, CommitmentState.MISSED),
    Turn.LAPSE: Transition(UNTOUCHED, CommitmentState.WITHDRAWN),
    Turn.HAND_OVER: Transition(OWED),
}
_REFUSALS = {
    Turn.COUNTER: ("promised-already", "This was promised already; ask for another time."),
    Turn.GIVE_BACK: ("not-reported", "Nobody said yet that it is done."),
    Turn.MOVE: ("not-owed", "This isn't promised any more."),
    Turn.INSIST: ("not-promised", "Nobody promised another time."),
}
FOLLOWS: dict[str, Callable[[Act, Commitment, Turn], None]] = {}
"""What else follows a turn, by kind: the kinds say it."""


def may(owed: Commitment, turn: Turn) -> bool:
    """Whether its state lets this turn be taken."""
    return owed.state in TABLE[turn].of


def refusal(owed: Commitment, turn: Turn) -> Refusal | None:
    """Why its state doesn't let this turn be taken; None where it does."""
    if may(owed, turn):
        return None
    return Refusal(*_REFUSALS.get(turn, ("not-owed", "This isn't owed any more.")))


def take(act: Act, owed: Commitment, turn: Turn, **values: Any) -> None:
    """Part of verbs: take the turn, which its verb has checked, and set `values` besides.

    Late is missed: what a verb ends past its time it attends first (`kind.in_time`).
    """
    transition = TABLE[turn]
    if not may(owed, turn):
        raise RuntimeError(f"{owed} is {owed.state}: nobody can {turn} it")
    if transition.in_time and owed.is_late(act.at):
        raise RuntimeError(f"{owed} is late: attend it before somebody can {turn} it")
    if transition.to is not None:
        values["state"] = transition.to
        if transition.to not in OWED:
            values |= {"ended_at": act.at, "attend_at": None}
            values |= {"held": ""} if owed.held else {}
    act.change(owed, **values)
    if follows := FOLLOWS.get(owed.kind):
        follows(act, owed, turn)


def cases(owed: Commitment) -> tuple[UUID, ...]:
    """Whom what is said of it concerns: the one case, or nobody in particular."""
    return (owed.case_id,) if owed.case_id else ()


def succeed(act: Act, missed: Commitment, *, debtor: UUID, due: datetime) -> Commitment:
    """Part of verbs: it was missed; the same is owed on, by `debtor` by `due`."""
    take(act, missed, Turn.MISS)
    return act.add(
        Commitment(
            problem=missed.problem,
            case=missed.case,
            kind=missed.kind,
            state=CommitmentState.REQUESTED,
            debtor_id=debtor,
            creditor_id=missed.creditor_id,
            what=missed.what,
            made_at=act.at,
            due=due,
            attend_at=due,
            follows=missed,
            after_miss=True,
            team_id=missed.team_id,
        )
    )


def owe_again(act: Act, missed: Commitment, due: datetime) -> Commitment:
    """Part of verbs: it was missed, on record; the same person owes it on, by `due`."""
    successor = succeed(act, missed, debtor=missed.debtor_id, due=due)
    act.record(
        promising.OwedMissed(
            commitment=missed.pk,
            kind=missed.kind,
            debtor=missed.debtor_id,
            due=missed.due,
            successor=successor.pk,
            next_due=due,
        ),
        on=missed.problem,
    )
    return successor


def hand_over(act: Act, owed: Commitment, person: UUID) -> None:
    """Part of verbs: `person` owes it from now on."""
    take(act, owed, Turn.HAND_OVER, debtor_id=person)
    act.record(
        promising.OwedGoesOver(commitment=owed.pk, kind=owed.kind, debtor=person), on=owed.problem
    )
